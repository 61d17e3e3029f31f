/// Starting and stopping processes for a client that waits: one process, or many at once (RPC-032 to
/// RPC-042).
#pragma once

#include <string>
#include <vector>

#include "process/groups.hpp"
#include "rpc/method.hpp"

namespace supervise::rpc {

enum class Action { start, stop };

/// "name" or "group:name", or "group:*" and "group:" (RPC-013).
struct Namespec {
    std::string_view group;
    std::string_view process;  ///< empty: all of the group
};
Namespec split_namespec(std::string_view name);

/// What a namespec means among the active groups.
struct Target {
    process::Group* group = nullptr;
    process::Process* process = nullptr;  ///< null: all of the group
};
/// BAD_NAME when there is no such thing.
tl::expected<Target, Fault> find_target(process::Groups& groups, const std::string& name);
/// The same where only a process will do.
tl::expected<process::Process*, Fault> find_process(process::Groups& groups, const std::string& name);

/// All processes, in (group priority, process priority) order.
std::vector<process::Process*> all_by_priority(const process::Groups& groups);

/// Replies true or a fault. `name` is what the client called the process.
sys::Registration act_on(process::Process& process, const std::string& name, Action action, bool wait,
                         process::ProcessContext& context, Reply reply);

/// Acts on those of `processes` that are not active (start) or are (stop). Replies with an array of result
/// structs: first what was settled at once, in order, then the others as they got there.
sys::Registration act_on_all(const std::vector<process::Process*>& processes, Action action, bool wait,
                             process::ProcessContext& context, Reply reply);

/// The struct for one process in such an array (RPC-042).
Value action_result(const process::Process& process, const tl::expected<void, Fault>& outcome);

}  // namespace supervise::rpc
