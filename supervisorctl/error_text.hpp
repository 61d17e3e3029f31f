/// Errors of the client in the words that Supervisor's users and scripts know. Pure.
#pragma once

#include <string>

#include "client/error.hpp"

namespace supervise::ctl {

/// "<class 'ConnectionRefusedError'>", "[Errno 111] Connection refused": the exception that Python's client
/// would have raised (CTL-007).
struct ErrorWords {
    std::string type, text;
};
ErrorWords words_of(const client::Error& error);

/// The line for an error that no command has words for.
std::string error_line(const client::Error& error);

}  // namespace supervise::ctl
