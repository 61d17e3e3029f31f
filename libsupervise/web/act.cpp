#include "web/act.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <fmt/core.h>

#include "rpc/process_action.hpp"
#include "rpc/result_words.hpp"
#include "web/limits.hpp"

namespace supervise::web {

using rpc::Command;
using rpc::FaultCode;

/// A call, and what its outcome means.
struct Step {
    Command command;  ///< whose words a fault is told in
    std::string method;
    std::vector<rpc::Value> params;
};

/// What is done for one name.
struct Line {
    std::string name;
    std::vector<Step> steps;
    std::string success = {};  ///< empty: the word of the last step
    bool whole = false;        ///< told as one, though the steps are about several processes
    std::size_t next = 0;
    ActResults results = {};
    sys::Registration current = {};
};

namespace {

constexpr std::string_view everything = "all";

std::string group_of(const std::string& name) {
    return name.ends_with(":*") ? name.substr(0, name.size() - 2) : std::string();
}

/// supervisor.startProcess("g:n"), startProcessGroup("g"), startAllProcesses().
Step step_for(Command command, const std::string& name, const std::string& signal) {
    constexpr std::array<std::string_view, 4> verbs{"start", "stop", "signal", "clear"};
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
    if (code == static_cast<int>(FaultCode::unknown_method))
        return "ERROR (the configuration has no [rpcinterface:supervisor] section)";
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

/// As the results of groups name it.
std::string told_name(const std::string& name) {
    const std::size_t colon = name.find(':');
    return colon == std::string::npos ? name : namespec_of(name.substr(0, colon), name.substr(colon + 1));
}

std::vector<Line> lines_for(const Order& order, const process::Groups& groups) {
    std::vector<Line> lines;
    const std::string success = order.deed == Deed::restart ? "restarted" : "";
    for (const std::string& name : order.names) {
        // There is no method that clears the logs of a group.
        const process::Group* group = order.deed == Deed::clear ? groups.find(group_of(name)) : nullptr;
        if (group == nullptr) {
            lines.push_back({told_name(name), steps_for(order, name), success});
            continue;
        }
        for (const process::Process* process : group->by_priority())
            lines.push_back({process->namespec(), steps_for(order, process->namespec()), success});
    }
    return lines;
}

/// What reloadConfig has replied: the names of the groups added, changed and removed.
std::vector<Line> lines_for(const UpdateOrder& order, const rpc::Value& changes) {
    struct Kind {
        bool removes, adds;
        std::string_view success;  ///< as supervisorctl says it
    };
    constexpr Kind added{false, true, "added process group"};
    constexpr Kind changed{true, true, "updated process group"};
    constexpr Kind removed{true, false, "removed process group"};
    std::vector<Line> lines;
    const auto add = [&](const rpc::Value& names, const Kind& kind) {
        for (const rpc::Value& value : *names.get_if<rpc::Array>()) {
            const std::string& name = *value.get_if<std::string>();
            if (order.groups &&
                std::find(order.groups->begin(), order.groups->end(), name) == order.groups->end())
                continue;
            Line line{name, {}, std::string(kind.success), true};
            if (kind.removes)
                line.steps = {{Command::stop, "supervisor.stopProcessGroup", {name}},
                              {Command::stop, "supervisor.removeProcessGroup", {name}}};
            if (kind.adds)
                line.steps.push_back({Command::start, "supervisor.addProcessGroup", {name}});
            lines.push_back(std::move(line));
        }
    };
    const rpc::Array& lists = *changes.get_if<rpc::Array>()->front().get_if<rpc::Array>();
    add(lists[2], removed);
    add(lists[1], changed);
    add(lists[0], added);
    return lines;
}

}  // namespace

class Acts::Work : public std::enable_shared_from_this<Acts::Work> {
public:
    Work(Acts& acts, std::vector<Line> lines, rpc::Caller caller, std::function<void(ActResults)> done)
        : acts_(acts),
          dispatcher_(acts.dispatcher_),
          caller_(std::move(caller)),
          done_(std::move(done)),
          lines_(std::move(lines)),
          left_(lines_.size()) {}

    /// Begins some, the rest in the next turns.
    void begin_some() {
        for (std::size_t i = 0; i < limits::orders_per_turn && begun_ < lines_.size(); ++i)
            make_step(begun_++);
        if (begun_ < lines_.size())
            later([](Work& work) { work.begin_some(); });
    }

    void nobody_waits() { done_ = nullptr; }

private:
    template <typename Then>
    void later(Then then) {
        dispatcher_.daemon().loop().defer([weak = weak_from_this(), then] {
            if (const auto self = weak.lock())
                then(*self);
        });
    }

    void make_step(std::size_t index) {
        const Step& step = lines_[index].steps[lines_[index].next];
        lines_[index].current = dispatcher_.invoke(
            step.method, step.params, caller_, [weak = weak_from_this(), index](const rpc::Outcome& outcome) {
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
        const std::string done =
            line.success.empty() ? std::string(rpc::success_words(command)) : line.success;
        if (const auto* array = outcome->get_if<rpc::Array>()) {
            for (ActResult& result : results_of(command, *array))
                if (!result.ok || last)
                    line.results.push_back(
                        {std::move(result.namespec), result.ok, result.ok ? done : result.text});
            if (line.whole && !line.results.empty())
                return false;
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
    std::size_t left_;  ///< lines that are not at their end
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
    return begin_lines(lines_for(order, dispatcher_.daemon().groups()), std::move(caller), std::move(done));
}

sys::Registration Acts::begin_update(const UpdateOrder& order, rpc::Caller caller,
                                     std::function<void(Updated)> done) {
    // A reread has its outcome at once.
    std::optional<rpc::Outcome> outcome;
    const auto reread = dispatcher_.invoke("supervisor.reloadConfig", {}, caller,
                                           [&](rpc::Outcome given) { outcome.emplace(std::move(given)); });
    if (!outcome || !*outcome) {
        done(tl::unexpected(outcome ? outcome->error() : rpc::make_fault(FaultCode::failed)));
        return {};
    }
    return begin_lines(lines_for(order, **outcome), std::move(caller),
                       [done = std::move(done)](ActResults results) { done(std::move(results)); });
}

sys::Registration Acts::begin_lines(std::vector<Line> lines, rpc::Caller caller,
                                    std::function<void(ActResults)> done) {
    if (lines.empty()) {
        done({});
        return {};
    }
    const auto work = std::make_shared<Work>(*this, std::move(lines), std::move(caller), std::move(done));
    works_.push_back(work);
    work->begin_some();
    return sys::Registration(std::make_unique<Waiting<Work>>(work));
}

bool Acts::full() const {
    return works_.size() >= limits::max_acts;
}

}  // namespace supervise::web
