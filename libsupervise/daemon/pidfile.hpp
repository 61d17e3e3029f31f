/// The file that holds the daemon's pid (DAEMON-024, DAEMON-041).
#pragma once

#include <string>

#include "log/logger.hpp"

namespace supervise::daemon {

/// Written by write(), removed when the object goes, if it still holds our pid.
class Pidfile {
public:
    Pidfile() = default;
    ~Pidfile() { remove(); }
    Pidfile(const Pidfile&) = delete;
    Pidfile& operator=(const Pidfile&) = delete;

    /// Replaces the file in one step, so that a reader never sees half a number. Failing is not fatal: it is
    /// logged, and the file will not be removed. True when written.
    bool write(const std::string& path, log::Logger& logger);
    void remove();

private:
    std::string path_;  // empty: nothing of ours to remove
};

}  // namespace supervise::daemon
