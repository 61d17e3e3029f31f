#include "web/act.hpp"

#include <algorithm>
#include <memory>

#include <fmt/core.h>

#include "rpc/process_action.hpp"
#include "rpc/result_words.hpp"
#include "web/limits.hpp"

namespace supervise::web {
namespace {

using rpc::Command;
using rpc::FaultCode;

constexpr std::string_view everything = "all";

/// A call, and what its outcome means.
struct Step {
    Command command;
    std::string method;
    std::vector<rpc::Value> params;
};

std::string group_of(const std::string& name) {
    return name.ends_with(":*") ? name.substr(0, name.size() - 2) : std::string();
}

/// supervisor.startProcess("g:n"), startProcessGroup("g"), startAllProcesses().
Step step_for(Command command, const std::string& name, const std::string& signal) {
    constexpr std::string_view verbs[] = {"start", "stop", "signal", "clear"};
    const std::string_view verb = verbs[static_cast<std::size_t>(command)];
    const std::string_view object = command == Command::clear ? "ProcessLogs" : "Process";
    const std::string group = group_of(name);
    Step step{command, {}, {}};
    if (name == everything) {
        step.method =
            fmt::format("supervisor.{}All{}", verb, command == Command::clear ? "ProcessLogs" : "Processes");
    } else if (!group.empty() && command != Command::clear) {
        step.method = fmt::format("supervisor.{}ProcessGroup", verb);
        step.params.emplace_back(group);
    } else {
        step.method = fmt::format("supervisor.{}{}", verb, object);
        step.params.emplace_back(name);
    }
    if (command == Command::signal)
        step.params.emplace_back(signal);
    return step;
}

std::vector<Step> steps_for(const Order& order, const std::string& name) {
    switch (order.deed) {
    case Deed::start:
        return {step_for(Command::start, name, {})};
    case Deed::stop:
        return {step_for(Command::stop, name, {})};
    case Deed::restart:
        return {step_for(Command::stop, name, {}), step_for(Command::start, name, {})};
    case Deed::clear:
        return {step_for(Command::clear, name, {})};
    case Deed::signal:
        return {step_for(Command::signal, name, order.signal)};
    }
    return {};
}

std::string error_text(Command command, int code, const std::string& fault) {
    const std::string_view words = rpc::failure_words(command, static_cast<FaultCode>(code));
    return fmt::format("ERROR ({})", words.empty() ? std::string_view(fault) : words);
}

/// "name" when the group has the same name.
std::string namespec_of(const std::string& group, const std::string& name) {
    return group == name ? name : group + ":" + name;
}

/// What the structs of a method about several processes say.
ActResults results_of(Command command, const rpc::Array& array) {
    ActResults results;
    for (const rpc::Value& value : array) {
        const auto text = [&](std::string_view member) {
            const rpc::Value* found = value.member(member);
            const auto* is_text = found != nullptr ? found->get_if<std::string>() : nullptr;
            return is_text != nullptr ? *is_text : std::string();
        };
        const rpc::Value* status = value.member("status");
        const auto* code = status != nullptr ? status->get_if<std::int64_t>() : nullptr;
        const bool ok = code != nullptr && *code == static_cast<int>(FaultCode::success);
        results.push_back({namespec_of(text("group"), text("name")), ok,
                           ok || code == nullptr
                               ? std::string(rpc::success_words(command))
                               : error_text(command, static_cast<int>(*code), text("description"))});
    }
    return results;
}

}  // namespace

class Acts::Work : public std::enable_shared_from_this<Acts::Work> {
public:
    Work(Acts& acts, const Order& order, rpc::Caller caller, std::function<void(ActResults)> done)
        : acts_(acts), dispatcher_(acts.dispatcher_), caller_(std::move(caller)), done_(std::move(done)) {
        const auto group_members = [&](const std::string& name) {
            std::vector<std::string> members;
            if (const auto* group = dispatcher_.daemon().groups().find(group_of(name)))
                for (const process::Process* process : group->by_priority())
                    members.push_back(process->namespec());
            return members;
        };
        for (const std::string& name : order.names) {
            // There is no method that clears the logs of a group.
            const bool each = order.deed == Deed::clear && !group_of(name).empty();
            const auto members = each ? group_members(name) : std::vector<std::string>{name};
            for (const std::string& one : members.empty() ? std::vector<std::string>{name} : members)
                lines_.push_back({one, steps_for(order, one), 0, {}, {}});
        }
        restart_ = order.deed == Deed::restart;
        left_ = lines_.size();
    }

