/// Waiting for many processes that have been sent somewhere, with one connection: by looking at them again
/// and again.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/supervisor_api.hpp"
#include "supervisorctl/calls_in_flight.hpp"
#include "supervisorctl/result_text.hpp"

namespace supervise::ctl {

/// Which of all that was asked for: the number of the order, and of the process in its answer.
using Place = std::pair<std::size_t, std::size_t>;

/// A process that is expected to arrive.
struct Arrival {
    std::string group, name;
    Place place = {};
};

/// How it went, or nothing while the process is on its way: what startProcess and stopProcess answer when
/// they wait (RPC-033). Pure.
std::optional<client::ProcessResult> arrival_result(Action action, const client::ProcessInfo& process);

/// Takes out of `expected` what has arrived and hands its place and result to `arrived`, which says whether
/// to go on. Precondition: the action is start or stop.
client::Answer<WaitEnd>
await_arrivals(client::SupervisorApi& server, Action action, std::vector<Arrival>& expected,
               const Patience& patience,
               const std::function<bool(Place, const client::ProcessResult&)>& arrived);

}  // namespace supervise::ctl
