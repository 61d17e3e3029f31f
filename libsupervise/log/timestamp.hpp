/// Points in time as logs show them.
#pragma once

#include <array>
#include <ctime>
#include <string_view>

#include "config/log_prefix.hpp"
#include "sys/clock.hpp"

namespace supervise::log {

class Timestamp {
public:
    explicit Timestamp(config::TimeFormat format) : format_(format) {}

    /// Valid until the next call. The calendar is consulted once a second, the time zone only when the
    /// process first asks for it.
    std::string_view at(sys::WallTime time);

private:
    void write_second(std::time_t second);

    config::TimeFormat format_;
    std::time_t second_ = -1;
    std::size_t millis_at_ = 0;  ///< where the milliseconds stand in text_
    std::size_t size_ = 0;
    std::array<char, 48> text_{};
};

}  // namespace supervise::log
