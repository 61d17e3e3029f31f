/// The events of a daemon: it says what happens, and this makes events of it for the listener pools. Also
/// keeps the pools, one for each active group that is one.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "event/bus.hpp"
#include "event/output_events.hpp"
#include "event/pool.hpp"
#include "event/ticks.hpp"
#include "process/groups.hpp"

namespace supervise::event {

class Events {
public:
    struct Context {
        sys::Loop& loop;
        log::Logger& logger;
        const std::string& identifier;
        std::uint64_t& next_serial;  ///< goes on over a restart of the daemon (DAEMON-080)
    };
    explicit Events(Context context);
    Events(const Events&) = delete;
    Events& operator=(const Events&) = delete;

    // What the daemon tells. A group that is told of outlives this object, or group_leaves() is told.

    /// A pool sees that it was added itself (EVT-024).
    void group_added(process::Group& group);
    /// Its processes are about to be destroyed; none runs.
    void group_leaves(const process::Group& group);
    /// After that: its own pool has no part in it any more (EVT-025).
    void group_removed(const std::string& name);
    void process_added(process::Process& process);
    void process_leaves(const process::Process& process);
    void state_changed(const process::Process& process, process::State from, process::State to);
    void daemon_runs();
    void daemon_stops();
    void remote_communication(std::string_view type, std::string_view message);

    /// In order of activation.
    const std::vector<std::unique_ptr<Pool>>& pools() const { return pools_; }

private:
    struct Channels {
        std::unique_ptr<OutputEvents> standard_output, standard_error;
    };
    void watch_output(process::Process& process, bool is_listener);

    Context context_;
    Bus bus_;
    Ticks ticks_;
    std::vector<std::unique_ptr<Pool>> pools_;
    std::unordered_map<std::string_view, Pool*> by_group_;  ///< keys point into the pools' names
    std::unordered_map<const process::Process*, Channels> channels_;
};

}  // namespace supervise::event
