/// The loop of the running daemon: Boost.Asio on epoll, one thread.
#pragma once

#include <memory>

#include "sys/loop.hpp"

namespace boost::asio {
class io_context;
}

namespace supervise::sys {

class AsioLoop final : public Loop {
public:
    AsioLoop();
    ~AsioLoop() override;
    AsioLoop(const AsioLoop&) = delete;
    AsioLoop& operator=(const AsioLoop&) = delete;

    /// Dispatches until stop(). Sleeps in the kernel when nothing is due.
    void run();
    /// Makes run() return after the current callback; run() may be called again.
    void stop();

    const Clock& clock() const override { return clock_; }
    [[nodiscard]] Registration at(MonoTime deadline, Callback callback) override;
    [[nodiscard]] Registration when_readable(int fd, Callback callback) override;
    [[nodiscard]] Registration when_writable(int fd, Callback callback) override;
    void defer(Callback callback) override;
    void in_background(Callback job, Callback done) override;

    /// For units that speak Asio themselves (http/).
    boost::asio::io_context& context();

private:
    struct Parts;
    SystemClock clock_;
    std::unique_ptr<Parts> parts_;
};

}  // namespace supervise::sys
