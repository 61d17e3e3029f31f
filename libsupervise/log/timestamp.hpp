/// Points in time as logs show them.
#pragma once

#include <array>
#include <ctime>
#include <string_view>

#include "config/log_prefix.hpp"
#include "sys/clock.hpp"

namespace supervise::log {

/// What stands for others in the shape of a time.
namespace shapes {
inline constexpr char digit = '0', number = '#', sign = '+';  ///< a number has any count of digits
}

/// "0000-00-00 00:00:00,000": what every time of a format looks like.
constexpr std::string_view shape_of(config::TimeFormat format) {
    switch (format) {
    case config::TimeFormat::log:
        return "0000-00-00 00:00:00,000";
    case config::TimeFormat::iso:
        return "0000-00-00T00:00:00.000+00:00";
    case config::TimeFormat::utc:
        return "0000-00-00T00:00:00.000Z";
    case config::TimeFormat::epoch:
        return "#.000";
    }
    return {};
}

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
