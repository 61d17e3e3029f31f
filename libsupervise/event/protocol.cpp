#include "event/protocol.hpp"

#include <algorithm>
#include <optional>

#include "config/text.hpp"
#include "event/limits.hpp"

namespace supervise::event {

namespace {

constexpr std::string_view ready_token = "READY\n";
constexpr std::string_view ok_result = "OK";
/// The bytes of "RESULT ", which Supervisor does not look at (EVT-033).
constexpr std::size_t result_word = 7;

/// As Python's int() reads it: white space around it and underscores between digits are allowed.
std::optional<std::uint64_t> result_length(std::string_view line) {
    std::string_view digits = config::strip(line.substr(std::min(result_word, line.size())));
    if (digits.starts_with('+'))
        digits.remove_prefix(1);
    std::uint64_t length = 0;
    bool digit_before = false;
    for (const char c : digits) {
        if (c == '_' && digit_before) {
            digit_before = false;
            continue;
        }
        if (c < '0' || c > '9')
            return std::nullopt;
        digit_before = true;
        length = length * 10 + static_cast<std::uint64_t>(c - '0');
        if (length > limits::result_bytes)
            return std::nullopt;
    }
    return digit_before ? std::optional(length) : std::nullopt;
}

}  // namespace

std::string_view listener_state_name(ListenerState state) {
    switch (state) {
    case ListenerState::acknowledged:
        return "ACKNOWLEDGED";
    case ListenerState::ready:
        return "READY";
    case ListenerState::busy:
        return "BUSY";
    case ListenerState::unknown:
        return "UNKNOWN";
    }
    return "UNKNOWN";
}

Step step(ListenerState state, Input input) {
    using enum Action;
    using State = ListenerState;
    switch (state) {
    case State::acknowledged:
        switch (input) {
        case Input::ready_token:
            return {State::ready, {}};
        case Input::other_bytes:
            return {State::unknown, {violated}};
        case Input::started:
        case Input::ended:
            return {State::acknowledged, {}};
        case Input::result_ok:
        case Input::result_fail:
        case Input::bad_line:
        case Input::event_sent:
        case Input::timed_out:
            return {state, {report_impossible}};
        }
        break;
    case State::ready:
        switch (input) {
        case Input::event_sent:
            return {State::busy, {}};
        case Input::other_bytes:
            return {State::unknown, {violated}};
        case Input::started:
        case Input::ended:
            return {State::acknowledged, {}};
        case Input::ready_token:
        case Input::result_ok:
        case Input::result_fail:
        case Input::bad_line:
        case Input::timed_out:
            return {state, {report_impossible}};
        }
        break;
    case State::busy:
        switch (input) {
        case Input::result_ok:
            return {State::acknowledged, {processed}};
        case Input::result_fail:
            return {State::acknowledged, {rejected}};
        case Input::bad_line:
        case Input::timed_out:
            return {State::unknown, {rejected, violated}};
        case Input::started:
        case Input::ended:
            return {State::acknowledged, {rejected}};  // EVT-037
        case Input::ready_token:
        case Input::other_bytes:
        case Input::event_sent:
            return {state, {report_impossible}};
        }
        break;
    case State::unknown:
        switch (input) {
        case Input::started:
        case Input::ended:
            return {State::acknowledged, {}};
        case Input::ready_token:
        case Input::result_ok:
        case Input::result_fail:
        case Input::bad_line:
        case Input::other_bytes:
        case Input::event_sent:
        case Input::timed_out:
            return {state, {report_impossible}};
        }
        break;
    }
    return {state, {report_impossible}};
}

void ProtocolReader::reset() {
    held_.clear();
    in_result_ = false;
}

void ProtocolReader::feed(std::string_view bytes, ListenerState state, Sink& sink) {
    while (!bytes.empty()) {
        switch (state) {
        case ListenerState::acknowledged:
            state = read_ready(bytes, sink);
            break;
        case ListenerState::ready:
            state = sink.on_input(Input::other_bytes, {});
            return reset();  // what else it says has no meaning any more
        case ListenerState::busy:
            state = in_result_ ? read_result(bytes, sink) : read_line(bytes, sink);
            break;
        case ListenerState::unknown:
            return reset();
        }
    }
}

ListenerState ProtocolReader::read_ready(std::string_view& bytes, Sink& sink) {
    const std::size_t taken = std::min(ready_token.size() - held_.size(), bytes.size());
    held_.append(bytes.substr(0, taken));
    bytes.remove_prefix(taken);
    if (held_.size() < ready_token.size())
        return ListenerState::acknowledged;  // too little to judge (EVT-030)
    const bool ready = held_ == ready_token;
    held_.clear();
    return sink.on_input(ready ? Input::ready_token : Input::other_bytes, {});
}

ListenerState ProtocolReader::read_line(std::string_view& bytes, Sink& sink) {
    const std::size_t newline = bytes.find('\n');
    const std::size_t size = std::min(newline, bytes.size());
    const std::size_t kept = std::min(size, limits::result_line - held_.size());
    held_.append(bytes.substr(0, kept));
    if (kept == size && newline == std::string_view::npos) {
        bytes = {};
        return ListenerState::busy;
    }
    const bool too_long = kept < size;
    bytes.remove_prefix(std::min(size + 1, bytes.size()));
    const auto length = too_long ? std::nullopt : result_length(held_);
    if (!length) {
        const ListenerState next = sink.on_input(Input::bad_line, held_);
        held_.clear();
        return next;
    }
    held_.clear();
    in_result_ = true;
    matches_ok_ = *length == ok_result.size();
    length_ = *length;
    seen_ = 0;
    return length_ == 0 ? read_result(bytes, sink) : ListenerState::busy;
}

ListenerState ProtocolReader::read_result(std::string_view& bytes, Sink& sink) {
    const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(length_ - seen_, bytes.size()));
    if (matches_ok_)
        matches_ok_ = ok_result.substr(static_cast<std::size_t>(seen_), taken) == bytes.substr(0, taken);
    seen_ += taken;
    bytes.remove_prefix(taken);
    if (seen_ < length_)
        return ListenerState::busy;
    in_result_ = false;
    return sink.on_input(matches_ok_ ? Input::result_ok : Input::result_fail, {});
}

}  // namespace supervise::event
