/// One problem of a configuration, for people: `supervisord --check` prints them all.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sys/result.hpp"

namespace supervise::config {

enum class Severity : std::uint8_t {
    warning,  ///< loads, but is probably not what was meant
    error,    ///< does not load
};

struct Diagnostic {
    Severity severity = Severity::error;
    std::string file;
    unsigned line = 0;    ///< 0: the file as a whole
    std::string section;  ///< empty: none in particular
    std::string key;      ///< empty: the section as a whole
    std::string what;
    std::string remedy;  ///< may be empty
};

/// Why a configuration is refused.
struct Refusal {
    std::string text;  ///< Supervisor's words, which may quote a whole value: for an administrator's terminal
    std::string told;  ///< ours, with file and line and without a value that may be secret: for all others

    Refusal(std::string supervisors, std::string ours)
        : text(std::move(supervisors)), told(std::move(ours)) {}
    /// Of another kind, which quotes nothing.
    Refusal(const Error& error) : text(error.message), told(error.message) {}
};

/// A line for the daemon's log that reading the configuration led to (CFG-044, 045, 146, 147, 152). The
/// daemon replays warnings first, then infos (DAEMON-001).
struct ParseMessage {
    enum class Level : std::uint8_t { warning, info };
    Level level;
    std::string text;
};

}  // namespace supervise::config
