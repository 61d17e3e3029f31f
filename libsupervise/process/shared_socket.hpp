/// The listening socket that the processes of an fcgi-program share as their standard input (FCGI-001 to
/// FCGI-008): made for the first of them, closed after the last, and open while they are restarted, so that
/// who connects meanwhile waits and is not refused.
#pragma once

#include <cstddef>
#include <optional>

#include "config/model.hpp"
#include "log/logger.hpp"
#include "sys/listener.hpp"
#include "sys/result.hpp"

namespace supervise::process {

class SharedSocket {
public:
    /// Outlives every Use of it.
    SharedSocket(config::FcgiSocketConfig config, log::Logger& logger)
        : config_(std::move(config)), logger_(logger) {}
    SharedSocket(const SharedSocket&) = delete;
    SharedSocket& operator=(const SharedSocket&) = delete;

    /// The socket stays open as long as there is one.
    class Use {
    public:
        explicit Use(SharedSocket& socket) : socket_(&socket) { ++socket.uses_; }
        Use(Use&& other) noexcept : socket_(std::exchange(other.socket_, nullptr)) {}
        Use& operator=(Use&& other) noexcept;
        ~Use() { release(); }

        /// Close-on-exec, and blocking, as FastCGI programs expect it.
        int fd() const { return socket_->listener_->fd(); }

    private:
        void release();
        SharedSocket* socket_;
    };
    Result<Use> use();

    /// Makes it and closes it again, to find out whether that works; nothing while it is in use.
    Result<void> try_out();

private:
    Result<void> open();
    void close();

    config::FcgiSocketConfig config_;
    log::Logger& logger_;
    std::optional<sys::Listener> listener_;
    std::size_t uses_ = 0;
};

}  // namespace supervise::process
