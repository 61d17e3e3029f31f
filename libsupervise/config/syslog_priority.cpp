#include "config/syslog_priority.hpp"

#include <array>
#include <optional>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "config/suggest.hpp"
#include "config/text.hpp"

namespace supervise::config {
namespace {

struct Named {
    std::string_view name;
    int number;
};

/// The kernel's facility, 0, is not to be had: syslog(3) makes it user.
constexpr std::array<Named, 20> facilities{{
    {"user", 1},    {"mail", 2},    {"daemon", 3},  {"auth", 4},    {"syslog", 5},
    {"lpr", 6},     {"news", 7},    {"uucp", 8},    {"cron", 9},    {"authpriv", 10},
    {"ftp", 11},    {"local0", 16}, {"local1", 17}, {"local2", 18}, {"local3", 19},
    {"local4", 20}, {"local5", 21}, {"local6", 22}, {"local7", 23}, {"security", 4},
}};

constexpr std::array<Named, 11> levels{{
    {"emerg", 0},
    {"alert", 1},
    {"crit", 2},
    {"err", 3},
    {"warning", 4},
    {"notice", 5},
    {"info", 6},
    {"debug", 7},
    {"panic", 0},
    {"error", 3},
    {"warn", 4},
}};

Parsed<int> number_of(std::string_view word, std::span<const Named> names, std::string_view kind) {
    std::vector<std::string_view> known;
    for (const Named& one : names) {
        if (one.name == word)
            return one.number;
        known.push_back(one.name);
    }
    const auto meant = closest(word, known);
    return fault(fmt::format("there is no {} {}", kind, python_repr(word)),
                 meant ? fmt::format("did you mean {}?", *meant)
                       : fmt::format("known are {}", fmt::join(known, ", ")));
}

std::string_view name_of(int number, std::span<const Named> names) {
    for (const Named& one : names)
        if (one.number == number)
            return one.name;
    return "?";
}

}  // namespace

Parsed<int> syslog_priority(std::string_view text) {
    const std::string words = lower(strip(text));
    const std::size_t dot = words.find('.');
    if (dot == std::string::npos)
        return fault(fmt::format("{} is no facility and level", python_repr(text)),
                     "write both with a dot between them, such as daemon.info");
    const auto facility = number_of(words.substr(0, dot), facilities, "facility");
    if (!facility)
        return facility;
    const auto level = number_of(words.substr(dot + 1), levels, "level");
    if (!level)
        return level;
    return *facility * 8 + *level;
}

std::string syslog_priority_name(int priority) {
    return fmt::format("{}.{}", name_of(syslog_facility(priority), facilities),
                       name_of(syslog_level(priority), levels));
}

}  // namespace supervise::config
