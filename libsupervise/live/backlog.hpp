/// The latest events as texts, shared by all who follow: each is made once. Bounded by size and age; who
/// comes too late for one that was dropped has to begin anew.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "sys/clock.hpp"

namespace supervise::live {

using Text = std::shared_ptr<const std::string>;

class Backlog {
public:
    /// Adds an event, and drops what is too much or too old.
    void add(std::string text, sys::MonoTime now);
    void clear();

    /// The number of the event that will be added next.
    std::uint64_t end() const { return first_ + events_.size(); }
    bool has(std::uint64_t number) const { return number >= first_; }
    /// Precondition: has(number), number < end().
    const Text& at(std::uint64_t number) const { return events_[number - first_].text; }

private:
    struct Event {
        Text text;
        sys::MonoTime added;
    };

    std::deque<Event> events_;
    std::uint64_t first_ = 1;
    std::size_t bytes_ = 0;
};

}  // namespace supervise::live
