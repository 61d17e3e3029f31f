#include "run/run.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "control/status_table.hpp"
#include "run/channel.hpp"
#include "run/conductor.hpp"
#include "run/exit_status.hpp"
#include "run/facts.hpp"
#include "run/limits.hpp"
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
        std::string problem;
    };

    bool is_cancelled() const { return options_.cancelled != nullptr && *options_.cancelled; }
    std::size_t forks() const { return std::min(options_.forks, limits::max_forks); }

    /// Hosts that --limit or --noScope leave out are not even called.
    void choose_hosts() {
        for (std::size_t i = 0; i < model_.hosts.size(); ++i) {
            hosts_.push_back(std::make_unique<HostRun>(model_.hosts[i].name, nullptr, "", options_));
            if (model_.hosts[i].selected) {
                asked_.push_back(i);
            }
        }
    }

    void log_in() {
        choose_hosts();
        std::size_t done = 0;
        in_parallel<LoggedIn>(
            asked_.size(), forks(),
            [&](std::size_t place, const std::function<void(LoggedIn)>& say) {
                const std::size_t index = asked_[place];
                if (is_cancelled()) {
                    say({index, nullptr, "interrupted"});
                    return;
                }
                auto session = login_(model_.hosts[index], options_.login);
                say(session ? LoggedIn{index, std::move(*session), {}}
                            : LoggedIn{index, nullptr, session.error().message});
            },
            [&](LoggedIn logged) {
                const std::string& name = model_.hosts[logged.host].name;
                if (!logged.session && logged.problem.empty()) {
                    logged.problem = "the login has failed";
                }
                hosts_[logged.host] = std::make_unique<HostRun>(name, std::move(logged.session),
                                                                std::move(logged.problem), options_);
                report_.progress("Log in", ++done, asked_.size());
            });
    }

    Facts facts() {
        Facts facts(hosts_.size());
        for (const std::size_t i : asked_) {
            if (!hosts_[i]->is_reachable()) {
                continue;
            }
            auto read = read_facts(hosts_[i]->facts());
            if (read) {
                facts[i] = std::move(*read);
            } else {
                hosts_[i] =
                    std::make_unique<HostRun>(model_.hosts[i].name, nullptr, read.error().message, options_);
            }
        }
        return facts;
    }

    /// False when there is no plan.
    bool go_on() {
        plan::Built built = build_(facts());
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
        Conductor(model_, options_, report_, hosts_, totals_).carry_out(built.plan);
        for (const std::size_t i : asked_) {
            const HostRun& host = *hosts_[i];
            if (!host.login_problem().empty() && !host.was_told_unreachable()) {
                report_.note(fmt::format("{} cannot be reached: {}", host.name(), host.login_problem()));
                totals_.count(i, host.name(), report::Outcome::unreachable);
            }
        }
        return true;
    }

    void tell_unreachable() {
        report_.begin_play("all", asked_.size());
        report_.begin_step("Gathering Facts", false);
        for (const std::size_t i : asked_) {
            const HostRun& host = *hosts_[i];
            const bool is_there = host.is_reachable();
            const report::ItemResult line = is_there ? report::ItemResult{.host = host.name()}
                                                     : unreachable_line(host.name(), host.login_problem());
            report_.result(line);
            totals_.count(i, host.name(), line.outcome);
        }
    }

    void finish() {
        for (const auto& host : hosts_) {
            for (const std::string& survey : host->surveys()) {
                result_.surveys.emplace_back(host->name(), survey);
            }
        }
        for (const auto& host : hosts_) {
            for (const std::string& note : host->notes()) {
                report_.note(fmt::format("{}: {}", host->name(), note));
            }
        }
        log_out();
        result_.totals = totals_.sorted();
        report_.recap(result_.totals);
        result_.exit_status = status();
    }

    /// All at once: each may wait for an ssh process to end.
    void log_out() {
        in_parallel<int>(
            hosts_.size(), forks(),
            [&](std::size_t index, const std::function<void(int)>&) { hosts_[index]->close(); }, [](int) {});
    }

    int status() const {
        const auto any = [&](unsigned report::HostTotals::*count) {
            return std::any_of(result_.totals.begin(), result_.totals.end(),
                               [count](const report::HostTotals& totals) { return totals.*count != 0; });
        };
        if (is_cancelled()) {
            return exit_status::cancelled;
        }
        if (any(&report::HostTotals::unreachable)) {
            return exit_status::unreachable;
        }
        if (any(&report::HostTotals::failed)) {
            return exit_status::failed;
        }
        return control::all_as_described(result_.surveys) ? exit_status::fine : exit_status::differs;
    }

    const model::Model& model_;
    const BuildPlan& build_;
    const transport::Login& login_;
    const RunOptions& options_;
    report::Report& report_;
    Hosts hosts_;                     ///< all of the model
    std::vector<std::size_t> asked_;  ///< those this run is about
    Totals totals_;
    RunResult result_;
};

}  // namespace

RunResult run(const model::Model& model, const BuildPlan& build, const transport::Login& login,
              const RunOptions& options, report::Report& report) {
    return Run(model, build, login, options, report).carry_out();
}

}  // namespace deployer::run
