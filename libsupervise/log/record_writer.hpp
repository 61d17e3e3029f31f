/// Records on their way to the journal or the system log. Nothing waits: what a busy one does not take at
/// once is held in a bounded backlog and offered again; while it cannot be reached each record tries, is lost
/// and counted, which is said once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "log/followers.hpp"
#include "log/logger.hpp"
#include "sys/loop.hpp"
#include "sys/record_target.hpp"

namespace supervise::log {

class RecordWriter {
public:
    /// Told of trouble and of its end.
    using Report = std::function<void(Level, const std::string&)>;

    /// `name` is for messages: "the journal".
    RecordWriter(std::string name, sys::RecordTarget& target, sys::Loop& loop, Report report)
        : name_(std::move(name)), target_(target), loop_(loop), report_(std::move(report)) {}

    void put(std::string record);

    /// The target is busy: whoever can should stop until `relieved`. Putting nevertheless is safe.
    bool congested() const { return !backlog_.empty(); }
    [[nodiscard]] sys::Registration on_relieved(std::function<void()> relieved) {
        return relieved_.add(std::move(relieved));
    }

    /// Records that were lost since the object was made.
    std::uint64_t lost() const { return lost_; }

private:
    struct Trouble {
        int code = 0;
        std::uint64_t lost = 0;
    };

    /// False when `record` must wait. One that cannot be sent at all is lost.
    bool sent_or_lost(const std::string& record);
    void hold(std::string record);
    void offer_after(sys::Duration pause);
    void offer_backlog(sys::Duration last_pause);
    void lose(const Error& error);
    void end_trouble();

    std::string name_;
    sys::RecordTarget& target_;
    sys::Loop& loop_;
    Report report_;
    std::deque<std::string> backlog_;
    std::size_t backlog_bytes_ = 0;
    sys::Registration timer_;
    std::optional<Trouble> trouble_;
    std::uint64_t lost_ = 0;
    Followers relieved_;
};

/// Tells `logger`, which must outlive it.
RecordWriter::Report told_to(Logger& logger);

}  // namespace supervise::log
