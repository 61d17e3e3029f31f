/// Carries plays out on one host. Used by one thread at a time.
///
/// Requests to the agent that follow each other travel together: a step is decided when its turn comes, and
/// what was collected is sent first when the decision depends on it, or when a daemon is to be asked.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "control/perform.hpp"
#include "plan/plan.hpp"
#include "run/differences.hpp"
#include "run/memory.hpp"
#include "run/pace.hpp"
#include "run/result_lines.hpp"
#include "run/run.hpp"
#include "run/session_exchanger.hpp"
#include "run/step_result.hpp"

namespace deployer::run {

class HostRun {
public:
    using Say = std::function<void(std::size_t step, StepResult result)>;

    /// `session` null: the host could not be reached, for the reason `login_problem`; its first step says so.
    HostRun(std::string name, std::unique_ptr<transport::Session> session, LoginProblem login_problem,
            const RunOptions& options);

    /// Goes through the play's steps as they are for the host in place `slot` of it. Stops behind a failure,
    /// but for what is `late`. `late_only`: does that alone.
    void carry_out(const plan::Play& play, std::size_t slot, const task::Contents& contents, bool late_only,
                   const Say& say);

    const std::string& name() const { return name_; }
    bool has_failed() const { return failed_ || !is_reachable(); }
    bool is_reachable() const { return session_ != nullptr && !lost_; }
    /// Its first step has said that it cannot be reached.
    bool was_told_unreachable() const { return told_unreachable_; }
    const LoginProblem& login_problem() const { return login_problem_; }
    /// A file of the host, before any play. A session that breaks makes the host unreachable.
    supervise::Result<std::string> read_file(const std::string& path);
    const std::vector<std::string>& surveys() const { return surveys_; }

    /// Asks what the plays would change on the host in place `host` of the model, and changes nothing. A
    /// failure is a difference; what is behind it is asked all the same.
    void compare(const plan::Comparison& comparison, std::size_t host);
    /// What the last complete comparison has found, as JSON (control/comparison.hpp); nothing without one.
    const std::optional<std::string>& comparison() const { return comparison_; }
    /// What is worth telling at the end of the run.
    const std::vector<std::string>& notes() const { return notes_; }
    /// Another look begins: what the one before found, or failed at, is past.
    void look_again();
    /// Ends the login.
    void close();

private:
    enum class Verdict { run, skip, silent };

    /// A step whose answers are on their way.
    struct Begun {
        std::size_t index = 0;
        const plan::Step* step = nullptr;
        const std::vector<plan::Item>* items = nullptr;
        std::vector<report::ItemResult> lines;
        std::size_t answered = 0;
        StepResult decided;  ///< of one without items
    };

    Verdict verdict(const plan::Step& step, bool late_only) const;
    bool depends_on_begun(const plan::Step& step) const;
    void carry_out_step(std::size_t index, const plan::Step& step, std::size_t slot, bool late_only);
    void carry_out_items(std::size_t index, const plan::Step& step, const std::vector<plan::Item>& items);
    void note(const task::Operation& operation, const plan::Item& item, const task::Answer& answer);
    task::Answer ask_daemon(const plan::Step& step, const control::Operation& operation);

    /// Sends what was collected, and waits for the answers.
    void flush();
    void take(task::Answer answer);
    void take_prediction(const plan::Item& item, const task::Answer& answer);
    void remember(const Begun& begun, const plan::Item& item, const task::Answer& answer);
    report::ItemResult line_of(const Begun& begun, const plan::Item& item, task::Answer answer) const;
    void say_finished();
    void lose(const std::string& why);
    StepResult result_of(const Begun& begun, std::optional<report::Outcome> end) const;

    std::string name_;
    std::unique_ptr<transport::Session> session_;
    LoginProblem login_problem_;
    const RunOptions& options_;
    RunPace pace_;
    std::unique_ptr<SessionExchanger> exchanger_;
    std::unique_ptr<control::HostControl> control_;

    HostMemory memory_;
    std::set<std::string> restarted_units_;
    std::vector<std::string> surveys_, notes_;
    std::optional<std::string> comparison_;
    std::optional<Differences> predicted_;  ///< while it is compared
    bool same_files_ = false;               ///< since a daemon was last asked
    bool failed_ = false, lost_ = false, told_unreachable_ = false;

    // Of the play that is carried out.
    const Say* say_ = nullptr;
    const task::Contents* contents_ = nullptr;
    std::deque<Begun> begun_;              ///< in order; the first is the one whose answer comes next
    std::vector<task::Request> requests_;  ///< not sent yet
};

}  // namespace deployer::run
