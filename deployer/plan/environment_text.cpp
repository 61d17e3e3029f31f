#include "plan/environment_text.hpp"

#include <optional>

#include <fmt/format.h>

#include "config/text.hpp"

namespace deployer::plan {

namespace {

using supervise::config::replace_all;

bool is_quote(char letter) {
    return letter == '"' || letter == '\'';
}

bool has(std::string_view value, std::string_view part) {
    return value.find(part) != std::string_view::npos;
}

/// The quote that all daemons read back alike around the value. Between double ones ours takes a backslash in
/// front of another, or of the quote, as an escape.
std::optional<char> common_quote(std::string_view value) {
    const bool is_stripped = !value.empty() && (is_quote(value.front()) || is_quote(value.back()));
    if (is_stripped)
        return std::nullopt;
    if (!has(value, "\"") && !has(value, "\\\\") && !value.ends_with('\\'))
        return '"';
    return has(value, "'") ? std::nullopt : std::optional('\'');
}

std::string escaped(std::string_view value) {
    return replace_all(replace_all(value, "\\", "\\\\"), "\"", "\\\"");
}

}  // namespace

supervise::Result<std::string> environment_text(const model::Variables& variables, Reader reader) {
    std::string text;
    for (const auto& [name, value] : variables) {
        const auto quote = common_quote(value);
        if (!quote && reader == Reader::any)
            return supervise::fail(
                fmt::format("environment.{}: Supervisor cannot be given a value with a quotation mark at one "
                            "of its ends, or with both kinds of them",
                            name));
        text += text.empty() ? "" : ",";
        text += quote ? fmt::format("{}={}{}{}", name, *quote, value, *quote)
                      : fmt::format("{}=\"{}\"", name, escaped(value));
    }
    return text;
}

}  // namespace deployer::plan
