/// The daemon's own log as the other rooms see it. Levels and their numbers are Supervisor's (LOG-001).
#pragma once

#include <string_view>

#include <fmt/core.h>

namespace supervise::log {

enum class Level { blather = 3, trace = 5, debug = 10, info = 20, warn = 30, error = 40, critical = 50 };

class Logger {
public:
    virtual ~Logger() = default;

    /// Would a message of this level be written? Ask before building an expensive message.
    virtual bool enabled(Level level) const = 0;

    /// One record, written and flushed before the call returns. May contain newlines (LOG-002).
    virtual void write(Level level, std::string_view message) = 0;

    template <typename... Args>
    void log(Level level, fmt::format_string<Args...> format, Args&&... args) {
        if (enabled(level))
            write(level, fmt::format(format, std::forward<Args>(args)...));
    }
    template <typename... Args>
    void critical(fmt::format_string<Args...> format, Args&&... args) {
        log(Level::critical, format, std::forward<Args>(args)...);
    }
    template <typename... Args>
    void error(fmt::format_string<Args...> format, Args&&... args) {
        log(Level::error, format, std::forward<Args>(args)...);
    }
    template <typename... Args>
    void warn(fmt::format_string<Args...> format, Args&&... args) {
        log(Level::warn, format, std::forward<Args>(args)...);
    }
    template <typename... Args>
    void info(fmt::format_string<Args...> format, Args&&... args) {
        log(Level::info, format, std::forward<Args>(args)...);
    }
    template <typename... Args>
    void debug(fmt::format_string<Args...> format, Args&&... args) {
        log(Level::debug, format, std::forward<Args>(args)...);
    }
    template <typename... Args>
    void trace(fmt::format_string<Args...> format, Args&&... args) {
        log(Level::trace, format, std::forward<Args>(args)...);
    }
    template <typename... Args>
    void blather(fmt::format_string<Args...> format, Args&&... args) {
        log(Level::blather, format, std::forward<Args>(args)...);
    }
};

}  // namespace supervise::log
