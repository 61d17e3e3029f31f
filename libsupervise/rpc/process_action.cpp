#include "rpc/process_action.hpp"

#include <list>

namespace supervise::rpc {
namespace {

using process::Process;
using process::ProcessContext;
using process::State;
using Result = tl::expected<void, Fault>;

/// While a stop is waited for, the log says so again after this (PROC-026).
constexpr std::chrono::seconds report_interval{2};

tl::unexpected<Fault> fault(FaultCode code, std::string_view detail) {
    return tl::unexpected(make_fault(code, detail));
}

tl::unexpected<Fault> fault_of(const process::StartRefusal& refusal, const std::string& name) {
    using Reason = process::StartRefusal::Reason;
    switch (refusal.reason) {
    case Reason::no_file:
        return fault(FaultCode::no_file, refusal.text);
    case Reason::not_executable:
        return fault(FaultCode::not_executable, refusal.text);
    case Reason::already_started:
        return fault(FaultCode::already_started, name);
    case Reason::still_stopping:
        return fault(FaultCode::abnormal_termination, name);
    case Reason::unknown_state:
        return fault(FaultCode::failed, refusal.text);
    case Reason::spawn_error:
        return fault(FaultCode::spawn_error, name);
    case Reason::daemon_stopping:
        return tl::unexpected(make_fault(FaultCode::shutdown_state));
    }
    return fault(FaultCode::failed, refusal.text);
}

Result begin_start(Process& process, const std::string& name) {
    if (const auto checked = process.check_command(); !checked)
        return fault_of(checked.error(), name);
    if (const auto started = process.start(); !started)
        return fault_of(started.error(), name);
    return {};
}

Result begin_stop(Process& process, const std::string& name) {
    const pid_t pid = process.pid();
    if (!process.stop())
        return fault(FaultCode::not_running, name);
    if (process.state() == State::unknown)
        return fault(FaultCode::failed, fmt::format("unknown problem killing {} ({})", process.name(), pid));
    return {};
}

Result begin(Action action, Process& process, const std::string& name) {
    return action == Action::start ? begin_start(process, name) : begin_stop(process, name);
}

/// Nothing while the process is still on its way.
std::optional<Result> arrived(Action action, const Process& process, const std::string& name) {
    const State state = process.state();
    if (action == Action::stop)
        return process::is_stopped(state) ? std::optional(Result()) : std::nullopt;
    // EXITED comes after RUNNING only: it got there, and was done within the turn.
    if (state == State::running || state == State::exited)
        return Result();
    if (state == State::starting)
        return std::nullopt;
    // An early end (RPC-033): with a reason it is a spawn error, as the reference calls it.
    return process.snapshot().spawnerr.empty() ? Result(fault(FaultCode::abnormal_termination, name))
                                               : Result(fault(FaultCode::spawn_error, name));
}

/// Waits for processes to get where they were sent. What becomes of each is read at once when it changes,
/// since it may be gone in the next moment; the reply is given in a turn of its own, since what the client
/// asks next may take it away.
class Work : public std::enable_shared_from_this<Work> {
public:
    using Finish = std::function<void()>;
    using Settle = std::function<void(const Process&, Result)>;

    Work(Action action, ProcessContext& context, Settle settle, Finish finish)
        : action_(action), context_(context), settle_(std::move(settle)), finish_(std::move(finish)) {}

    /// True when there is nothing to wait for.
    bool add(Process& process, const std::string& name, bool wait) {
        const Result begun = begin(action_, process, name);
        if (begun && wait && !arrived(action_, process, name)) {
            const auto item = waiting_.emplace(waiting_.end(), Item{&process, name, {}});
            item->watch = process.watch([this, item] { on_change(item); });
            return false;
        }
        settle_(process, begun);
        return true;
    }

    bool done() const { return waiting_.empty(); }
    void finish() { finish_(); }

