#include "rpc/dispatcher.hpp"

#include <algorithm>

#include "config/text.hpp"
#include "rpc/interfaces.hpp"
#include "rpc/system_methods.hpp"

namespace supervise::rpc {
namespace {

/// Nobody writes a line of the log by a name: quoted and escaped where it is more than one.
std::string on_one_line(const std::string& text) {
    const bool is_plain =
        std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
    return is_plain ? text : config::python_repr(text);
}

}  // namespace

Dispatcher::Dispatcher(DaemonControl& daemon, log::Logger& logger,
                       const std::vector<config::RpcInterfaceConfig>& interfaces)
    : daemon_(daemon), logger_(logger) {
    for (const config::RpcInterfaceConfig& interface : interfaces)
        if (const auto methods = methods_of(interface); methods)
            add(interface.name, *methods);
    add("system", system_methods());
}

void Dispatcher::add(const std::string& name_space, const Methods& methods) {
    for (const Method& method : methods)
        methods_.insert_or_assign(fmt::format("{}.{}", name_space, method.name), method);
}

sys::Registration Dispatcher::call(Call call, const Caller& caller, Reply reply) {
    logger_.trace("XML-RPC method called: {}()", on_one_line(call.method));
    std::string method = call.method;
    return invoke(method, std::move(call.params), caller,
                  [this, method, reply = std::move(reply)](Outcome outcome) {
                      log_outcome(method, outcome);
                      reply(std::move(outcome));
                  });
}

void Dispatcher::log_outcome(const std::string& method, const Outcome& outcome) {
    if (outcome)
        logger_.trace("XML-RPC method {}() returned successfully", method);
    else
        logger_.trace(
            "XML-RPC method {}() returned fault: [{}] {}", on_one_line(method), outcome.error().code,
            on_one_line(outcome.error().told.empty() ? outcome.error().text : outcome.error().told));
}

std::optional<std::string> Dispatcher::refusal(const std::string& name, const Caller& caller) const {
    const auto found = methods_.find(name);
    if (found == methods_.end() || caller.role >= found->second.role)
        return std::nullopt;
    return fmt::format("{} has the role {}, {} needs {}", caller.user, config::role_name(caller.role), name,
                       config::role_name(found->second.role));
}

const MethodCounts& Dispatcher::counts(const Method& method) const {
    static constexpr MethodCounts none;
    const auto found = counts_.find(&method);
    return found == counts_.end() ? none : found->second;
}

Reply Dispatcher::counted(MethodCounts& counts, Reply reply) {
    ++counts.calls;
    const sys::Clock& clock = daemon_.loop().clock();
    return [this, &counts, &clock, began = clock.mono(), reply = std::move(reply)](Outcome outcome) {
        if (!outcome)
            ++counts.faults;
        durations_.note(clock.mono() - began);
        reply(std::move(outcome));
    };
}

sys::Registration Dispatcher::invoke(const std::string& name, std::vector<Value> params, const Caller& caller,
                                     Reply reply) {
    const auto found = methods_.find(name);
    reply = counted(found == methods_.end() ? unknown_counts_ : counts_[&found->second], std::move(reply));
    if (found == methods_.end()) {
        reply(tl::unexpected(make_fault(FaultCode::unknown_method)));
        return {};
    }
    const Method& method = found->second;
    if (method.changes && logger_.enabled(log::Level::info))
        reply = audited(logger_, describe_call(name, method, params, caller), std::move(reply));
    if (const auto refused = refusal(name, caller)) {
        reply(tl::unexpected(make_fault(FaultCode::forbidden, *refused)));
        return {};
    }
    auto arguments = check_arguments(method, std::move(params));
    const bool stopping = daemon_.state() < DaemonState::running && !method.while_stopping;
    // A wrong count comes before the daemon's state, a wrong type after it; both are the same fault.
    if (stopping && (arguments || arguments.error() != make_fault(FaultCode::incorrect_parameters))) {
        reply(tl::unexpected(make_fault(FaultCode::shutdown_state)));
        return {};
    }
    if (!arguments) {
        reply(tl::unexpected(arguments.error()));
        return {};
    }
    arguments->set_caller(caller);
    return method.function(*this, *arguments, std::move(reply));
}

}  // namespace supervise::rpc
