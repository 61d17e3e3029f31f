#include "event/bus.hpp"

#include <algorithm>

namespace supervise::event {

void Bus::subscribe(Subscriber& subscriber, EventSet types, std::string group) {
    subscriptions_.push_back({&subscriber, types, std::move(group)});
    subscriptions_changed();
}

void Bus::unsubscribe(const Subscriber& subscriber) {
    std::erase_if(subscriptions_, [&](const Subscription& one) { return one.subscriber == &subscriber; });
    subscriptions_changed();
}

void Bus::subscriptions_changed() {
    wanted_ = {};
    for (const Subscription& one : subscriptions_)
        wanted_ |= one.types;
    if (changed_)
        changed_();
}

void Bus::send(EventType type, std::string payload, std::string_view from_group) {
    const auto takes = [&](const Subscription& one) {
        return one.types.has(type) && (from_group.empty() || one.group != from_group);
    };
    auto at = std::find_if(subscriptions_.begin(), subscriptions_.end(), takes);
    if (at == subscriptions_.end())
        return;  // what nobody takes has no serial (EVT-022)
    const auto event = std::make_shared<const Event>(Event{type, next_serial_++, std::move(payload)});
    for (; at != subscriptions_.end(); ++at)
        if (takes(*at))
            at->subscriber->accept(event);
}

}  // namespace supervise::event