    /// Begins some, the rest in the next turns.
    void begin_some() {
        for (std::size_t i = 0; i < limits::orders_per_turn && begun_ < lines_.size(); ++i)
            make_step(begun_++);
        if (begun_ < lines_.size())
            later([](Work& work) { work.begin_some(); });
    }

    void nobody_waits() { done_ = nullptr; }

private:
    struct Line {
        std::string name;
        std::vector<Step> steps;
        std::size_t next = 0;
        ActResults results;
        sys::Registration current;
    };

    template <typename Then>
    void later(Then then) {
        dispatcher_.daemon().loop().defer([weak = weak_from_this(), then] {
            if (const auto self = weak.lock())
                then(*self);
        });
    }

    void make_step(std::size_t index) {
        const Step& step = lines_[index].steps[lines_[index].next];
        lines_[index].current = dispatcher_.invoke(step.method, step.params, caller_,
                                                   [weak = weak_from_this(), index](rpc::Outcome outcome) {
                                                       if (const auto self = weak.lock())
                                                           self->on_outcome(index, outcome);
                                                   });
    }

    /// What follows runs in a turn of its own: an outcome may come within the call, or out of another's work.
    void on_outcome(std::size_t index, const rpc::Outcome& outcome) {
        Line& line = lines_[index];
        const bool last = line.next + 1 == line.steps.size();
        const bool goes_on = note(line, outcome, last);
        if (goes_on && !last) {
            ++line.next;
            return later([index](Work& work) { work.make_step(index); });
        }
        if (--left_ == 0)
            later([](Work& work) { work.finish(); });
    }

    /// Of a stop that a start follows only its failures are told; a process that did not run is none. False:
    /// there is nothing to go on with.
    bool note(Line& line, const rpc::Outcome& outcome, bool last) const {
        const Command command = line.steps[line.next].command;
        if (!outcome) {
            if (!last && outcome.error().code == static_cast<int>(FaultCode::not_running))
                return true;
            line.results.push_back(
                {line.name, false, error_text(command, outcome.error().code, outcome.error().text)});
            return false;
        }
        const std::string done(restart_ ? "restarted" : rpc::success_words(command));
        if (const auto* array = outcome->get_if<rpc::Array>()) {
            for (ActResult& result : results_of(command, *array))
                if (!result.ok || last)
                    line.results.push_back(
                        {std::move(result.namespec), result.ok, result.ok ? done : result.text});
            if (last && line.results.empty())
                line.results.push_back({line.name, true, "nothing to do"});
        } else if (last) {
            line.results.push_back({line.name, true, done});
        }
        return true;
    }

    void finish() {
        ActResults all;
        for (Line& line : lines_)
            std::move(line.results.begin(), line.results.end(), std::back_inserter(all));
        const auto self = shared_from_this();
        acts_.works_.remove(self);
        if (const auto done = std::move(done_))
            done(std::move(all));
    }

    Acts& acts_;
    rpc::Dispatcher& dispatcher_;
    rpc::Caller caller_;
    std::function<void(ActResults)> done_;
    std::vector<Line> lines_;
    std::size_t begun_ = 0;
    std::size_t left_ = 0;  ///< lines that are not at their end
    bool restart_ = false;
};

namespace {

template <typename Work>
class Waiting final : public sys::Registration::Impl {
public:
    explicit Waiting(std::weak_ptr<Work> work) : work_(std::move(work)) {}
    ~Waiting() override {
        if (const auto work = work_.lock())
            work->nobody_waits();
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;

private:
    std::weak_ptr<Work> work_;
};

}  // namespace

sys::Registration Acts::begin(const Order& order, rpc::Caller caller, std::function<void(ActResults)> done) {
    const auto work = std::make_shared<Work>(*this, order, std::move(caller), std::move(done));
    works_.push_back(work);
    work->begin_some();
    return sys::Registration(std::make_unique<Waiting<Work>>(work));
}

bool Acts::full() const {
    return works_.size() >= limits::max_acts;
}

}  // namespace supervise::web
