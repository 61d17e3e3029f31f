#include "live/backlog.hpp"

#include "live/limits.hpp"

namespace supervise::live {

void Backlog::add(std::string text, sys::MonoTime now) {
    bytes_ += text.size();
    events_.push_back({std::make_shared<const std::string>(std::move(text)), now});
    while (!events_.empty() &&
           (bytes_ > limits::max_backlog_bytes || now - events_.front().added > limits::max_backlog_age)) {
        bytes_ -= events_.front().text->size();
        events_.pop_front();
        ++first_;
    }
}

void Backlog::clear() {
    first_ = end();
    std::deque<Event>().swap(events_);
    bytes_ = 0;
}

}  // namespace supervise::live
