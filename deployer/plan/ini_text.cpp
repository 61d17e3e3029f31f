#include "plan/ini_text.hpp"

#include <fmt/format.h>

#include "config/text.hpp"
#include "task/banner.hpp"

namespace deployer::plan {

namespace {

/// The length of a "%%" or "%(name)s" at the begin of `text`, which starts with '%'; 0 for a lone '%'.
std::size_t expansion_length(std::string_view text) {
    if (text.starts_with("%%"))
        return 2;
    if (!text.starts_with("%("))
        return 0;
    const std::size_t close = text.find(')');
    if (close == std::string_view::npos)
        return 0;
    const std::size_t letter = text.find_first_not_of("0123456789.-+# ", close + 1);
    return letter != std::string_view::npos &&
                   std::string_view("sdifr").find(text[letter]) != std::string_view::npos
               ? letter + 1
               : 0;
}

/// Lone '%' doubled.
std::string expanded_percents(std::string_view value) {
    std::string result;
    for (std::size_t i = 0; i < value.size();) {
        if (value[i] != '%') {
            result += value[i++];
            continue;
        }
        const std::size_t length = expansion_length(value.substr(i));
        if (length > 0)
            result += value.substr(i, length);
        else
            result += "%%";
        i += length > 0 ? length : 1;
    }
    return result;
}

}  // namespace

supervise::Result<std::string> ini_value(std::string_view value, Percent percent) {
    namespace text = supervise::config;
    if (text::utf8_fault(value))
        return supervise::fail("a value of Supervisor's configuration must be UTF-8");
    value = text::strip(value);
    bool behind_blank = false;
    for (std::string_view rest = value; !rest.empty();) {
        const text::CodePoint point = text::first_code_point(rest);
        if (point.value == '\n' || point.value == '\r')
            return supervise::fail("a value of Supervisor's configuration cannot hold a line break");
        if ((point.value < 0x20 && point.value != '\t') || point.value == 0x7f)
            return supervise::fail("a value of Supervisor's configuration cannot hold a control character");
        if ((point.value == ';' || point.value == '#') && behind_blank)
            return supervise::fail(fmt::format(
                "a '{}' behind a blank begins a comment in Supervisor's configuration", rest.front()));
        behind_blank = text::is_space(point.value);
        rest.remove_prefix(point.bytes);
    }
    return percent == Percent::literal ? literal_percents(value) : expanded_percents(value);
}

supervise::Result<std::string> literal_percents(std::string_view value) {
    if (value.find("%(here)s") != std::string_view::npos)
        return supervise::fail("Supervisor replaces '%(here)s' in every value of its configuration");
    return supervise::config::replace_all(value, "%", "%%");
}

std::string banner_mark(std::string_view supervisor) {
    return fmt::format("{}supervisor {}.", task::banner_begin, supervisor);
}

std::string banner(std::string_view file_name, std::string_view supervisor) {
    return fmt::format("# {}\n{}\n"
                       "# What is edited here is lost with the next deployment.\n",
                       file_name, banner_mark(supervisor));
}

void IniText::section(std::string_view name) {
    text_ += fmt::format("\n[{}]\n", name);
}

supervise::Result<void> IniText::option(std::string_view key, std::string_view value, Percent percent) {
    const auto written = ini_value(value, percent);
    if (!written)
        return supervise::fail(fmt::format("{}: {}", key, written.error().message));
    text_ += fmt::format("{}={}\n", key, *written);
    return {};
}

}  // namespace deployer::plan
