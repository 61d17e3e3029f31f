/// From whoever has something to tell to whoever has subscribed. Who is about to publish asks wanted() first:
/// one look at a bit, so that an event nobody wants costs no more.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "event/event.hpp"

namespace supervise::event {

class Subscriber {
public:
    virtual ~Subscriber() = default;
    virtual void accept(const EventPtr& event) = 0;
};

class Bus {
public:
    /// `next_serial` outlives the bus: serials go on over a restart of the daemon (DAEMON-080).
    explicit Bus(std::uint64_t& next_serial) : next_serial_(next_serial) {}

    /// `group` is the subscriber's own: what its processes print is not told to it, or a listener that logs
    /// what it receives would receive that, and so on.
    void subscribe(Subscriber& subscriber, EventSet types, std::string group);
    void unsubscribe(const Subscriber& subscriber);
    /// `changed` runs after each of the two.
    void when_subscriptions_change(std::function<void()> changed) { changed_ = std::move(changed); }

    bool wanted(EventType type) const { return wanted_.has(type); }

    void publish(EventType type, std::string payload) { send(type, std::move(payload), {}); }
    /// What a process of `group` has printed.
    void publish_output(EventType type, std::string payload, std::string_view group) {
        send(type, std::move(payload), group);
    }

private:
    struct Subscription {
        Subscriber* subscriber;
        EventSet types;
        std::string group;
    };
    void send(EventType type, std::string payload, std::string_view from_group);
    void subscriptions_changed();

    std::uint64_t& next_serial_;
    std::vector<Subscription> subscriptions_;  ///< in order of activation
    EventSet wanted_;
    std::function<void()> changed_;
};

}  // namespace supervise::event
