#include "config/sample.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "config/catalogue.hpp"

namespace supervise::config {

namespace {

constexpr std::size_t text_width = 100;
constexpr std::size_t comment_column = 48;

constexpr std::string_view preamble =
    R"(; Sample supervisor config file, made for this version of supervisord.
;
; - A comment after a value needs a blank before its ';' or '#', and quotes do not protect one:
;   command=sh -c 'a ; b' is cut at the ';'.
; - A value continues on the next line when that line is indented.
; - %(ENV_HOME)s is replaced by a variable, %(here)s by the folder of this file; %% is a percent sign.
; - Check a file with: supervisord --check -c FILE
; - Paths below are in /tmp so that this file works anywhere. Choose others: /tmp may be cleaned up.
)";

/// Comment lines of at most text_width.
std::string wrapped(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        std::size_t end = std::min(text.size(), text_width - 2);
        if (end < text.size())
            end = std::min(text.rfind(' ', end), text.size());
        out += fmt::format("; {}\n", text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

/// Active lines are those without which the section does nothing, or which the sample puts elsewhere than the
/// default.
bool is_active(const Option& option) {
    return option.required || (!option.example.empty() && !option.fallback.empty());
}

std::string option_line(const Option& option, bool section_active) {
    const std::string_view value = option.example.empty() ? option.fallback : option.example;
    std::string line = section_active && is_active(option) ? "" : ";";
    line += fmt::format("{}={}", option.name, value);
    line.resize(std::max(line.size() + 1, comment_column), ' ');
    return line + fmt::format("; {}\n", option.help);
}

}  // namespace

std::string sample_config() {
    std::string sample(preamble);
    for (const CatalogueSection& section : catalogue()) {
        sample += "\n" + wrapped(section.summary);
        if (!section.also.empty())
            sample += fmt::format("; All keys of [{}] apply too.\n", section.also);
        sample += fmt::format("{}[{}]\n", section.in_sample ? "" : ";", section.name);
        for (const Option* option : section.options)
            sample += option_line(*option, section.in_sample);
    }
    return sample;
}

}  // namespace supervise::config
