#include "plan/ini_text.hpp"

#include <fmt/format.h>

#include "task/banner.hpp"

namespace deployer::plan {

namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";

std::string_view stripped(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

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

std::string escaped(std::string_view value, Percent percent) {
    std::string result;
    for (std::size_t i = 0; i < value.size();) {
        if (value[i] != '%') {
            result += value[i++];
            continue;
        }
        const std::size_t length = percent == Percent::expansion ? expansion_length(value.substr(i)) : 0;
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
    value = stripped(value);
    for (std::size_t i = 0; i < value.size(); ++i) {
        const auto byte = static_cast<unsigned char>(value[i]);
        if (byte == '\n' || byte == '\r')
            return supervise::fail("a value of Supervisor's configuration cannot hold a line break");
        if ((byte < 0x20 && byte != '\t') || byte == 0x7f)
            return supervise::fail("a value of Supervisor's configuration cannot hold a control character");
        if (byte == ';' && (i == 0 || value[i - 1] == ' ' || value[i - 1] == '\t'))
            return supervise::fail("a ';' behind a blank begins a comment in Supervisor's configuration");
    }
    return escaped(value, percent);
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
