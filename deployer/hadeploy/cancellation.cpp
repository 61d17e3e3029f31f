#include "hadeploy/cancellation.hpp"

#include <array>
#include <csignal>
#include <utility>

#include "sys/connect.hpp"
#include "sys/signals.hpp"

namespace deployer::hadeploy {

namespace sys = supervise::sys;

namespace {

constexpr auto signals = {SIGINT, SIGTERM, SIGHUP};
constexpr std::string_view notice =
    "hadeploy: interrupted; the hosts finish what they are at (once more: end at once)\n";

}  // namespace

Cancellation::Cancellation(std::function<void(std::string_view)> say) {
    auto held = sys::HeldSignals::hold(signals);
    auto end = sys::make_pipe();
    // Without descriptors for it, a signal ends the program as it always does.
    if (!held || !end)
        return;
    held_.emplace(std::move(*held));
    end_ = std::move(*end);
    thread_ = std::thread([this, say = std::move(say)] { watch(say); });
}

Cancellation::~Cancellation() {
    end_.write_end.reset();
    if (thread_.joinable())
        thread_.join();
}

void Cancellation::watch(const std::function<void(std::string_view)>& say) {
    for (;;) {
        std::array<sys::Interest, 2> interests{{{.fd = held_->fd()}, {.fd = end_.read_end.get()}}};
        if (!sys::wait_for_any(interests, std::nullopt) || interests[1].ready)
            return;
        for (const int signal : held_->take()) {
            if (cancelled_.exchange(true))
                held_->let_through(signal);
            else
                say(notice);
        }
    }
}

}  // namespace deployer::hadeploy
