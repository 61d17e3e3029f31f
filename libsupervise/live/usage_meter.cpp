#include "live/usage_meter.hpp"

#include "live/limits.hpp"

namespace supervise::live {

/// What the helper thread works on, and all it touches.
struct UsageMeter::Look {
    std::shared_ptr<const sys::ProcessTable> table;
    std::vector<pid_t> programs;
    pid_t own = 0;

    bool seen = false;
    std::vector<Usage> usages;  ///< as `programs`
    Usage own_usage;
    sys::MonoTime began, ended;

    void run() {
        began = std::chrono::steady_clock::now();
        if (auto all = table->read()) {
            seen = true;
            usages = usage_of_trees(*all, programs);
            for (const sys::ProcessStat& process : *all)
                if (process.pid == own)
                    own_usage = {process.resident_bytes, process.cpu, 1};
        }
        ended = std::chrono::steady_clock::now();
    }
};

void UsageMeter::measure(std::vector<pid_t> programs, pid_t own, std::function<void()> done) {
    if (look_ != nullptr)
        return;
    look_ = std::make_shared<Look>();
    look_->table = table_;
    look_->programs = std::move(programs);
    look_->own = own;
    loop_.in_background([look = look_] { look->run(); },
                        [this, alive = std::weak_ptr<char>(alive_), done = std::move(done)] {
                            if (alive.expired())
                                return;
                            take(*std::exchange(look_, nullptr));
                            done();
                        });
}

void UsageMeter::take(const Look& look) {
    cost_ = look.ended - look.began;
    const sys::MonoTime now = loop_.clock().mono();
    Readings fresh;
    const auto keep = [&](pid_t pid, const Usage& usage) {
        if (usage.processes > 0)
            fresh.emplace(pid, Reading{usage, share(pid, usage, now)});
    };
    for (std::size_t i = 0; i < look.usages.size(); ++i)
        keep(look.programs[i], look.usages[i]);
    keep(look.own, look.own_usage);
    before_ = std::move(readings_);
    readings_ = std::move(fresh);
    measured_at_ = now;
}

/// A program that was not there at the look before has used what it has used since then.
std::optional<int> UsageMeter::share(pid_t pid, const Usage& usage, sys::MonoTime now) const {
    if (readings_.empty() || now - *measured_at_ > limits::max_share_window || now <= *measured_at_)
        return std::nullopt;
    const auto earlier = readings_.find(pid);
    const auto used =
        usage.cpu - (earlier == readings_.end() ? std::chrono::milliseconds(0) : earlier->second.usage.cpu);
    const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(now - *measured_at_);
    // Less than before: part of the tree has left it.
    const std::int64_t used_us = std::max<std::int64_t>(used.count(), 0) * 1000;
    return static_cast<int>(used_us * 1000 / std::max<std::int64_t>(passed.count(), 1));
}

const Reading* UsageMeter::of(pid_t pid) const {
    const auto found = readings_.find(pid);
    return found == readings_.end() ? nullptr : &found->second;
}

bool UsageMeter::changed(pid_t pid) const {
    const auto earlier = before_.find(pid);
    const Reading* now = of(pid);
    return now != nullptr && (earlier == before_.end() || earlier->second != *now);
}

}  // namespace supervise::live
