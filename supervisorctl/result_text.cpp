#include "supervisorctl/result_text.hpp"

#include <fmt/core.h>

#include "rpc/value.hpp"
#include "supervisorctl/namespec.hpp"

namespace supervise::ctl {
namespace {

using rpc::FaultCode;

std::string_view start_error(FaultCode code) {
    switch (code) {
    case FaultCode::bad_name:
        return "no such process";
    case FaultCode::no_file:
        return "no such file";
    case FaultCode::not_executable:
        return "file is not executable";
    case FaultCode::already_started:
        return "already started";
    case FaultCode::spawn_error:
        return "spawn error";
    case FaultCode::abnormal_termination:
        return "abnormal termination";
    default:
        return {};
    }
}

std::string_view signal_error(FaultCode code) {
    switch (code) {
    case FaultCode::bad_name:
        return "no such process";
    case FaultCode::bad_signal:
        return "bad signal name";
    case FaultCode::not_running:
        return "not running";
    default:
        return {};
    }
}

std::string_view clear_error(FaultCode code) {
    switch (code) {
    case FaultCode::bad_name:
        return "no such process";
    case FaultCode::failed:
        return "failed";
    default:
        return {};
    }
}

std::string_view error_of(Action action, FaultCode code) {
    switch (action) {
    case Action::start:
        return start_error(code);
    case Action::stop:
    case Action::signal:
        return signal_error(code);
    case Action::clear:
        return clear_error(code);
    }
    return {};
}

std::string_view success_of(Action action) {
    switch (action) {
    case Action::start:
        return "started";
    case Action::stop:
        return "stopped";
    case Action::signal:
        return "signalled";
    case Action::clear:
        return "cleared";
    }
    return {};
}

}  // namespace

client::Answer<std::string> result_text(Action action, const client::ProcessResult& result) {
    const std::string name = show_namespec(result.group, result.name);
    const auto code = static_cast<FaultCode>(result.status);
    if (code == FaultCode::success) {
        return fmt::format("{}: {}", name, success_of(action));
    }
    if (const std::string_view error = error_of(action, code); !error.empty()) {
        return fmt::format("{}: ERROR ({})", name, error);
    }
    // Why stopping or signalling failed is worth more than that it did.
    if (code == FaultCode::failed && (action == Action::stop || action == Action::signal)) {
        return result.description;
    }
    return client::failure(client::Error::Kind::bad_value, 0,
                           fmt::format("Unknown result code {} for {}", result.status, name));
}

}  // namespace supervise::ctl
