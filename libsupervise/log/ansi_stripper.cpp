#include "log/ansi_stripper.hpp"

#include <algorithm>

namespace supervise::log {

namespace {
constexpr char escape = '\x1b';

/// Parameters and intermediate bytes (ECMA-48, 5.4).
bool goes_on(char c) {
    return c >= 0x20 && c <= 0x3F;
}

bool ends(char c) {
    return c >= 0x40 && c <= 0x7E;
}

}  // namespace

void AnsiStripper::strip(std::string_view bytes, std::string& out) {
    while (!bytes.empty()) {
        switch (state_) {
        case State::text: {
            const std::size_t at = bytes.find(escape);
            out.append(bytes.substr(0, at));
            if (at == std::string_view::npos)
                return;
            bytes.remove_prefix(at + 1);
            state_ = State::after_escape;
            break;
        }
        case State::after_escape:
            if (bytes.front() == '[') {
                bytes.remove_prefix(1);
                state_ = State::in_sequence;
            } else {
                out.push_back(escape);
                state_ = State::text;
            }
            break;
        case State::in_sequence: {
            const auto* const stop = std::find_if_not(bytes.begin(), bytes.end(), goes_on);
            if (stop == bytes.end())
                return;
            bytes.remove_prefix(static_cast<std::size_t>(stop - bytes.begin()) + (ends(*stop) ? 1U : 0U));
            state_ = State::text;
            break;
        }
        }
    }
}

void AnsiStripper::finish(std::string& out) {
    if (state_ == State::after_escape)
        out.push_back(escape);
    state_ = State::text;
}

}  // namespace supervise::log
