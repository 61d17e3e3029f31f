#include "rpc/result_words.hpp"

namespace supervise::rpc {
namespace {

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

}  // namespace

std::string_view failure_words(Command command, FaultCode code) {
    switch (command) {
    case Command::start:
        return start_error(code);
    case Command::stop:
    case Command::signal:
        return signal_error(code);
    case Command::clear:
        return clear_error(code);
    }
    return {};
}

std::string_view success_words(Command command) {
    switch (command) {
    case Command::start:
        return "started";
    case Command::stop:
        return "stopped";
    case Command::signal:
        return "signalled";
    case Command::clear:
        return "cleared";
    }
    return {};
}

}  // namespace supervise::rpc
