#include "event/pool.hpp"

#include <algorithm>

#include "event/limits.hpp"
#include "event/payload.hpp"

namespace supervise::event {

namespace {

std::chrono::milliseconds retry_wait(unsigned rejections) {
    if (rejections < 2)
        return std::chrono::milliseconds(0);
    auto wait = limits::first_retry_wait;
    for (unsigned i = 2; i < rejections && wait < limits::longest_retry_wait; ++i)
        wait *= 2;
    return std::min(wait, limits::longest_retry_wait);
}

}  // namespace

Pool::Pool(process::Group& group, PoolContext context)
    : name_(group.name()), config_(*group.config().listener), context_(context) {
    for (const auto& process : group.processes()) {
        auto listener = std::make_unique<Listener>(
            *process, Listener::Surroundings{config_, context_.loop, context_.logger, *this});
        listener->set_position(listeners_.size());
        by_process_.emplace(process.get(), listener.get());
        listeners_.push_back(std::move(listener));
    }
    context_.bus.subscribe(*this, EventSet::of(config_.events), name_);
}

Pool::~Pool() {
    tell_discarded();
    context_.bus.unsubscribe(*this);
}

void Pool::accept(const EventPtr& event) {
    ++counts_.accepted;
    make_room(event->payload.size());
    queue_.push_back({event, next_serial_++, 0});
    dispatch_soon();
}

void Pool::process_changed(const process::Process& process, process::State state) {
    if (const auto found = by_process_.find(&process); found != by_process_.end())
        found->second->process_changed(state);
}

void Pool::process_leaves(const process::Process& process) {
    const auto found = by_process_.find(&process);
    if (found == by_process_.end())
        return;
    std::erase_if(listeners_, [&](const auto& owned) { return owned.get() == found->second; });
    by_process_.erase(found);
    for (std::size_t i = 0; i < listeners_.size(); ++i)
        listeners_[i]->set_position(i);
    first_ready_ = 0;
}

// --- What listeners tell

/// Within what the listener said, or the change of its process's state: nothing here changes a process.
void Pool::on_ready(Listener& listener) {
    if (!listener.can_take())
        return;
    first_ready_ = std::min(first_ready_, listener.position());
    dispatch();
}

void Pool::on_rejected(Delivery delivery) {
    ++counts_.rejected;
    ++delivery.rejections;
    context_.logger.debug("rebuffering event {} for pool {} (buf size={}, max={})", delivery.event->serial,
                          name_, waiting(), config_.buffer_size);
    make_room(delivery.event->payload.size());
    const auto wait = retry_wait(delivery.rejections);
    if (wait.count() == 0) {
        queue_.push_front(std::move(delivery));
        return dispatch_soon();
    }
    const std::uint64_t serial = delivery.pool_serial;
    rejected_[serial] = {std::move(delivery), context_.loop.after(wait, [this, serial] { retry(serial); })};
}

void Pool::retry(std::uint64_t serial) {
    const auto due = rejected_.extract(serial);
    queue_.push_front(std::move(due.mapped().delivery));
    dispatch();
}

// --- The buffer

/// EVT-052: whichever end it is for, room is made by discarding the oldest.
void Pool::make_room(std::size_t size) {
    while (waiting() > 0 &&
           (waiting() >= static_cast<std::size_t>(config_.buffer_size) || bytes_ + size > limits::pool_bytes))
        discard_oldest();
    bytes_ += size;
}

Delivery Pool::take_oldest() {
    Delivery oldest;
    if (queue_.empty() || (!rejected_.empty() && rejected_.begin()->first < queue_.front().pool_serial)) {
        oldest = std::move(rejected_.begin()->second.delivery);
        rejected_.erase(rejected_.begin());
    } else {
        oldest = std::move(queue_.front());
        queue_.pop_front();
    }
    return oldest;
}

void Pool::discard_oldest() {
    const EventPtr oldest = take_oldest().event;
    const auto type = static_cast<std::size_t>(oldest->type);
    ++counts_.discarded[type];
    ++overflow_[type];
    // Said at the first; the others are counted, or the log would be what fills the disk.
    if (++overflowed_ == 1)
        context_.logger.error("pool {} event buffer overflowed, discarding event {}", name_, oldest->serial);
    bytes_ -= oldest->payload.size();
}

void Pool::tell_discarded() {
    if (overflowed_ > 1) {
        std::string types;
        for (std::size_t i = 0; i < overflow_.size(); ++i)
            if (overflow_[i] > 0)
                types += fmt::format("{}{} {}", types.empty() ? "" : ", ", overflow_[i],
                                     config::event_kinds[i].name);
        context_.logger.error("pool {} discarded {} events while its buffer was full: {}", name_, overflowed_,
                              types);
    }
    overflowed_ = 0;
    overflow_ = {};
}

// --- From the buffer to listeners

/// Events come while states change; they are sent when that is done, as Supervisor does.
void Pool::dispatch_soon() {
    if (std::exchange(dispatch_due_, true))
        return;
    context_.loop.defer([this, alive = std::weak_ptr<char>(alive_)] {
        if (alive.expired())
            return;
        dispatch_due_ = false;
        dispatch();
    });
}

void Pool::dispatch() {
    bool sent_some = false;
    while (!queue_.empty() && rejected_.size() < limits::rejected_at_once) {
        if (!send(queue_.front())) {
            if (sent_some)
                context_.logger.debug("rebuffering event {} for pool {} (buf size={}, max={})",
                                      queue_.front().event->serial, name_, waiting() - 1,
                                      config_.buffer_size);
            return;
        }
        sent_some = true;
        bytes_ -= queue_.front().event->payload.size();
        queue_.pop_front();
    }
    if (queue_.empty() && overflowed_ > 0)
        tell_discarded();
}

bool Pool::send(const Delivery& delivery) {
    Listener* listener = next_ready();
    if (listener == nullptr)
        return false;
    const std::size_t first = first_ready_;
    const std::string text = envelope(*delivery.event, context_.identifier, name_, delivery.pool_serial);
    while (listener != nullptr) {
        if (listener->send(delivery, text)) {
            context_.logger.debug("event {} sent to listener {}", delivery.event->serial,
                                  listener->process().name());
            return true;
        }
        // EVT-039
        context_.logger.debug(
            "epipe occurred while sending event {} to listener {}, listener state unchanged",
            delivery.event->serial, listener->process().name());
        ++first_ready_;
        listener = next_ready();
    }
    first_ready_ = first;
    return false;
}

Listener* Pool::next_ready() {
    for (; first_ready_ < listeners_.size(); ++first_ready_)
        if (listeners_[first_ready_]->can_take())
            return listeners_[first_ready_].get();
    return nullptr;
}

}  // namespace supervise::event
