#include "run/host_run.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "control/status.hpp"
#include "run/limits.hpp"

namespace deployer::run {

using report::Outcome;
using Kind = plan::Step::Kind;

namespace {

std::string unit_of(const control::Daemon& daemon) {
    return "supervisord_" + daemon.name + ".service";
}

const control::Daemon& daemon_of(const control::Operation& operation) {
    return std::visit(
        [](const auto& wanted) -> const control::Daemon& {
            if constexpr (requires { wanted.program.daemon; }) {
                return wanted.program.daemon;
            } else {
                return wanted.daemon;
            }
        },
        operation);
}

/// The unit that an operation has begun anew.
const std::string* begun_unit(const task::Operation& operation) {
    const auto* unit = std::get_if<task::EnsureUnit>(&operation);
    const bool begins = unit != nullptr && (unit->action == task::UnitAction::start ||
                                            unit->action == task::UnitAction::restart);
    return begins ? &unit->unit : nullptr;
}

}  // namespace

HostRun::HostRun(std::string name, std::unique_ptr<transport::Session> session, LoginProblem login_problem,
                 const RunOptions& options)
    : name_(std::move(name)),
      session_(std::move(session)),
      login_problem_(std::move(login_problem)),
      options_(options),
      pace_(options.cancelled) {
    if (session_) {
        exchanger_ = std::make_unique<SessionExchanger>(*session_);
        control_ = std::make_unique<control::HostControl>(
            *exchanger_, pace_, control::Settings{name_, options.start_timeout, options.login.begin.check});
    }
}

void HostRun::look_again() {
    failed_ = false;
    surveys_.clear();
    notes_.clear();
}

void HostRun::close() {
    control_.reset();
    exchanger_.reset();
    session_.reset();
}

supervise::Result<std::string> HostRun::read_file(const std::string& path) {
    if (!is_reachable()) {
        return supervise::fail(login_problem_.text);
    }
    auto text = exchanger_->read_file(path);
    if (exchanger_->broken()) {
        login_problem_ = {*exchanger_->broken()};
        close();
    }
    return text;
}

void HostRun::carry_out(const plan::Play& play, std::size_t slot, const task::Contents& contents,
                        bool late_only, const Say& say) {
    say_ = &say;
    contents_ = &contents;
    if (!session_ && !late_only) {
        told_unreachable_ = true;
        const report::ItemResult line = login_line(name_, login_problem_);
        say(0, {line.outcome, false, {line}});
    }
    for (std::size_t i = 0; i < play.steps.size() && is_reachable(); ++i) {
        const bool is_cancelled = options_.cancelled != nullptr && *options_.cancelled;
        carry_out_step(i, play.steps[i], slot, late_only || failed_ || is_cancelled);
    }
    if (is_reachable()) {
        flush();
    }
    begun_.clear();
    requests_.clear();
}

void HostRun::compare(const plan::Comparison& comparison, std::size_t host) {
    contents_ = &comparison.contents;
    predicted_.emplace();
    const auto is_cancelled = [this] { return options_.cancelled != nullptr && *options_.cancelled; };
    for (const plan::Play& play : comparison.plays) {
        const auto place = std::find(play.hosts.begin(), play.hosts.end(), host);
        const auto slot = static_cast<std::size_t>(place - play.hosts.begin());
        for (std::size_t i = 0; i < play.steps.size() && is_reachable() && !is_cancelled(); ++i) {
            if (place != play.hosts.end() && !play.steps[i].items[slot].empty()) {
                carry_out_items(i, play.steps[i], play.steps[i].items[slot]);
            }
        }
    }
    if (is_reachable()) {
        flush();
    }
    if (is_reachable() && !is_cancelled()) {
        comparison_ = control::differences_to_json(predicted_->found());
    }
    predicted_.reset();
    begun_.clear();
    requests_.clear();
}

// --- Deciding

/// What is collected may decide about the step.
bool HostRun::depends_on_begun(const plan::Step& step) const {
    return std::any_of(begun_.begin(), begun_.end(), [&](const Begun& begun) {
        return begun.items != nullptr && decides_about(*begun.step, step, memory_);
    });
}

HostRun::Verdict HostRun::verdict(const plan::Step& step, bool late_only) const {
    using Condition = plan::Condition::Kind;
    const auto holds = [&](const plan::Condition& condition) { return memory_.holds(condition, step); };
    const bool is_called =
        (step.kind != Kind::handler || memory_.is_notified(step.handler)) &&
        std::all_of(step.conditions.begin(), step.conditions.end(), [&](const plan::Condition& condition) {
            return condition.kind != Condition::notified || holds(condition);
        });
    if (!is_called || (late_only && !step.late)) {
        return Verdict::silent;
    }
    if (std::all_of(step.conditions.begin(), step.conditions.end(), holds)) {
        return Verdict::run;
    }
    return late_only ? Verdict::silent : Verdict::skip;
}

void HostRun::carry_out_step(std::size_t index, const plan::Step& step, std::size_t slot, bool late_only) {
    if (depends_on_begun(step)) {
        flush();
        if (!is_reachable()) {
            return;
        }
        late_only = late_only || failed_;
    }
    const Verdict decided = verdict(step, late_only);
    const bool has_items = slot < step.items.size() && !step.items[slot].empty();
    if (decided == Verdict::run && has_items) {
        carry_out_items(index, step, step.items[slot]);
        return;
    }
    StepResult result;
    if (decided == Verdict::run && step.kind == Kind::facts) {
        result.lines.push_back({.host = name_});
    } else {
        const bool has_nothing_to_do = decided == Verdict::run && step.kind == Kind::handler;
        result.silent = decided == Verdict::silent || has_nothing_to_do || step.kind == Kind::silent;
        result.outcome = Outcome::skipped;
        result.lines.push_back({.host = name_, .outcome = Outcome::skipped});
    }
    Begun begun;
    begun.index = index;
    begun.step = &step;
    begun.decided = std::move(result);
    begun_.push_back(std::move(begun));
    say_finished();
}

// --- Doing

void HostRun::carry_out_items(std::size_t index, const plan::Step& step,
                              const std::vector<plan::Item>& items) {
    Begun begun;
    begun.index = index;
    begun.step = &step;
    begun.items = &items;
    begun_.push_back(std::move(begun));
    for (const plan::Item& item : items) {
        if (const auto* request = std::get_if<task::Operation>(&item.operation)) {
            requests_.push_back({*request, item.may_fail || predicted_});
            if (requests_.size() >= limits::max_batch) {
                flush();
            }
        } else {
            flush();
            // A failure of what was collected has ended this step before it began, or within.
            if (!is_reachable() || begun_.empty()) {
                return;
            }
            task::Answer answer = ask_daemon(step, std::get<control::Operation>(item.operation));
            if (exchanger_->broken()) {
                lose(*exchanger_->broken());
                return;
            }
            take(std::move(answer));
        }
        if (!is_reachable() || begun_.empty()) {
            return;
        }
    }
}

task::Answer HostRun::ask_daemon(const plan::Step& step, const control::Operation& operation) {
    const bool check = options_.login.begin.check;
    control::Situation situation;
    situation.notified = waits_for_notification(step);
    situation.same_files = std::exchange(same_files_, true);
    situation.just_started = !check && restarted_units_.count(unit_of(daemon_of(operation))) != 0;
    situation.modified = [this](const std::string& path) { return memory_.modified(path); };
    task::Answer answer = control_->perform(operation, situation);
    if (std::holds_alternative<control::Survey>(operation) && answer.status != task::Status::failed) {
        surveys_.push_back(std::move(answer.value));
        answer.value.clear();
    }
    const bool is_untold = step.kind == Kind::silent && answer.status == task::Status::changed;
    if (std::holds_alternative<control::PruneFiles>(operation) && (is_untold || !answer.value.empty())) {
        notes_.push_back(answer.message);
    }
    // In a run that does it, -v tells; a prediction is asked for to know just that (HD-SUP-35).
    if (check && std::holds_alternative<control::RestoreStates>(operation) && !answer.message.empty()) {
        notes_.push_back(answer.message);
    }
    return answer;
}

void HostRun::flush() {
    if (requests_.empty()) {
        return;
    }
    const std::vector<task::Request> sent = std::exchange(requests_, {});
    same_files_ = false;
    std::size_t next = 0;
    const auto ran = session_->run(sent, *contents_, [&](std::size_t index, task::Answer answer) {
        if (index == next && !begun_.empty()) {
            ++next;
            take(std::move(answer));
        }
    });
    if (!ran) {
        lose(ran.error().message);
    } else if (next < sent.size() && !begun_.empty()) {
        lose("the agent has left requests without an answer");
    }
}

// --- Answers

void HostRun::take(task::Answer answer) {
    Begun& begun = begun_.front();
    const plan::Item& item = (*begun.items)[begun.answered++];
    if (predicted_) {
        take_prediction(item, answer);
        return;
    }
    remember(begun, item, answer);
    const bool is_failure = answer.status == task::Status::failed && !item.may_fail;
    begun.lines.push_back(line_of(begun, item, std::move(answer)));
    if (!is_failure) {
        say_finished();
        return;
    }
    failed_ = true;
    (*say_)(begun.index, result_of(begun, Outcome::failed));
    begun_.clear();
    requests_.clear();
}

void HostRun::take_prediction(const plan::Item& item, const task::Answer& answer) {
    predicted_->note(item, answer);
    if (const auto* operation = std::get_if<task::Operation>(&item.operation)) {
        memory_.note_file(*operation, answer, true);
    }
    while (!begun_.empty() && begun_.front().answered == begun_.front().items->size()) {
        begun_.pop_front();
    }
}

/// What is worth telling at the end.
void HostRun::note(const task::Operation& operation, const plan::Item& item, const task::Answer& answer) {
    if (std::holds_alternative<task::EnsureAbsent>(operation)) {
        const std::string& left = answer.status == task::Status::ok ? answer.message : answer.value;
        if (!left.empty()) {
            notes_.push_back(left);
        }
    }
    if (std::holds_alternative<task::UnitState>(operation) && item.show_value) {
        surveys_.push_back(control::unit_to_json({item.label, answer.value, item.wanted}));
    }
}

void HostRun::remember(const Begun& begun, const plan::Item& item, const task::Answer& answer) {
    const plan::Step& step = *begun.step;
    if (!step.remember.empty()) {
        memory_.keep(step.loop ? step.remember + "/" + item.label : step.remember, answer.value);
    }
    if (const auto* operation = std::get_if<task::Operation>(&item.operation)) {
        memory_.note_file(*operation, answer, options_.login.begin.check);
        note(*operation, item, answer);
        const std::string* unit = begun_unit(*operation);
        if (unit != nullptr && answer.status == task::Status::changed) {
            restarted_units_.insert(*unit);
        }
    }
    const bool is_quiet = step.quiet && memory_.holds(*step.quiet, step);
    if (answer.status == task::Status::changed && !step.never_changed && !is_quiet) {
        memory_.notify(step.notify);
    }
}

report::ItemResult HostRun::line_of(const Begun& begun, const plan::Item& item, task::Answer answer) const {
    return item_line(name_, *begun.step, item, std::move(answer));
}

StepResult HostRun::result_of(const Begun& begun, std::optional<Outcome> end) const {
    return step_result(name_, *begun.step, begun.lines, end);
}

/// Steps at the front that wait for nothing any more are told.
void HostRun::say_finished() {
    while (!begun_.empty()) {
        Begun& first = begun_.front();
        if (first.items == nullptr) {
            (*say_)(first.index, std::move(first.decided));
        } else if (first.answered == first.items->size()) {
            (*say_)(first.index, result_of(first, std::nullopt));
        } else {
            return;
        }
        begun_.pop_front();
    }
}

/// The session has ended in the middle: the step that was waited for says so, with what is known of it.
void HostRun::lose(const std::string& why) {
    lost_ = true;
    login_problem_ = {why};
    const bool is_told = !begun_.empty() && !predicted_;
    told_unreachable_ = told_unreachable_ || is_told;
    if (is_told) {
        Begun& first = begun_.front();
        first.lines.push_back(unreachable_line(name_, why));
        (*say_)(first.index, result_of(first, Outcome::unreachable));
    }
    begun_.clear();
    requests_.clear();
}

}  // namespace deployer::run
