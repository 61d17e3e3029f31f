#include "log/capture.hpp"

#include <algorithm>
#include <utility>

namespace supervise::log {

// The scanner relies on it: no part of a token but its first byte can begin a token.
static_assert(capture_begin.rfind('<') == 0 && capture_end.rfind('<') == 0);

void CaptureScanner::text(std::string_view bytes, Sink& sink) {
    if (!bytes.empty())
        sink.on_text(bytes, capturing_);
}

void CaptureScanner::toggle(Sink& sink) {
    capturing_ = !capturing_;
    if (capturing_)
        sink.on_begin();
    else
        sink.on_end();
}

bool CaptureScanner::complete_held(std::string_view& bytes, Sink& sink) {
    const std::string_view rest = wanted().substr(held_.size());
    const std::size_t compared = std::min(rest.size(), bytes.size());
    if (bytes.substr(0, compared) != rest.substr(0, compared)) {
        text(std::exchange(held_, {}), sink);
        return true;
    }
    bytes.remove_prefix(compared);
    if (compared < rest.size()) {
        held_ = wanted().substr(0, held_.size() + compared);
        return false;
    }
    held_ = {};
    toggle(sink);
    return true;
}

void CaptureScanner::feed(std::string_view bytes, Sink& sink) {
    if (!held_.empty() && !complete_held(bytes, sink))
        return;
    while (!bytes.empty()) {
        const std::string_view token = wanted();
        if (const std::size_t at = bytes.find(token); at != std::string_view::npos) {
            text(bytes.substr(0, at), sink);
            bytes.remove_prefix(at + token.size());
            toggle(sink);
            continue;
        }
        // Only the end can be the start of a token: one byte short of a whole one, at most.
        const std::size_t before = bytes.size() - std::min(bytes.size(), token.size() - 1);
        const std::size_t in_end = bytes.substr(before).rfind('<');
        const std::size_t start = in_end == std::string_view::npos ? in_end : before + in_end;
        if (start != std::string_view::npos && token.substr(0, bytes.size() - start) == bytes.substr(start)) {
            held_ = token.substr(0, bytes.size() - start);
            bytes = bytes.substr(0, start);
        }
        text(bytes, sink);
        return;
    }
}

void CaptureScanner::finish(Sink& sink) {
    text(std::exchange(held_, {}), sink);
    capturing_ = false;
}

void CaptureBuffer::put(std::string_view bytes) {
    if (bytes.size() >= limit_) {
        bytes_.assign(bytes.substr(bytes.size() - limit_));
        return;
    }
    const std::size_t total = bytes_.size() + bytes.size();
    if (total > limit_)
        bytes_.erase(0, total - limit_);
    bytes_.append(bytes);
}

std::string CaptureBuffer::take() {
    return std::exchange(bytes_, {});
}

}  // namespace supervise::log
