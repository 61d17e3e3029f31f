/// What goes on in the daemon, as it happens, for any number of followers: server-sent events
/// (doc/status-json.md). A follower gets a `snapshot`, then `process`, `group` and `daemon` events for what
/// changes, and `usage` with what has changed of memory and CPU. Each text is made once, for all. One that is
/// slow to take events gets a new snapshot instead of those that have been dropped meanwhile; it costs no
/// more than its place in the text it is reading. While nobody follows, nothing is made, measured or kept,
/// and no timer runs.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "live/backlog.hpp"
#include "live/status_json.hpp"
#include "live/usage_meter.hpp"
#include "log/followers.hpp"
#include "rpc/daemon_control.hpp"
#include "sys/loop.hpp"
#include "sys/process_table.hpp"

namespace supervise::live {

class Feed {
public:
    Feed(rpc::DaemonControl& daemon, std::shared_ptr<const sys::ProcessTable> table, Itself itself);
    Feed(const Feed&) = delete;
    Feed& operator=(const Feed&) = delete;

    // What the daemon tells. Events follow after the current callback.
    void state_changed(const process::Process& process);
    void group_added(const std::string& group);
    void group_removed(const std::string& group);
    /// It has other processes than before.
    void group_changed(const std::string& group);
    /// At once: when it is to end there may be no later.
    void daemon_changed();

    /// The stream of one follower. Does not outlive the feed.
    class Follower {
    public:
        explicit Follower(Feed& feed);
        ~Follower();
        Follower(const Follower&) = delete;
        Follower& operator=(const Follower&) = delete;

        /// The next bytes, at most `max`; empty when there are none now.
        std::string read(std::size_t max);
        /// `ready` runs whenever there may be more, until it is replaced.
        void when_ready(std::function<void()> ready);

    private:
        Feed& feed_;
        Text text_;  ///< being read
        std::size_t offset_ = 0;
        std::uint64_t next_ = 0;  ///< event behind `text_`; at first one that is gone
        sys::Registration news_;
    };
    /// Null: there are too many already.
    std::unique_ptr<Follower> follow();

    /// Gives one JSON document with everything, once usage has been looked at; dropping what is returned
    /// cancels it.
    [[nodiscard]] sys::Registration when_status(std::function<void(std::string)> give);

private:
    struct GroupChange {
        std::string group;
        std::string_view change;  ///< as the event has it
    };

    void on_first_follower();
    void on_no_follower();

    void note_change();
    void note_group(const std::string& group, std::string_view change);
    void send_changes();
    void write_group_change(std::string& events, const GroupChange& change);
    void publish(std::string events);

    void measure();
    void on_measured();
    std::string usage_event();
    void keep_alive();

    const Text& snapshot();
    std::string status_document();

    rpc::DaemonControl& daemon_;
    sys::Loop& loop_;
    Itself itself_;
    UsageMeter meter_;
    Backlog backlog_;
    log::Followers news_;    ///< follower streams
    log::Followers status_;  ///< waiting for a look at usage
    std::size_t followers_ = 0;

    /// Changes not told yet. Processes only by address: they may be gone when it is time to tell.
    std::unordered_set<const process::Process*> changed_;
    std::vector<GroupChange> group_changes_;
    bool daemon_changed_ = false;
    bool telling_ = false;  ///< send_changes() is due
    sys::MonoTime told_{};  ///< when changes were told last

    Text snapshot_;
    std::uint64_t snapshot_end_ = 0;  ///< of the backlog, when it was made
    sys::MonoTime snapshot_made_{};

    sys::MonoTime published_{};
    sys::Registration next_look_;
    sys::Registration next_telling_;
    std::shared_ptr<char> alive_ = std::make_shared<char>();
};

}  // namespace supervise::live
