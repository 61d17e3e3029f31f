#include "run/run.hpp"

#include <algorithm>
#include <cerrno>

#include <fmt/core.h>

#include "plan/found.hpp"
#include "run/channel.hpp"
#include "run/comparison_turns.hpp"
#include "run/conductor.hpp"
#include "run/exit_status.hpp"
#include "run/facts.hpp"
#include "run/found.hpp"
#include "run/limits.hpp"
#include "run/pace.hpp"
#include "run/result_lines.hpp"

namespace deployer::run {
namespace {

using Hosts = Conductor::Hosts;
using Facts = std::vector<std::optional<jinja::Dict>>;

class Run {
public:
    Run(const model::Model& model, const BuildPlan& build, const transport::Login& login,
        const RunOptions& options, report::Report& report)
        : model_(model), build_(build), login_(login), options_(options), report_(report) {}

    RunResult carry_out() {
        log_in();
        const bool is_complete = std::all_of(asked_.begin(), asked_.end(),
                                             [this](std::size_t i) { return hosts_[i]->is_reachable(); });
        const bool bears_all = !model_.exit_on_fail || is_complete || options_.max_fail;
        if (is_cancelled()) {
            report_.note("interrupted before anything was changed");
        } else if (!bears_all) {
            // Before the first change is the best moment to stop (HD-INV-18).
            tell_unreachable();
            report_.no_more_hosts();
        } else if (!go_on()) {
            log_out();
            return std::move(result_);
        }
        finish();
        return std::move(result_);
    }

private:
    struct LoggedIn {
        std::size_t host = 0;
        std::unique_ptr<transport::Session> session;
        LoginProblem problem;
    };

    bool is_cancelled() const { return options_.cancelled != nullptr && *options_.cancelled; }
    std::size_t forks() const { return std::min(options_.forks, limits::max_forks); }

    /// Hosts that --limit or --noScope leave out are not even called.
    void choose_hosts() {
        for (std::size_t i = 0; i < model_.hosts.size(); ++i) {
            hosts_.push_back(
                std::make_unique<HostRun>(model_.hosts[i].name, nullptr, LoginProblem{}, options_));
            if (model_.hosts[i].selected) {
                asked_.push_back(i);
            }
        }
    }

    void log_in() {
        choose_hosts();
        facts_.resize(hosts_.size());
        std::size_t done = 0;
        in_parallel<LoggedIn>(
            asked_.size(), forks(),
            [&](std::size_t place, const std::function<void(LoggedIn)>& say) {
                const std::size_t index = asked_[place];
                if (is_cancelled()) {
                    say({index, nullptr, {"interrupted"}});
                    return;
                }
                auto session = login_(model_.hosts[index], options_.login);
                say(session
                        ? LoggedIn{index, std::move(*session), {}}
                        : LoggedIn{index, nullptr, {session.error().message, session.error().code == EBUSY}});
            },
            [&](LoggedIn logged) {
                const std::string& name = model_.hosts[logged.host].name;
                take_facts(logged);
                if (!logged.session && logged.problem.text.empty()) {
                    logged.problem.text = "the login has failed";
                }
                hosts_[logged.host] = std::make_unique<HostRun>(name, std::move(logged.session),
                                                                std::move(logged.problem), options_);
                report_.progress("Log in", ++done, asked_.size());
            });
    }

    /// A host whose facts are of no use is as good as one that was not reached.
    void take_facts(LoggedIn& logged) {
        if (!logged.session) {
            return;
        }
        auto facts = read_facts(logged.session->facts());
        if (facts) {
            facts_[logged.host] = std::move(*facts);
        } else {
            logged.problem = {facts.error().message};
            logged.session.reset();
        }
    }

    /// A fact of each host that has such supervisors, beside those its agent has sent.
    void find_supervisors() {
        const auto& all = model_.supervisors;
        if (std::none_of(all.begin(), all.end(), [](const auto& supervisor) { return supervisor.found; })) {
            return;
        }
        in_parallel<std::pair<std::size_t, jinja::Dict>>(
            asked_.size(), forks(),
            [&](std::size_t place, const std::function<void(std::pair<std::size_t, jinja::Dict>)>& say) {
                const std::size_t i = asked_[place];
                if (hosts_[i]->is_reachable()) {
                    say({i, run::find_supervisors(model_, i, *hosts_[i])});
                }
            },
            [&](std::pair<std::size_t, jinja::Dict> found) {
                if (!hosts_[found.first]->is_reachable()) {
                    facts_[found.first].reset();
                } else if (facts_[found.first]) {
                    facts_[found.first]->set(plan::found_fact, std::move(found.second));
                }
            });
    }

    /// False when there is no plan.
    bool go_on() {
        find_supervisors();
        plan::Built built = build_(facts_);
        result_.problems = std::move(built.problems);
        if (std::any_of(result_.problems.begin(), result_.problems.end(), [](const source::Problem& problem) {
                return problem.severity == source::Severity::error;
            })) {
            result_.exit_status = exit_status::not_built;
            return false;
        }
        if (built.plan.plays.empty()) {
            report_.note("nothing to do");
        }
        look(built.plan);
        if (options_.watch.count() > 0) {
            watch(built.plan);
        }
        return true;
    }

