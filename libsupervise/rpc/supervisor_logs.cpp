#include "rpc/supervisor_logs.hpp"

#include "log/child_log.hpp"
#include "log/read.hpp"
#include "rpc/process_action.hpp"
#include "rpc/supervisor_methods.hpp"

namespace supervise::rpc::log_calls {
namespace {

using LogOf = log::ChildLog& (process::Process::*)();

Outcome read_channel(DaemonControl& daemon, const Arguments& arguments, LogOf channel) {
    const auto process = find_process(daemon.groups(), arguments.text(0));
    if (!process)
        return tl::unexpected(process.error());
    const log::ChildLog& log = ((*process)->*channel)();
    return read_file(daemon, log.path(), arguments.number(1), arguments.number(2), log.line_reader());
}

Outcome tail_channel(DaemonControl& daemon, const Arguments& arguments, LogOf channel) {
    const auto process = find_process(daemon.groups(), arguments.text(0));
    if (!process)
        return tl::unexpected(process.error());
    const log::ChildLog& log = ((*process)->*channel)();
    log::Tail tail =
        log::tail_log(files(daemon), log.path(), arguments.number(1), arguments.number(2), log.line_reader());
    return Array{std::move(tail.bytes), tail.offset, tail.overflow};
}

tl::expected<void, Fault> clear_logs(process::Process& process, const std::string& name) {
    if (!process.clear_logs())
        return tl::unexpected(make_fault(FaultCode::failed, name));
    return {};
}

}  // namespace

sys::FileSystem& files(DaemonControl& daemon) {
    return daemon.groups().context().logs.files;
}

Outcome read_file(DaemonControl& daemon, const std::string& path, std::int64_t offset, std::int64_t length,
                  std::optional<log::LineReader> lines) {
    if (path.empty())
        return tl::unexpected(make_fault(FaultCode::no_file));
    auto bytes = log::read_log(files(daemon), path, offset, length, std::move(lines));
    if (bytes)
        return Value(std::move(*bytes));
    switch (bytes.error()) {
    case log::ReadFault::bad_arguments:
        return tl::unexpected(make_fault(FaultCode::bad_arguments));
    case log::ReadFault::no_file:
        return tl::unexpected(make_fault(FaultCode::no_file, path));
    case log::ReadFault::failed:
        break;
    }
    return tl::unexpected(make_fault(FaultCode::failed));
}

Outcome read_stdout(DaemonControl& daemon, const Arguments& arguments) {
    return read_channel(daemon, arguments, &process::Process::stdout_log);
}

Outcome read_stderr(DaemonControl& daemon, const Arguments& arguments) {
    return read_channel(daemon, arguments, &process::Process::stderr_log);
}

Outcome tail_stdout(DaemonControl& daemon, const Arguments& arguments) {
    return tail_channel(daemon, arguments, &process::Process::stdout_log);
}

Outcome tail_stderr(DaemonControl& daemon, const Arguments& arguments) {
    return tail_channel(daemon, arguments, &process::Process::stderr_log);
}

Outcome clear(DaemonControl& daemon, const Arguments& arguments) {
    const auto process = find_process(daemon.groups(), arguments.text(0));
    if (!process)
        return tl::unexpected(process.error());
    if (const auto cleared = clear_logs(**process, arguments.text(0)); !cleared)
        return tl::unexpected(cleared.error());
    return Value(true);
}

Outcome clear_all(DaemonControl& daemon, const Arguments&) {
    Array results;
    for (process::Process* process : all_by_priority(daemon.groups()))
        results.push_back(action_result(*process, clear_logs(*process, process->namespec())));
    return Value(std::move(results));
}

}  // namespace supervise::rpc::log_calls
