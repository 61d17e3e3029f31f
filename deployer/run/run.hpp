/// Carries a plan out on all hosts: logs in (`forks` at a time), gathers facts, has the plan built, and goes
/// through its plays, with a barrier behind each play (HD-ACT-04), batch by batch with `serial`.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "control/status_table.hpp"
#include "model/model.hpp"
#include "plan/build.hpp"
#include "report/report.hpp"
#include "transport/session.hpp"

namespace deployer::run {

struct RunResult;

struct RunOptions {
    std::size_t forks = 30;
    std::size_t serial = 0;     ///< hosts per batch; 0: all at once
    double serial_percent = 0;  ///< of the hosts, when `serial` is 0; 0: all at once
    std::optional<std::size_t>
        max_fail;  ///< more failed hosts than this end the run; none: exit_on_fail decides
    transport::LoginOptions login;
    std::chrono::seconds start_timeout{60};  ///< for a program to become RUNNING
    /// --watch: the pause between two looks over the same logins, and who takes what each has found. 0: one
    /// look, and `show` is not called. Goes on until it is cancelled, and ends with the last look's result.
    std::chrono::seconds watch{0};
    std::function<void(const RunResult& look)> show = {};
    /// Becomes true when the user has had enough: what is under way on the hosts is finished, then the run
    /// stops. Null: never.
    const std::atomic<bool>* cancelled = nullptr;
};

struct RunResult {
    /// 0; 1: the plan could not be built; 2: a host failed; 3: a survey found a difference (HD-GAP-01); 4: a
    /// host was unreachable (HD-CLI-21); 130: cancelled.
    int exit_status = 0;
    source::Problems problems;  ///< of building the plan
    std::vector<report::HostTotals> totals;
    /// What Survey steps found, by host, and behind them what was compared.
    control::Look found = {};
};

using BuildPlan = std::function<plan::Built(const std::vector<std::optional<jinja::Dict>>& facts)>;

/// `build` is called once the facts are known. With exit_on_fail a host that cannot be reached or fails ends
/// the run for all at the next barrier (HD-INV-18); handlers marked `late` still run.
RunResult run(const model::Model& model, const BuildPlan& build, const transport::Login& login,
              const RunOptions& options, report::Report& report);

}  // namespace deployer::run
