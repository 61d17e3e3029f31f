/// Carries plays out on one host. Used by one thread at a time.
///
/// Requests to the agent that follow each other travel together: a step is decided when its turn comes, and
/// what was collected is sent first when the decision depends on it, or when a daemon is to be asked.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "control/perform.hpp"
#include "plan/plan.hpp"
#include "run/batch.hpp"
#include "run/memory.hpp"
#include "run/pace.hpp"
#include "run/run.hpp"
#include "run/session_exchanger.hpp"
#include "run/step_result.hpp"

namespace deployer::run {

/// A host's part of a play: which of its lists of items.
struct Part {
    const plan::Play* play = nullptr;
    std::size_t slot = 0;
};

class HostRun {
public:
    using Say = std::function<void(std::size_t step, StepResult result)>;

    HostRun(std::string name, std::unique_ptr<transport::Session> session, const plan::Plan& plan,
            std::vector<Part> parts, const RunOptions& options);
    /// A host that could not be reached: its first step says so.
    HostRun(std::string name, std::string login_problem, const RunOptions& options);

    /// Goes through part `index`. Stops behind a failure, but for handlers that must not be lost.
    /// `late_only`: those alone.
    void carry_out(const plan::Play& play, std::size_t slot, bool late_only, const Say& say);

    bool has_failed() const { return failed_; }
    bool is_reachable() const { return session_ != nullptr && !unreachable_; }
    const std::string& name() const { return name_; }
    const std::vector<std::string>& surveys() const { return surveys_; }
    /// Ends the login.
    void close() { session_.reset(); }

private:
    enum class Verdict { run, skip, silent };

    Verdict verdict(const plan::Step& step, bool late_only);
    void carry_out_step(std::size_t index, const plan::Step& step, const std::vector<plan::Item>& items);
    void carry_out_control(const plan::Step& step, const plan::Item& item);
    void carry_out_restart(const plan::Step& step, const plan::Item& item, const control::Daemon& daemon);
    void flush();
    void take(const plan::Step& step, const plan::Item& item, task::Answer answer);
    void lose(const std::string& why);
    void finish_steps();
    const control::Daemon* daemon_of_restart(const plan::Item& item) const;
    bool is_renewed_later(const control::RestartProcesses& restart) const;

    std::string name_;
    std::unique_ptr<transport::Session> session_;
    std::string login_problem_;
    const RunOptions& options_;
};

}  // namespace deployer::run
