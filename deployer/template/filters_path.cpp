/// Filters of file names. None looks at the file system.
#include <filesystem>

#include "template/function_table.hpp"
#include "template/text_tools.hpp"

namespace deployer::jinja {
namespace {

std::string_view head_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos)
        return {};
    const std::string_view head = path.substr(0, slash + 1);
    const std::size_t end = head.find_last_not_of('/');
    return end == std::string_view::npos ? head : head.substr(0, end + 1);
}

std::string_view tail_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// Where the extension begins; leading dots are no extension.
std::size_t extension_of(std::string_view path) {
    const std::size_t name = path.size() - tail_of(path).size();
    const std::size_t first = path.find_first_not_of('.', name);
    const std::size_t dot = path.rfind('.');
    return dot == std::string_view::npos || first == std::string_view::npos || dot < first ? path.size()
                                                                                           : dot;
}

Value splitext(Engine&, const Value& input, const Bound&) {
    const std::string path = input.text();
    const std::size_t at = extension_of(path);
    return Value::tuple({path.substr(0, at), path.substr(at)});
}

Value path_join(Engine&, const Value& input, const Bound&) {
    std::string result;
    const List parts = input.is_text() ? List{input} : input.items();
    for (const Value& part : parts) {
        const std::string text = part.text();
        if (text.starts_with('/') || result.empty())
            result = text;
        else
            result += (result.ends_with('/') ? "" : "/") + text;
    }
    return result;
}

Value relpath(Engine&, const Value& input, const Bound& a) {
    const auto from = std::filesystem::path(a.text(0, ".")).lexically_normal();
    return std::filesystem::path(input.text()).lexically_normal().lexically_relative(from).string();
}

constexpr FunctionRow rows[] = {
    {"basename", "",
     [](Engine&, const Value& v, const Bound&) -> Value { return std::string(tail_of(v.text())); }},
    {"dirname", "",
     [](Engine&, const Value& v, const Bound&) -> Value { return std::string(head_of(v.text())); }},
    {"path_join", "", path_join},
    {"relpath", "start", relpath},
    {"splitext", "", splitext},
};

}  // namespace

std::span<const FunctionRow> path_filters() {
    return rows;
}

}  // namespace deployer::jinja
