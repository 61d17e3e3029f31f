#include "supervisorctl/calls_in_flight.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include "sys/connect.hpp"

namespace supervise::ctl {
namespace {

using Answer = client::Answer<rpc::Value>;
using Sink = std::function<bool(std::size_t, Answer)>;

struct InFlight {
    std::size_t index;
    std::unique_ptr<client::PendingCall> call;
};

std::optional<sys::Duration> time_left(const Patience& patience) {
    if (!patience.deadline) {
        return std::nullopt;
    }
    return std::max(*patience.deadline - std::chrono::steady_clock::now(), sys::Duration::zero());
}

/// `interests` without the one for the interrupt, which is added in front where there is one.
client::Answer<WaitEnd> wait(std::vector<sys::Interest>& interests, const Patience& patience,
                             std::optional<sys::Duration> timeout) {
    // poll(2) ignores a negative descriptor.
    interests.insert(interests.begin(), {.fd = patience.interrupt});
    const auto ready = sys::wait_for_any(interests, timeout);
    if (!ready) {
        return client::failure(client::Error::Kind::system, ready.error().code, ready.error().message);
    }
    if (interests.front().ready) {
        return WaitEnd::interrupted;
    }
    interests.erase(interests.begin());
    return *ready ? WaitEnd::arrived : WaitEnd::timed_out;
}

class Run {
public:
    Run(client::Remote& remote, std::span<const Call> calls, std::size_t at_once, const Sink& answered)
        : remote_(remote), calls_(calls), at_once_(at_once), answered_(answered) {}

    client::Answer<WaitEnd> until_end(const Patience& patience) {
        for (;;) {
            if (const WaitEnd end = send(); end != WaitEnd::arrived) {
                return end;
            }
            if (in_flight_.empty()) {
                return WaitEnd::arrived;
            }
            std::vector<sys::Interest> interests;
            interests.reserve(in_flight_.size() + 1);
            for (const InFlight& one : in_flight_) {
                interests.push_back({.fd = one.call->fd()});
            }
            const auto end = wait(interests, patience, time_left(patience));
            if (!end || *end != WaitEnd::arrived) {
                return end;
            }
            read(interests);
        }
    }

private:
    /// As many as may be, unless that is ended before.
    WaitEnd send() {
        while (goes_on_ && next_ < calls_.size() && in_flight_.size() < at_once_) {
            auto begun = remote_.begin(calls_[next_].method, calls_[next_].params);
            if (begun) {
                in_flight_.push_back({next_, std::move(*begun)});
            } else if (begun.error().kind == client::Error::Kind::timeout) {
                return WaitEnd::timed_out;
            } else if (begun.error().is_interrupted()) {
                return WaitEnd::interrupted;
            } else {
                goes_on_ = answered_(next_, tl::unexpected(std::move(begun.error()))) && goes_on_;
            }
            ++next_;
        }
        return WaitEnd::arrived;
    }

    void read(std::span<const sys::Interest> interests) {
        for (std::size_t i = 0; i < interests.size(); ++i) {
            if (!interests[i].ready) {
                continue;
            }
            auto value = in_flight_[i].call->read();
            if (value && !*value) {
                continue;
            }
            in_flight_[i].call.reset();
            Answer answer = value ? Answer(std::move(**value)) : Answer(tl::unexpected(value.error()));
            goes_on_ = answered_(in_flight_[i].index, std::move(answer)) && goes_on_;
        }
        std::erase_if(in_flight_, [](const InFlight& one) { return one.call == nullptr; });
    }

    client::Remote& remote_;
    std::span<const Call> calls_;
    std::size_t at_once_;
    const Sink& answered_;
    std::size_t next_ = 0;
    bool goes_on_ = true;
    std::vector<InFlight> in_flight_;
};

}  // namespace

client::Answer<WaitEnd> run_calls(client::Remote& remote, std::span<const Call> calls, std::size_t at_once,
                                  const Patience& patience, const Sink& answered) {
    return Run(remote, calls, at_once, answered).until_end(patience);
}

client::Answer<WaitEnd> pause(sys::Duration time, const Patience& patience) {
    const auto left = time_left(patience);
    std::vector<sys::Interest> nothing;
    const auto end = wait(nothing, patience, left ? std::min(*left, time) : time);
    if (end && *end == WaitEnd::timed_out && (!left || *left > time)) {
        return WaitEnd::arrived;
    }
    return end;
}

}  // namespace supervise::ctl
