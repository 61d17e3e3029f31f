/// TICK events: the wall clock, rounded down to 5, 60 and 3600 seconds, whenever that changes (EVT-012).
/// There is a timer only while somebody subscribes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "event/bus.hpp"
#include "sys/loop.hpp"

namespace supervise::event {

class Ticks {
public:
    Ticks(Bus& bus, sys::Loop& loop) : bus_(bus), loop_(loop) {}

    void subscriptions_changed();

private:
    struct Period {
        EventType type;
        std::int64_t seconds;
        std::optional<std::int64_t> last = std::nullopt;  ///< told, or found, last; none while not wanted
    };
    void look_at_clock();
    void wait_for_next();

    Bus& bus_;
    sys::Loop& loop_;
    std::array<Period, 3> periods_{
        {{EventType::tick_5, 5}, {EventType::tick_60, 60}, {EventType::tick_3600, 3600}}};
    sys::Registration timer_;
};

}  // namespace supervise::event
