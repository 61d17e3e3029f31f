/// Looks at what programs use, when asked, on the loop's helper thread: with a thousand programs a look takes
/// milliseconds. Nothing happens between two questions.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "live/usage_tree.hpp"
#include "sys/loop.hpp"
#include "sys/process_table.hpp"

namespace supervise::live {

struct Reading {
    Usage usage;
    std::optional<int> share;  ///< of one core since the look before, in thousandths

    bool operator==(const Reading&) const = default;
};

class UsageMeter {
public:
    UsageMeter(sys::Loop& loop, std::shared_ptr<const sys::ProcessTable> table)
        : loop_(loop), table_(std::move(table)) {}

    /// Looks at the trees of `programs` and at the daemon `own`, which is told without its children; `done`
    /// runs afterwards. Nothing when a look is under way: its own `done` comes.
    void measure(std::vector<pid_t> programs, pid_t own, std::function<void()> done);

    /// The last reading; null when there is none of it.
    const Reading* of(pid_t pid) const;
    /// The last reading is another than the one before.
    bool changed(pid_t pid) const;

    /// When the last look was; none yet.
    std::optional<sys::MonoTime> measured_at() const { return measured_at_; }
    /// How long it took.
    sys::Duration cost() const { return cost_; }

private:
    struct Look;
    using Readings = std::unordered_map<pid_t, Reading>;

    void take(const Look& look);
    std::optional<int> share(pid_t pid, const Usage& usage, sys::MonoTime now) const;

    sys::Loop& loop_;
    std::shared_ptr<const sys::ProcessTable> table_;
    std::shared_ptr<Look> look_;  ///< under way
    Readings readings_, before_;
    std::optional<sys::MonoTime> measured_at_;
    sys::Duration cost_{};
    std::shared_ptr<char> alive_ = std::make_shared<char>();
};

}  // namespace supervise::live
