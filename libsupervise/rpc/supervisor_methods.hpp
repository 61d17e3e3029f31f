/// The methods of the `supervisor` namespace: Supervisor's own, with its names, types, faults and texts
/// (RPC-020 to RPC-055). The rows are in supervisor_methods.cpp, the functions behind them in
/// supervisor_*.cpp by subject.
#pragma once

#include "config/model.hpp"
#include "rpc/daemon_control.hpp"
#include "rpc/method.hpp"

namespace supervise::rpc {

Methods supervisor_methods(const config::RpcInterfaceConfig& interface);

/// The daemon itself, its log and its groups.
namespace daemon_calls {
Outcome api_version(DaemonControl& daemon, const Arguments& arguments);
Outcome supervisor_version(DaemonControl& daemon, const Arguments& arguments);
Outcome identification(DaemonControl& daemon, const Arguments& arguments);
Outcome state(DaemonControl& daemon, const Arguments& arguments);
Outcome pid(DaemonControl& daemon, const Arguments& arguments);
Outcome read_log(DaemonControl& daemon, const Arguments& arguments);
Outcome clear_log(DaemonControl& daemon, const Arguments& arguments);
Outcome shut_down(DaemonControl& daemon, const Arguments& arguments);
Outcome restart(DaemonControl& daemon, const Arguments& arguments);
Outcome reload_config(DaemonControl& daemon, const Arguments& arguments);
Outcome add_group(DaemonControl& daemon, const Arguments& arguments);
Outcome remove_group(DaemonControl& daemon, const Arguments& arguments);
}  // namespace daemon_calls

/// Starting, stopping, signals and input of processes.
namespace process_calls {
sys::Registration start(DaemonControl& daemon, const Arguments& arguments, Reply reply);
sys::Registration start_group(DaemonControl& daemon, const Arguments& arguments, Reply reply);
sys::Registration start_all(DaemonControl& daemon, const Arguments& arguments, Reply reply);
sys::Registration stop(DaemonControl& daemon, const Arguments& arguments, Reply reply);
sys::Registration stop_group(DaemonControl& daemon, const Arguments& arguments, Reply reply);
sys::Registration stop_all(DaemonControl& daemon, const Arguments& arguments, Reply reply);
Outcome signal(DaemonControl& daemon, const Arguments& arguments);
Outcome signal_group(DaemonControl& daemon, const Arguments& arguments);
Outcome signal_all(DaemonControl& daemon, const Arguments& arguments);
Outcome send_stdin(DaemonControl& daemon, const Arguments& arguments);
/// RPC-055. There is nobody whom the event could reach: event listeners are not run.
Outcome send_event(DaemonControl& daemon, const Arguments& arguments);
}  // namespace process_calls

/// What is known about processes.
namespace info_calls {
Outcome process(DaemonControl& daemon, const Arguments& arguments);
Outcome all_processes(DaemonControl& daemon, const Arguments& arguments);
Outcome all_configs(DaemonControl& daemon, const Arguments& arguments);
}  // namespace info_calls

/// The logs of processes.
namespace log_calls {
Outcome read_stdout(DaemonControl& daemon, const Arguments& arguments);
Outcome read_stderr(DaemonControl& daemon, const Arguments& arguments);
Outcome tail_stdout(DaemonControl& daemon, const Arguments& arguments);
Outcome tail_stderr(DaemonControl& daemon, const Arguments& arguments);
Outcome clear(DaemonControl& daemon, const Arguments& arguments);
Outcome clear_all(DaemonControl& daemon, const Arguments& arguments);
}  // namespace log_calls

}  // namespace supervise::rpc
