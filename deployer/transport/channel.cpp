#include "transport/channel.hpp"

#include <array>
#include <csignal>
#include <span>
#include <utility>

#include "sys/connect.hpp"
#include "transport/limits.hpp"

namespace deployer::transport {

namespace sys = supervise::sys;
using Outcome = sys::Transfer::Outcome;

supervise::Result<Channel::Event> Channel::move(sys::Duration patience, int other_fd) {
    if (!child_.output)
        return Event::ended;
    enum : std::size_t { from_output, from_errors, to_input, from_other };
    std::array<sys::Interest, 4> interests{{{.fd = child_.output.get()},
                                            {.fd = child_.errors.get()},
                                            {.fd = unsent() > 0 ? child_.input.get() : -1, .writable = true},
                                            {.fd = other_fd}}};
    const auto ready = sys::wait_for_any(interests, patience);
    if (!ready)
        return tl::unexpected(ready.error());
    if (!*ready)
        return Event::silence;
    // What explains an end is read before the end is seen.
    if (interests[from_errors].ready)
        read_errors();
    if (interests[to_input].ready)
        write_some();
    if (interests[from_output].ready)
        read_output();
    if (!child_.output)
        return Event::ended;
    return interests[from_other].ready ? Event::asked : Event::moved;
}

void Channel::write_some() {
    const std::string_view rest = std::string_view(unsent_).substr(sent_);
    const sys::Transfer put = sys::write_some(child_.input.get(), rest.data(), rest.size());
    if (put.outcome == Outcome::some)
        sent_ += put.bytes;
    // A client that reads no more ends, and says why: its end is what is reported.
    if (put.outcome == Outcome::end || put.outcome == Outcome::failed) {
        child_.input.reset();
        sent_ = unsent_.size();
    }
    if (sent_ == unsent_.size() || sent_ >= limits::unsent) {
        unsent_.erase(0, sent_);
        sent_ = 0;
    }
}

void Channel::read_output() {
    const std::size_t before = output_.size();
    output_.resize(before + limits::read_piece);
    const auto room = std::span(output_).subspan(before);
    const sys::Transfer got = sys::read_some(child_.output.get(), room.data(), room.size());
    output_.resize(before + (got.outcome == Outcome::some ? got.bytes : 0));
    if (got.outcome == Outcome::end || got.outcome == Outcome::failed)
        child_.output.reset();
}

void Channel::read_errors() {
    std::array<char, 4096> buffer{};
    const sys::Transfer got = sys::read_some(child_.errors.get(), buffer.data(), buffer.size());
    if (got.outcome == Outcome::end || got.outcome == Outcome::failed)
        child_.errors.reset();
    if (got.outcome != Outcome::some)
        return;
    errors_.append(buffer.data(), got.bytes);
    if (errors_.size() > limits::errors)
        errors_.erase(0, errors_.size() - limits::errors);
}

std::string Channel::take_output() {
    return std::exchange(output_, {});
}

int Channel::end_status() {
    child_.input.reset();
    const auto deadline = std::chrono::steady_clock::now() + limits::goodbye;
    while (child_.errors) {
        std::array<sys::Interest, 1> interest{{{.fd = child_.errors.get()}}};
        const auto ready = sys::wait_for_any(interest, deadline - std::chrono::steady_clock::now());
        if (!ready || !*ready)
            break;
        read_errors();
    }
    if (const auto status = child_.wait(deadline - std::chrono::steady_clock::now()))
        return *status;
    child_.signal(SIGKILL);
    return child_.wait(limits::goodbye).value_or(0);
}

void Channel::close(sys::Duration patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    // A few bytes of farewell, which nobody waits for longer than that.
    while (unsent() > 0 && child_.output) {
        const auto event = move(deadline - std::chrono::steady_clock::now());
        if (!event || *event == Event::silence || *event == Event::ended)
            break;
    }
    child_.input.reset();
    child_.output.reset();
    child_.errors.reset();
    if (!child_.wait(deadline - std::chrono::steady_clock::now()))
        child_.signal(SIGTERM);  // and SIGKILL when the object goes
}

}  // namespace deployer::transport
