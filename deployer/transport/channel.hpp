/// Bytes to and from a client process, with bounded memory: what the other side does not take yet waits here,
/// and what it says on standard error is kept, as far as it is of interest. Blocking, with deadlines.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sys/child.hpp"
#include "sys/clock.hpp"

namespace deployer::transport {

class Channel {
public:
    explicit Channel(supervise::sys::Child child) : child_(std::move(child)) {}

    enum class Event : std::uint8_t {
        moved,    ///< bytes went out or came in
        asked,    ///< the other descriptor is readable
        silence,  ///< nothing at all
        ended,    ///< standard output is at its end
    };

    /// Moves what can be moved, and waits for that up to `patience`; `other_fd` is watched as well. Fails
    /// when waiting is not possible.
    supervise::Result<Event> move(supervise::sys::Duration patience, int other_fd = -1);

    void send(std::string_view bytes) { unsent_ += bytes; }
    std::size_t unsent() const { return unsent_.size() - sent_; }

    /// What has come since the last call.
    std::string take_output();
    /// What standard error has said: the end of it.
    const std::string& errors() const { return errors_; }
    /// What was said during the login explains nothing of what comes later.
    void forget_errors() { errors_.clear(); }

    pid_t pid() const { return child_.pid(); }

    /// How the client ended, which it is given a moment for; then it is made to.
    int end_status();
    /// No more bytes will be sent; the client is given `patience` to end by itself.
    void close(supervise::sys::Duration patience);

private:
    void write_some();
    void read_output();
    void read_errors();

    supervise::sys::Child child_;
    std::string unsent_;
    std::size_t sent_ = 0;  ///< of unsent_
    std::string output_;
    std::string errors_;
};

}  // namespace deployer::transport
