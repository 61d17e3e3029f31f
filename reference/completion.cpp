#include "reference/completion.hpp"

#include <fmt/core.h>

#include "reference/vocabulary.hpp"

namespace supervise::reference {
namespace {

constexpr std::size_t line_width = 110;

}  // namespace

std::string command_word_cases(std::string_view indent) {
    std::string text;
    for (const ctl::Command* command : typed_commands()) {
        if (const std::string_view name = words_name(command->takes); !name.empty()) {
            text += fmt::format("{}{}{}) REPLY={} ;;", text.empty() ? "" : "\n", indent, command->name, name);
        }
    }
    return text;
}

std::string wrapped_words(const std::vector<std::string>& words, std::string_view indent) {
    std::string text, line;
    for (const std::string& word : words) {
        if (!line.empty() && indent.size() + line.size() + 1 + word.size() > line_width) {
            text += fmt::format("{}{}\n", indent, line);
            line.clear();
        }
        line += line.empty() ? word : " " + word;
    }
    return fmt::format("{}{}{}", text, indent, line);
}

std::string quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        out += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return out + "'";
}

}  // namespace supervise::reference
