/// Finds the method a call names and runs it: namespaces, checks, the rule for a stopping daemon, log lines
/// (RPC-003 to RPC-006, LOG-007).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "config/model.hpp"
#include "log/logger.hpp"
#include "rpc/audit.hpp"
#include "rpc/call_counts.hpp"
#include "rpc/codec.hpp"
#include "rpc/daemon_control.hpp"
#include "rpc/method.hpp"

namespace supervise::rpc {

class Dispatcher {
public:
    /// One namespace for each of `interfaces` whose factory is known, as loading the configuration has made
    /// sure, and `system`.
    Dispatcher(DaemonControl& daemon, log::Logger& logger,
               const std::vector<config::RpcInterfaceConfig>& interfaces);
    Dispatcher(const Dispatcher&) = delete;
    Dispatcher& operator=(const Dispatcher&) = delete;

    /// A further namespace. Its methods replace those of the same name.
    void add(const std::string& name_space, const Methods& methods);

    /// Runs the method; `reply` gets the outcome once, now or later. Dropping the returned registration means
    /// that nobody waits for it any more: `reply` will not be called, what was begun goes on. It may be
    /// dropped inside `reply`.
    [[nodiscard]] sys::Registration call(Call call, const Caller& caller, Reply reply);

    /// The same for a call inside another, without the trace of calls. What changes something is logged all
    /// the same.
    [[nodiscard]] sys::Registration invoke(const std::string& method, std::vector<Value> params,
                                           const Caller& caller, Reply reply);

    /// Why this caller may not call that method; nothing when there is none of that name.
    std::optional<std::string> refusal(const std::string& method, const Caller& caller) const;

    /// By full name, in order.
    const std::map<std::string, Method, std::less<>>& methods() const { return methods_; }
    DaemonControl& daemon() { return daemon_; }

    // What is told about calls, those inside others included.
    const MethodCounts& counts(const Method& method) const;
    /// Of names that no method has.
    const MethodCounts& unknown_counts() const { return unknown_counts_; }
    const CallDurations& durations() const { return durations_; }

private:
    void log_outcome(const std::string& method, const Outcome& outcome);
    Reply counted(MethodCounts& counts, Reply reply);

    DaemonControl& daemon_;
    log::Logger& logger_;
    std::map<std::string, Method, std::less<>> methods_;
    std::unordered_map<const Method*, MethodCounts> counts_;  ///< of those that have been called
    MethodCounts unknown_counts_;
    CallDurations durations_;
};

/// For a method that replies at once.
template <Outcome (*function)(DaemonControl&, const Arguments&)>
sys::Registration now(Dispatcher& dispatcher, const Arguments& arguments, Reply reply) {
    reply(function(dispatcher.daemon(), arguments));
    return {};
}

/// For a method that may have to wait.
template <sys::Registration (*function)(DaemonControl&, const Arguments&, Reply)>
sys::Registration later(Dispatcher& dispatcher, const Arguments& arguments, Reply reply) {
    return function(dispatcher.daemon(), arguments, std::move(reply));
}

}  // namespace supervise::rpc
