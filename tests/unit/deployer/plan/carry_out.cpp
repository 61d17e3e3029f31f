// How run/ goes through a plan, without threads, connections or colours.
#include <algorithm>

#include "deployer/plan/world.hpp"

namespace deployer::plan::fake {

namespace {

/// One host within the run.
struct Progress {
    std::set<std::string> notified;
    std::map<std::string, std::string> memory;
    bool has_failed = false;
};

bool holds(const Condition& condition, const Progress& progress) {
    if (condition.kind == Condition::Kind::notified)
        return progress.notified.contains(condition.name);
    const auto found = progress.memory.find(condition.name);
    const std::string value = found == progress.memory.end() ? "" : found->second;
    const bool is_one =
        std::find(condition.values.begin(), condition.values.end(), value) != condition.values.end();
    return is_one == (condition.kind == Condition::Kind::remembered);
}

bool is_called(const Step& step, const Progress& progress) {
    return step.kind != Step::Kind::handler || progress.notified.contains(step.handler);
}

class Runner {
public:
    Runner(const Plan& plan, const std::string& name, Host& host, Progress& progress, Run& run)
        : plan_(plan), name_(name), host_(host), progress_(progress), run_(run) {}

    std::string step(const Step& step, const std::vector<Item>& items) {
        if (step.kind == Step::Kind::facts) {
            ++run_.totals[name_].ok;
            return "ok";
        }
        if (!is_called(step, progress_) || (progress_.has_failed && !step.late))
            return {};
        const bool wanted =
            std::all_of(step.conditions.begin(), step.conditions.end(),
                        [&](const Condition& condition) { return holds(condition, progress_); });
        return !wanted || items.empty() ? "skipping" : perform(step, items);
    }

private:
    std::string perform(const Step& step, const std::vector<Item>& items) {
        std::string outcome = "ok";
        for (const Item& item : items) {
            host_.now += 1;
            const task::Answer answer =
                std::visit([&](const auto& operation) { return perform_one(operation); }, item.operation);
            remember(step, item, answer);
            std::string one =
                answer.status == task::Status::changed && !step.never_changed ? "changed" : "ok";
            if (answer.status == task::Status::failed && !item.may_fail)
                one = "failed";
            if (step.loop)
                run_.lines.push_back(one + ": [" + name_ + "] => (item=" + item.label +
                                     (item.show_value ? ":" + answer.value : "") + ")");
            if (one == "failed") {
                run_.lines.push_back("failed: " + step.title + ": " + answer.message);
                ++run_.totals[name_].failed;
                progress_.has_failed = true;
                return one;
            }
            if (one == "changed")
                outcome = one;
        }
        if (outcome == "changed" && !(step.quiet && holds(*step.quiet, progress_)))
            progress_.notified.insert(step.notify.begin(), step.notify.end());
        count(step, outcome);
        return outcome;
    }

    task::Answer perform_one(const task::Operation& operation) {
        return host_.perform(operation, plan_.contents);
    }
    task::Answer perform_one(const control::Operation& operation) { return host_.perform(operation); }

    void remember(const Step& step, const Item& item, const task::Answer& answer) {
        if (!step.remember.empty())
            progress_.memory[step.loop ? step.remember + "/" + item.label : step.remember] = answer.value;
    }

    void count(const Step& step, const std::string& outcome) {
        if (step.kind == Step::Kind::silent)
            return;
        ++run_.totals[name_].ok;
        if (outcome == "changed")
            ++run_.totals[name_].changed;
    }

    const Plan& plan_;
    const std::string& name_;
    Host& host_;
    Progress& progress_;
    Run& run_;
};

}  // namespace

Run carry_out(const Plan& plan, const model::Model& model, std::map<std::string, Host>& hosts) {
    Run run;
    std::map<std::string, bool> failed;
    std::map<std::string, Progress> progress;
    for (const Play& play : plan.plays) {
        for (const Step& step : play.steps)
            for (std::size_t i = 0; i < play.hosts.size(); ++i) {
                const std::string& name = model.hosts[play.hosts[i]].name;
                progress[name].has_failed = progress[name].has_failed || failed[name];
                const std::string outcome =
                    Runner(plan, name, hosts[name], progress[name], run).step(step, step.items[i]);
                failed[name] = progress[name].has_failed;
                if (i == 0 && !outcome.empty() && step.kind != Step::Kind::silent)
                    run.outcomes.push_back(step.title + ": " + outcome);
            }
    }
    return run;
}

}  // namespace deployer::plan::fake
