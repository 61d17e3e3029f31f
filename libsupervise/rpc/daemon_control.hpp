/// What the supervisor.* methods may ask of the daemon as a whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/added_program.hpp"
#include "event/events.hpp"
#include "log/main_log.hpp"
#include "process/groups.hpp"
#include "sys/result.hpp"

namespace supervise::rpc {

/// Supervisor's state codes.
enum class DaemonState { shutdown = -1, restarting = 0, running = 1, fatal = 2 };

constexpr std::string_view state_name(DaemonState state) {
    switch (state) {
    case DaemonState::shutdown:
        return "SHUTDOWN";
    case DaemonState::restarting:
        return "RESTARTING";
    case DaemonState::running:
        return "RUNNING";
    case DaemonState::fatal:
        return "FATAL";
    }
    return "UNKNOWN";
}

/// Names of groups by what a reread found (RPC-029).
struct RereadChanges {
    std::vector<std::string> added, changed, removed;
};

class DaemonControl {
public:
    virtual ~DaemonControl() = default;

    virtual DaemonState state() const = 0;
    virtual const std::string& identifier() const = 0;
    virtual process::Groups& groups() = 0;
    virtual event::Events& events() = 0;
    virtual log::MainLog& main_log() = 0;
    virtual sys::Loop& loop() = 0;

    /// The last-read configuration, in (priority, name) order; may differ from the active groups.
    virtual const std::vector<process::GroupConfigPtr>& configured() const = 0;
    /// Reads the configuration again; on error nothing has changed.
    virtual tl::expected<RereadChanges, config::Refusal> reread() = 0;
    /// The groups that reread() would find; nothing is changed. The error is Refusal::told.
    virtual Result<std::vector<config::GroupConfig>> look_at_configuration() const = 0;
    /// Makes a configured group active and starts its autostart members. Precondition: no active group of
    /// that name.
    virtual Result<void> activate(const process::GroupConfigPtr& group) = 0;
    /// Takes an active, stopped group away.
    virtual void deactivate(const std::string& group) = 0;

    /// Reads a program described by a client as if it stood in the configuration file.
    virtual config::AddedProgram read_program(const config::ProgramText& program) const = 0;
    /// Changes the processes of an active group, until it is removed or the daemon restarts; those that are
    /// added start by themselves when they are configured so. The conditions of process::Groups hold; false
    /// when one does not.
    virtual bool add_processes(process::Group& group, const std::vector<config::ProcessConfig>& added) = 0;
    virtual bool remove_process(process::Group& group, const std::string& name) = 0;

    /// Both begin after the current callback. A restart is refused while the configuration has errors, so
    /// that a typing mistake does not end what runs; the error is the one that a start would end with.
    virtual void shut_down() = 0;
    virtual tl::expected<void, config::Refusal> restart() = 0;
};

}  // namespace supervise::rpc
