/// The time of a run: passes by itself, and ends waits when the run is cancelled.
#pragma once

#include <atomic>
#include <chrono>
#include <thread>

#include "control/exchanger.hpp"

namespace deployer::run {

class RunPace final : public control::Pace {
public:
    explicit RunPace(const std::atomic<bool>* cancelled) : cancelled_(cancelled) {}

    supervise::sys::MonoTime now() override { return std::chrono::steady_clock::now(); }
    bool pause(std::chrono::milliseconds duration) override {
        std::this_thread::sleep_for(duration);
        return cancelled_ == nullptr || !*cancelled_;
    }

private:
    const std::atomic<bool>* cancelled_;
};

}  // namespace deployer::run