    void report() {
        if (action_ != Action::stop)
            return;
        for (const Item& item : waiting_)
            context_.logger.info("waiting for {} to stop", item.process->name());
        report_ = context_.loop.after(report_interval, [this] { report(); });
    }

private:
    struct Item {
        Process* process;
        std::string name;
        sys::Registration watch;
    };

    void on_change(std::list<Item>::iterator item) {
        const auto outcome = arrived(action_, *item->process, item->name);
        if (!outcome)
            return;
        settle_(*item->process, *outcome);
        waiting_.erase(item);
        if (!waiting_.empty())
            return;
        report_.reset();
        context_.loop.defer([weak = weak_from_this()] {
            if (const auto self = weak.lock())
                self->finish();
        });
    }

    Action action_;
    ProcessContext& context_;
    Settle settle_;
    Finish finish_;
    std::list<Item> waiting_;
    sys::Registration report_;
};

class Waiting final : public sys::Registration::Impl {
public:
    explicit Waiting(std::shared_ptr<Work> work) : work_(std::move(work)) {}

private:
    std::shared_ptr<Work> work_;
};

/// Replies now if it can.
sys::Registration conclude(std::shared_ptr<Work> work) {
    if (work->done()) {
        work->finish();
        return {};
    }
    work->report();
    return sys::Registration(std::make_unique<Waiting>(std::move(work)));
}

bool concerns(Action action, const Process& process) {
    return process::is_active(process.state()) == (action == Action::stop);
}

}  // namespace

Namespec split_namespec(std::string_view name) {
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos)
        return {name, name};
    const std::string_view process = name.substr(colon + 1);
    return {name.substr(0, colon), process == "*" ? std::string_view() : process};
}

tl::expected<Target, Fault> find_target(process::Groups& groups, const std::string& name) {
    const Namespec namespec = split_namespec(name);
    process::Group* group = groups.find(namespec.group);
    if (group == nullptr)
        return fault(FaultCode::bad_name, name);
    if (name.find(':') != std::string::npos && namespec.process.empty())
        return Target{group, nullptr};
    Process* process = group->find(namespec.process);
    if (process == nullptr)
        return fault(FaultCode::bad_name, name);
    return Target{group, process};
}

tl::expected<Process*, Fault> find_process(process::Groups& groups, const std::string& name) {
    const auto target = find_target(groups, name);
    if (!target)
        return tl::unexpected(target.error());
    if (target->process == nullptr)
        return fault(FaultCode::bad_name, name);
    return target->process;
}

std::vector<Process*> all_by_priority(const process::Groups& groups) {
    std::vector<Process*> all;
    for (const process::Group* group : groups.by_priority())
        for (Process* process : group->by_priority())
            all.push_back(process);
    return all;
}

Value action_result(const Process& process, const Result& outcome) {
    return Struct{{"name", process.name()},
                  {"group", process.group()},
                  {"status", outcome ? static_cast<int>(FaultCode::success) : outcome.error().code},
                  {"description", outcome ? std::string("OK") : outcome.error().text}};
}

sys::Registration act_on(Process& process, const std::string& name, Action action, bool wait,
                         ProcessContext& context, Reply reply) {
    auto outcome = std::make_shared<Result>();
    auto work = std::make_shared<Work>(
        action, context, [outcome](const Process&, const Result& result) { *outcome = result; },
        [outcome, reply = std::move(reply)] {
            reply(*outcome ? Outcome(Value(true)) : Outcome(tl::unexpected(outcome->error())));
        });
    work->add(process, name, wait);
    return conclude(std::move(work));
}

sys::Registration act_on_all(const std::vector<Process*>& processes, Action action, bool wait,
                             ProcessContext& context, Reply reply) {
    auto results = std::make_shared<Array>();
    auto work = std::make_shared<Work>(
        action, context,
        [results](const Process& process, const Result& result) {
            results->push_back(action_result(process, result));
        },
        [results, reply = std::move(reply)] { reply(std::move(*results)); });
    for (Process* process : processes)
        if (concerns(action, *process))
            work->add(*process, process->namespec(), wait);
    return conclude(std::move(work));
}

}  // namespace supervise::rpc
