/// Many calls to a server at the same time.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "client/remote.hpp"

namespace supervise::ctl {

/// A method and what it gets.
struct Call {
    std::string_view method;
    rpc::Array params = {};
};

/// What ends waiting before its time.
struct Patience {
    int interrupt = -1;  ///< readable: the user has had enough
    std::optional<sys::MonoTime> deadline = std::nullopt;
};
enum class WaitEnd { arrived, interrupted, timed_out };

/// Sends `calls` in their order, up to `at_once` of them before their answers, and hands each answer over as
/// it comes. `answered` gets the index, and says whether the calls that have not been sent are to be sent;
/// what has been sent is waited for. The error: the system cannot wait.
client::Answer<WaitEnd>
run_calls(client::Remote& remote, std::span<const Call> calls, std::size_t at_once, const Patience& patience,
          const std::function<bool(std::size_t, client::Answer<rpc::Value>)>& answered);

/// Waits for nothing but time, or one of the ends.
client::Answer<WaitEnd> pause(sys::Duration time, const Patience& patience);

}  // namespace supervise::ctl
