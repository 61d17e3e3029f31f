#include "rpc/value.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace supervise::rpc {

const Value* Value::member(std::string_view name) const {
    const auto* members = get_if<Struct>();
    if (members == nullptr)
        return nullptr;
    const auto found = std::find_if(members->begin(), members->end(),
                                    [&](const auto& member) { return member.first == name; });
    return found == members->end() ? nullptr : &found->second;
}

std::string_view fault_name(int code) {
    switch (static_cast<FaultCode>(code)) {
    case FaultCode::unknown_method:
        return "UNKNOWN_METHOD";
    case FaultCode::incorrect_parameters:
        return "INCORRECT_PARAMETERS";
    case FaultCode::bad_arguments:
        return "BAD_ARGUMENTS";
    case FaultCode::signature_unsupported:
        return "SIGNATURE_UNSUPPORTED";
    case FaultCode::shutdown_state:
        return "SHUTDOWN_STATE";
    case FaultCode::bad_name:
        return "BAD_NAME";
    case FaultCode::bad_signal:
        return "BAD_SIGNAL";
    case FaultCode::no_file:
        return "NO_FILE";
    case FaultCode::not_executable:
        return "NOT_EXECUTABLE";
    case FaultCode::failed:
        return "FAILED";
    case FaultCode::abnormal_termination:
        return "ABNORMAL_TERMINATION";
    case FaultCode::spawn_error:
        return "SPAWN_ERROR";
    case FaultCode::already_started:
        return "ALREADY_STARTED";
    case FaultCode::not_running:
        return "NOT_RUNNING";
    case FaultCode::success:
        return "SUCCESS";
    case FaultCode::already_added:
        return "ALREADY_ADDED";
    case FaultCode::still_running:
        return "STILL_RUNNING";
    case FaultCode::cant_reread:
        return "CANT_REREAD";
    }
    return "UNKNOWN";
}

Fault make_fault(FaultCode code, std::string_view detail) {
    const int number = static_cast<int>(code);
    if (detail.empty())
        return Fault{number, std::string(fault_name(number))};
    return Fault{number, fmt::format("{}: {}", fault_name(number), detail)};
}

}  // namespace supervise::rpc
