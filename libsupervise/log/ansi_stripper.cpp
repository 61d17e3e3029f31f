#include "log/ansi_stripper.hpp"

namespace supervise::log {

namespace {
constexpr char escape = '\x1b';
constexpr std::string_view terminators = "HfABCDRsuJKhlpm";
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
            const std::size_t at = bytes.find_first_of(terminators);
            if (at == std::string_view::npos)
                return;
            bytes.remove_prefix(at + 1);
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
