#include "hadeploy/template_texts.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include <fmt/core.h>

#include "config/text.hpp"

namespace deployer::hadeploy {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view first_word(std::string_view text) {
    return text.substr(0, std::min(text.find_first_of(blanks), text.size()));
}

/// The inside of every "{% %}".
std::vector<std::string_view> statements(std::string_view text) {
    std::vector<std::string_view> found;
    for (std::size_t at = text.find("{%"); at != std::string_view::npos; at = text.find("{%", at)) {
        at += 2;
        std::string_view inside = text.substr(at, text.find("%}", at) - at);
        if (inside.starts_with('-') || inside.starts_with('+'))
            inside.remove_prefix(1);
        found.push_back(supervise::config::strip(inside));
    }
    return found;
}

bool brings_in(std::string_view statement) {
    constexpr std::array<std::string_view, 4> words{"extends", "from", "import", "include"};
    return std::ranges::find(words, first_word(statement)) != words.end();
}

/// The one name that such a statement has in quotes; empty: it has another expression.
std::string name_in(std::string_view statement) {
    constexpr std::array<std::string_view, 7> further{"", "-", "as", "ignore", "import", "with", "without"};
    const std::string_view words = supervise::config::strip(statement.substr(first_word(statement).size()));
    if (!words.starts_with('"') && !words.starts_with('\''))
        return {};
    const std::size_t end = words.find(words.front(), 1);
    const std::string_view name = words.substr(1, std::min(end, words.size()) - 1);
    if (end == std::string_view::npos || name.find('\\') != std::string_view::npos)
        return {};
    const std::string_view next = first_word(supervise::config::strip(words.substr(end + 1)));
    const bool is_name = std::ranges::find(further, next) != further.end();
    return is_name ? std::string(name) : std::string();
}

class Reader {
public:
    explicit Reader(const source::LoadContext& load) : load_(load) {}

    /// Names are relative to the folder of the file that is rendered, however deep they stand.
    void read(const std::string& path, const std::string& folder) {
        if (!known_.insert(folder + "\n" + path).second)
            return;
        const auto text = load_.read(path);
        if (!text)
            return;
        for (const std::string_view statement : statements(*text)) {
            if (!brings_in(statement))
                continue;
            const std::string name = name_in(statement);
            found_.is_complete = found_.is_complete && !name.empty();
            if (!name.empty())
                read(name.starts_with('/') ? name : fmt::format("{}/{}", folder, name), folder);
        }
        found_.texts.push_back(*text);
    }

    TemplateTexts take() { return std::move(found_); }

private:
    const source::LoadContext& load_;
    std::set<std::string> known_;
    TemplateTexts found_;
};

}  // namespace

TemplateTexts read_templates(const std::vector<std::string>& paths, const source::LoadContext& load) {
    Reader reader(load);
    for (const std::string& path : paths)
        reader.read(path, path.substr(0, path.rfind('/')));
    return reader.take();
}

}  // namespace deployer::hadeploy
