/// Two clocks: deadlines use the monotonic one, the wall clock is for display only.
#pragma once

#include <chrono>

namespace supervise::sys {

using MonoTime = std::chrono::steady_clock::time_point;
using WallTime = std::chrono::system_clock::time_point;
using Duration = std::chrono::steady_clock::duration;

/// One point in time on both.
struct Moment {
    MonoTime mono;
    WallTime wall;
};

class Clock {
public:
    virtual ~Clock() = default;
    Moment moment() const { return {mono(), wall()}; }
    virtual MonoTime mono() const = 0;
    virtual WallTime wall() const = 0;
};

/// The kernel's clocks.
class SystemClock final : public Clock {
public:
    MonoTime mono() const override { return std::chrono::steady_clock::now(); }
    WallTime wall() const override { return std::chrono::system_clock::now(); }
};

}  // namespace supervise::sys
