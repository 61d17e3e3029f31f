#include "rpc/value.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

namespace supervise::rpc {
namespace {

constexpr std::array faults = {
    FaultRow{FaultCode::unknown_method, "UNKNOWN_METHOD",
             "there is no such method, or its namespace is not configured"},
    FaultRow{FaultCode::incorrect_parameters, "INCORRECT_PARAMETERS",
             "too few, too many, or of a wrong type"},
    FaultRow{FaultCode::bad_arguments, "BAD_ARGUMENTS", "an offset or a length that means nothing"},
    FaultRow{FaultCode::signature_unsupported, "SIGNATURE_UNSUPPORTED",
             "help or signature of a method there is not"},
    FaultRow{FaultCode::shutdown_state, "SHUTDOWN_STATE", "the daemon is shutting down or restarting"},
    FaultRow{FaultCode::bad_name, "BAD_NAME", "there is no such process or group"},
    FaultRow{FaultCode::bad_signal, "BAD_SIGNAL", "there is no such signal"},
    FaultRow{FaultCode::no_file, "NO_FILE", "the command, or the log file, is not there"},
    FaultRow{FaultCode::not_executable, "NOT_EXECUTABLE", "the command cannot be executed"},
    FaultRow{FaultCode::failed, "FAILED", "it was tried and failed; the text says why"},
    FaultRow{FaultCode::abnormal_termination, "ABNORMAL_TERMINATION",
             "the process ended, or was stopped, while it started"},
    FaultRow{FaultCode::spawn_error, "SPAWN_ERROR", "the process could not be started, or ended too early"},
    FaultRow{FaultCode::already_started, "ALREADY_STARTED", "the process runs or is being started"},
    FaultRow{FaultCode::not_running, "NOT_RUNNING", "the process does not run"},
    FaultRow{FaultCode::success, "SUCCESS", "no fault: the status of a process for which all went well"},
    FaultRow{FaultCode::already_added, "ALREADY_ADDED", "the group is active"},
    FaultRow{FaultCode::still_running, "STILL_RUNNING", "a process of the group runs, or this process"},
    FaultRow{FaultCode::cant_reread, "CANT_REREAD", "the configuration has an error; the text says which"},
    FaultRow{FaultCode::not_in_whitelist, "NOT_IN_WHITELIST",
             "the configuration of the interface does not allow this method"},
    FaultRow{FaultCode::forbidden, "FORBIDDEN",
             "the caller's role is too low, in a system.multicall; a call by itself is answered HTTP 403"},
};

}  // namespace

const Value* Value::member(std::string_view name) const {
    const auto* members = get_if<Struct>();
    if (members == nullptr)
        return nullptr;
    const auto found = std::find_if(members->begin(), members->end(),
                                    [&](const auto& member) { return member.first == name; });
    return found == members->end() ? nullptr : &found->second;
}

std::span<const FaultRow> fault_rows() {
    return faults;
}

std::string_view fault_name(int code) {
    for (const FaultRow& row : faults)
        if (static_cast<int>(row.code) == code)
            return row.name;
    return "UNKNOWN";
}

Fault make_fault(FaultCode code) {
    const int number = static_cast<int>(code);
    return Fault{number, std::string(fault_name(number))};
}

Fault make_fault(FaultCode code, std::string_view detail) {
    const int number = static_cast<int>(code);
    return Fault{number, fmt::format("{}: {}", fault_name(number), detail)};
}

Fault make_fault(FaultCode code, std::string_view detail, std::string_view told) {
    Fault fault = make_fault(code, detail);
    fault.told = make_fault(code, told).text;
    return fault;
}

}  // namespace supervise::rpc
