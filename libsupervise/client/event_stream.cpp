#include "client/event_stream.hpp"

#include "client/limits.hpp"

namespace supervise::client {

Answer<void> EventStream::put(std::string_view bytes, const Sink& sink) {
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        line_ += bytes.substr(0, end);
        if (line_.size() + event_.data.size() > limits::max_event_bytes) {
            return failure(Error::Kind::too_large, 0, "an event is larger than the client accepts");
        }
        if (end == std::string_view::npos) {
            break;
        }
        bytes.remove_prefix(end + 1);
        if (line_.ends_with('\r')) {
            line_.pop_back();
        }
        take_line(line_, sink);
        line_.clear();
    }
    return {};
}

void EventStream::take_line(std::string_view line, const Sink& sink) {
    if (line.empty()) {
        if (!event_.data.empty()) {
            sink(event_);
        }
        event_ = {};
        return;
    }
    const std::size_t colon = line.find(':');
    const std::string_view field = line.substr(0, colon);
    std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
    if (value.starts_with(' ')) {
        value.remove_prefix(1);
    }
    if (field == "event") {
        event_.name = value;
    } else if (field == "data") {
        event_.data.append(event_.data.empty() ? "" : "\n").append(value);
    }
}

}  // namespace supervise::client
