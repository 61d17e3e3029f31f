/// The active process groups of the daemon: which exist, finding processes in them, ends of children,
/// shutdown.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "config/model.hpp"
#include "process/context.hpp"
#include "process/process.hpp"

namespace supervise::process {

/// A group's configuration, shared between the last-read configuration and the group made from it.
using GroupConfigPtr = std::shared_ptr<const config::GroupConfig>;

class Group {
public:
    Group(GroupConfigPtr config, ProcessContext& context);

    const config::GroupConfig& config() const { return *config_; }
    const GroupConfigPtr& shared_config() const { return config_; }
    const std::string& name() const { return config_->name; }

    /// In configured order (CFG-180).
    const std::vector<std::unique_ptr<Process>>& processes() const { return processes_; }
    /// In ascending order of priority, configured order among equals: the order of explicit starts and stops.
    std::vector<Process*> by_priority() const;
    Process* find(std::string_view name) const;

    /// No member runs or will by itself.
    bool is_stopped() const;

private:
    friend class Groups;

    GroupConfigPtr config_;
    std::unique_ptr<SharedSocket> socket_;  ///< of an fcgi-program; used by its processes
    std::vector<std::unique_ptr<Process>> processes_;
};

class Groups {
public:
    explicit Groups(ProcessContext& context) : context_(context) {}

    /// Makes the group and its processes, STOPPED. False when one of that name exists.
    bool add(GroupConfigPtr config);
    /// Starts the group's autostart members (PROC-016).
    void autostart(Group& group);
    /// False when there is none of that name or a member still runs.
    bool remove(std::string_view name);

    /// Adds processes, STOPPED, to an active group, whose configuration is then another one
    /// (`shared_config`). False, and nothing has changed, when a name would be there twice.
    bool add_processes(Group& group, const std::vector<config::ProcessConfig>& added);
    /// Takes one process out of its group. False when there is none of that name or it still runs.
    bool remove_process(Group& group, std::string_view name);

    /// In order of activation.
    const std::vector<std::unique_ptr<Group>>& all() const { return groups_; }
    /// In order of (priority, name), as start all and stop all go through them.
    std::vector<Group*> by_priority() const;
    /// Every process in order of (group, name), as status shows them (RPC-045).
    std::vector<Process*> processes_by_name() const;
    Group* find(std::string_view name) const;

    /// The child that ended was one of ours?
    bool on_exit(const sys::Exit& exit);

    ProcessContext& context() { return context_; }

private:
    void replace_config(Group& group, config::GroupConfig config);

    ProcessContext& context_;
    std::vector<std::unique_ptr<Group>> groups_;
    std::unordered_map<std::string_view, Group*> by_name_;  ///< keys point into the configurations' names
};

}  // namespace supervise::process
