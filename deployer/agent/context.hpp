/// What an operation works with.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "agent/accounts.hpp"
#include "agent/host.hpp"
#include "agent/late_sync.hpp"
#include "agent/ledger.hpp"
#include "task/operation.hpp"
#include "task/wire.hpp"

namespace deployer::agent {

/// Takes a piece of a content. After a failure it gets no more.
using Sink = std::function<supervise::Result<void>(std::string_view piece)>;

/// Gives the content with this hash, piece by piece; fails when it does not arrive whole, or with the failure
/// of the sink.
using Fetch = std::function<supervise::Result<void>(const task::Content& content, const Sink& sink)>;

/// With --check: what the operations so far would have made, so that those behind them can be predicted.
struct Forecast {
    std::set<std::string> paths, users, groups;
};

/// A file as it was before this session replaced it, or made it.
struct PreviousFile {
    std::string content;
    unsigned uid = 0, gid = 0, mode = 0;
    std::optional<std::string> note = {};  ///< of the ledger, when a deployment had made it
    bool existed = true;
};

struct Context {
    Host& host;
    Accounts& accounts;
    Ledger& ledger;
    StateFolder& state;
    Fetch fetch;
    task::Begin begin;
    Forecast forecast;
    LateSync late_sync;
    std::map<std::string, PreviousFile> previous = {};  ///< by path
};

task::Answer ok(std::string message = "");
task::Answer changed(std::string message = "");
task::Answer failed(const std::string& message);
task::Answer failed(const supervise::Error& error);

}  // namespace deployer::agent
