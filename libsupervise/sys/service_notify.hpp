/// Telling the service manager how we are: the datagrams of sd_notify(3). The protocol is one sendmsg;
/// libsystemd would bring megabytes of libraries into every daemon.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "sys/fd.hpp"

namespace supervise::sys {

class ServiceNotifier {
public:
    /// Reads NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID and takes them out of the environment, so that
    /// children do not speak for us. Without NOTIFY_SOCKET nothing is ever sent.
    static ServiceNotifier from_environment();

    bool active() const { return static_cast<bool>(socket_); }
    /// Newline-separated assignments such as "READY=1\nSTATUS=...". Losing one is not an error of ours.
    void send(std::string_view state) const;
    /// How often the manager wants to hear WATCHDOG=1; none when it does not.
    std::optional<std::chrono::microseconds> watchdog() const { return watchdog_; }

private:
    Fd socket_;
    std::string address_;
    std::optional<std::chrono::microseconds> watchdog_;
};

}  // namespace supervise::sys
