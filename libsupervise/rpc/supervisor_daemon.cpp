#include <unistd.h>

#include "log/child_log.hpp"
#include "log/read.hpp"
#include "rpc/supervisor_logs.hpp"
#include "rpc/supervisor_methods.hpp"
#include "rpc/version.hpp"

namespace supervise::rpc::daemon_calls {
namespace {

/// Of the API, not of the program (RPC-020).
constexpr std::string_view api = "3.0";
/// What clients compare against: the Supervisor whose behaviour this is, and our own version behind it.
constexpr std::string_view version = rpc::supervisor_version;

tl::unexpected<Fault> fault(FaultCode code) {
    return tl::unexpected(make_fault(code));
}
tl::unexpected<Fault> fault(FaultCode code, std::string_view detail) {
    return tl::unexpected(make_fault(code, detail));
}

tl::unexpected<Fault> cannot_reread(const config::Refusal& refusal) {
    return tl::unexpected(make_fault(FaultCode::cant_reread, refusal.text, refusal.told));
}

Array names(const std::vector<std::string>& groups) {
    return Array(groups.begin(), groups.end());
}

}  // namespace

Outcome api_version(DaemonControl&, const Arguments&) {
    return Value(api);
}

Outcome supervisor_version(DaemonControl&, const Arguments&) {
    return Value(version);
}

Outcome identification(DaemonControl& daemon, const Arguments&) {
    return Value(daemon.identifier());
}

Outcome state(DaemonControl& daemon, const Arguments&) {
    return Struct{{"statecode", static_cast<int>(daemon.state())}, {"statename", state_name(daemon.state())}};
}

Outcome pid(DaemonControl&, const Arguments&) {
    return Value(::getpid());
}

Outcome read_log(DaemonControl& daemon, const Arguments& arguments) {
    return log_calls::read_file(daemon, daemon.main_log().path(), arguments.number(0), arguments.number(1));
}

Outcome clear_log(DaemonControl& daemon, const Arguments&) {
    const std::string& path = daemon.main_log().path();
    if (path.empty() || !log_calls::files(daemon).status(path))
        return fault(FaultCode::no_file);
    if (!daemon.main_log().clear())
        return fault(FaultCode::failed);
    return Value(true);
}

Outcome shut_down(DaemonControl& daemon, const Arguments&) {
    daemon.shut_down();
    return Value(true);
}

Outcome restart(DaemonControl& daemon, const Arguments&) {
    if (const auto begun = daemon.restart(); !begun)
        return cannot_reread(begun.error());
    return Value(true);
}

Outcome reload_config(DaemonControl& daemon, const Arguments&) {
    const auto changes = daemon.reread();
    if (!changes)
        return cannot_reread(changes.error());
    // The outer array is part of the interface: the reference could not return three values otherwise.
    // A Value: compilers differ in whether a lone Array in braces is an element or a copy.
    return Array{Value(Array{names(changes->added), names(changes->changed), names(changes->removed)})};
}

Outcome add_group(DaemonControl& daemon, const Arguments& arguments) {
    const std::string& name = arguments.text(0);
    for (const process::GroupConfigPtr& group : daemon.configured()) {
        if (group->name != name)
            continue;
        if (daemon.groups().find(name) != nullptr)
            return fault(FaultCode::already_added, name);
        if (const auto activated = daemon.activate(group); !activated)
            return fault(FaultCode::failed, activated.error().message);
        return Value(true);
    }
    return fault(FaultCode::bad_name, name);
}

Outcome remove_group(DaemonControl& daemon, const Arguments& arguments) {
    const std::string& name = arguments.text(0);
    const process::Group* group = daemon.groups().find(name);
    if (group == nullptr)
        return fault(FaultCode::bad_name, name);
    if (!group->is_stopped())
        return fault(FaultCode::still_running, name);
    daemon.deactivate(name);
    return Value(true);
}

}  // namespace supervise::rpc::daemon_calls
