/// One action on many processes at once: what start, stop, signal and clear have in common.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "supervisorctl/calls_in_flight.hpp"
#include "supervisorctl/result_text.hpp"
#include "supervisorctl/session.hpp"
#include "sys/interrupt.hpp"

namespace supervise::ctl::commands {

/// An action, as far as they differ.
struct Control {
    Action action;
    std::string_view one;         ///< its method for a process
    std::string_view group = {};  ///< for all of a group; empty: the members are asked for one by one
    std::string_view all;
    rpc::Array more = {};  ///< what the methods get behind the name
    /// The methods take a further parameter: whether they answer when the processes have arrived.
    bool can_wait = false;
    std::optional<int> ignored_fault = std::nullopt;
    int unknown_group_status = exit_status::generic;
};

/// All names at once, or each when the one before it is done.
enum class Pace { together, one_by_one };

/// Acts on `names` and prints each result as it comes (CTL-023 to CTL-029, CTL-038). When the user or the
/// session's deadline ends the waiting, what is still on its way has been printed and the status set.
client::Answer<WaitEnd> act(Session& session, const Control& control, std::span<const std::string> names,
                            Pace pace, const sys::Interrupt& interrupt);

}  // namespace supervise::ctl::commands