    void look(const plan::Plan& plan) {
        Conductor(model_, options_, report_, hosts_, totals_).carry_out(plan);
        if (plan.comparison) {
            compare(*plan.comparison);
        }
        for (const std::size_t i : asked_) {
            const HostRun& host = *hosts_[i];
            const LoginProblem& problem = host.login_problem();
            if (!problem.text.empty() && !host.was_told_unreachable()) {
                report_.note(fmt::format("{} cannot be {}: {}", host.name(),
                                         problem.is_busy ? "worked on" : "reached", problem.text));
                totals_.count(i, host.name(), login_line(host.name(), problem).outcome);
            }
        }
    }

    void compare(const plan::Comparison& comparison) {
        RunPace pace(options_.cancelled);
        const auto begin = pace.now();
        if (!turns_.is_due(begin)) {
            return;
        }
        std::size_t done = 0;
        in_parallel<bool>(
            asked_.size(), forks(),
            [&](std::size_t place, const std::function<void(bool)>& say) {
                HostRun& host = *hosts_[asked_[place]];
                if (!host.has_failed() && !is_cancelled()) {
                    host.compare(comparison, asked_[place]);
                }
                say(true);
            },
            [&](bool) { report_.progress("Compare", ++done, asked_.size()); });
        turns_.took(begin, pace.now());
    }

    /// Until it is cancelled. A look that was broken off says less than the one before it, which then counts.
    void watch(const plan::Plan& plan) {
        while (!is_cancelled()) {
            last_look_ = found();
            options_.show(*last_look_);
            if (!pause()) {
                return;
            }
            totals_ = Totals();
            for (const std::size_t i : asked_) {
                hosts_[i]->look_again();
                if (!hosts_[i]->is_reachable()) {
                    totals_.count(i, hosts_[i]->name(), report::Outcome::unreachable);
                }
            }
            look(plan);
        }
    }

    /// False: it was cancelled meanwhile.
    bool pause() const {
        RunPace pace(options_.cancelled);
        const auto end = pace.now() + options_.watch;
        while (pace.now() < end) {
            if (!pace.pause(limits::watch_tick)) {
                return false;
            }
        }
        return !is_cancelled();
    }

    RunResult found() const {
        RunResult result;
        control::Look& look = result.found;
        for (const auto& host : hosts_) {
            for (const std::string& survey : host->surveys()) {
                look.surveys.emplace_back(host->name(), survey);
            }
            if (host->comparison() && !host->has_failed()) {
                look.surveys.emplace_back(host->name(), *host->comparison());
            }
            if (!host->login_problem().text.empty()) {
                look.unreachable.emplace_back(host->name(), host->login_problem().text);
            } else if (host->is_reachable() && host->has_failed()) {
                look.failed.push_back(host->name());
            }
        }
        result.totals = totals_.sorted();
        result.exit_status = status_of(result);
        return result;
    }

    void tell_unreachable() {
        report_.begin_play("all", asked_.size());
        report_.begin_step("Gathering Facts", false);
        for (const std::size_t i : asked_) {
            const HostRun& host = *hosts_[i];
            const bool is_there = host.is_reachable();
            const report::ItemResult line = is_there ? report::ItemResult{.host = host.name()}
                                                     : login_line(host.name(), host.login_problem());
            report_.result(line);
            totals_.count(i, host.name(), line.outcome);
        }
    }

    void finish() {
        RunResult result = last_look_ ? std::move(*last_look_) : found();
        if (is_cancelled() && !last_look_) {
            result.exit_status = exit_status::cancelled;
        }
        result.problems = std::move(result_.problems);
        result_ = std::move(result);
        for (const auto& host : hosts_) {
            for (const std::string& note : host->notes()) {
                report_.note(fmt::format("{}: {}", host->name(), note));
            }
        }
        log_out();
        report_.recap(result_.totals);
    }

    /// All at once: each may wait for an ssh process to end.
    void log_out() {
        in_parallel<int>(
            hosts_.size(), forks(),
            [&](std::size_t index, const std::function<void(int)>&) { hosts_[index]->close(); }, [](int) {});
    }

    static int status_of(const RunResult& result) {
        const auto any = [&](unsigned report::HostTotals::*count) {
            return std::any_of(result.totals.begin(), result.totals.end(),
                               [count](const report::HostTotals& totals) { return totals.*count != 0; });
        };
        if (any(&report::HostTotals::unreachable)) {
            return exit_status::unreachable;
        }
        if (any(&report::HostTotals::failed)) {
            return exit_status::failed;
        }
        return control::all_as_described(result.found) ? exit_status::fine : exit_status::differs;
    }

    const model::Model& model_;
    const BuildPlan& build_;
    const transport::Login& login_;
    const RunOptions& options_;
    report::Report& report_;
    Facts facts_;                     ///< of hosts that can be worked on
    Hosts hosts_;                     ///< all of the model
    std::vector<std::size_t> asked_;  ///< those this run is about
    Totals totals_;
    ComparisonTurns turns_;
    std::optional<RunResult> last_look_;  ///< with `watch`: the last that was complete
    RunResult result_;
};

}  // namespace

RunResult run(const model::Model& model, const BuildPlan& build, const transport::Login& login,
              const RunOptions& options, report::Report& report) {
    return Run(model, build, login, options, report).carry_out();
}

}  // namespace deployer::run
