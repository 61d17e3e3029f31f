/// An event on its way to listeners, and sets of types of events.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "config/events.hpp"

namespace supervise::event {

using config::EventType;

struct Event {
    EventType type = EventType::event;
    std::uint64_t serial = 0;  ///< counts the events of this daemon that somebody wanted (EVT-022)
    std::string payload;       ///< valid UTF-8
};
using EventPtr = std::shared_ptr<const Event>;

/// A set of types. What is subscribed to includes all that is below (EVT-001).
class EventSet {
public:
    EventSet() = default;

    static EventSet of(std::span<const EventType> subscribed) {
        EventSet set;
        for (const config::EventKind& kind : config::event_kinds)
            for (const EventType ancestor : subscribed)
                if (config::is_a(kind.type, ancestor))
                    set.bits_ |= bit(kind.type);
        return set;
    }

    bool has(EventType type) const { return (bits_ & bit(type)) != 0; }
    EventSet& operator|=(const EventSet& other) {
        bits_ |= other.bits_;
        return *this;
    }

private:
    static constexpr std::uint32_t bit(EventType type) { return 1u << static_cast<unsigned>(type); }
    static_assert(config::event_kind_count <= 32);

    std::uint32_t bits_ = 0;
};

}  // namespace supervise::event
