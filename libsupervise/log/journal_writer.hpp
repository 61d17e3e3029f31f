/// Entries on their way to the journal. Nothing waits: what a busy journal does not take at once is held in a
/// bounded backlog and offered again; while it cannot be reached each entry tries, is lost and counted, which
/// is said once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "log/followers.hpp"
#include "log/logger.hpp"
#include "sys/journal.hpp"
#include "sys/loop.hpp"

namespace supervise::log {

class JournalWriter {
public:
    /// Told of trouble and of its end.
    using Report = std::function<void(Level, const std::string&)>;

    JournalWriter(sys::Journal& journal, sys::Loop& loop, Report report)
        : journal_(journal), loop_(loop), report_(std::move(report)) {}

    void put(std::string entry);

    /// The journal is busy: whoever can should stop until `relieved`. Putting nevertheless is safe.
    bool congested() const { return !backlog_.empty(); }
    [[nodiscard]] sys::Registration on_relieved(std::function<void()> relieved) {
        return relieved_.add(std::move(relieved));
    }

    /// Entries that were lost since the object was made.
    std::uint64_t lost() const { return lost_; }

private:
    struct Trouble {
        int code = 0;
        std::uint64_t lost = 0;
    };

    /// False when `entry` must wait. One that cannot be sent at all is lost.
    bool sent_or_lost(const std::string& entry);
    void hold(std::string entry);
    void offer_after(sys::Duration pause);
    void offer_backlog(sys::Duration last_pause);
    void lose(const Error& error);
    void end_trouble();

    sys::Journal& journal_;
    sys::Loop& loop_;
    Report report_;
    std::deque<std::string> backlog_;
    std::size_t backlog_bytes_ = 0;
    sys::Registration timer_;
    std::optional<Trouble> trouble_;
    std::uint64_t lost_ = 0;
    Followers relieved_;
};

}  // namespace supervise::log
