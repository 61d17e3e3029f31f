/// Ctrl-C during a run: the first one lets the hosts finish what they are at and ends with the recap, the
/// second ends the program at once.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string_view>
#include <thread>

#include "sys/fd.hpp"
#include "sys/signals.hpp"

namespace deployer::hadeploy {

class Cancellation {
public:
    /// From now on SIGINT, SIGTERM and SIGHUP cancel. Made before any other thread is. `say` is told once, on
    /// another thread.
    explicit Cancellation(std::function<void(std::string_view)> say);
    ~Cancellation();
    Cancellation(const Cancellation&) = delete;
    Cancellation& operator=(const Cancellation&) = delete;

    const std::atomic<bool>& flag() const { return cancelled_; }

private:
    void watch(const std::function<void(std::string_view)>& say);

    std::atomic<bool> cancelled_ = false;
    std::optional<supervise::sys::HeldSignals> held_;
    supervise::sys::Pipe end_;  ///< closing it ends the thread
    std::thread thread_;
};

}  // namespace deployer::hadeploy
