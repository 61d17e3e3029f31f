/// One problem of a configuration, for people: `supervisord --check` prints them all.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

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

/// A line for the daemon's log that reading the configuration led to (CFG-044, 045, 146, 147, 152). The
/// daemon replays warnings first, then infos (DAEMON-001).
struct ParseMessage {
    enum class Level : std::uint8_t { warning, info };
    Level level;
    std::string text;
};

}  // namespace supervise::config
