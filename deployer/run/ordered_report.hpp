/// Brings what hosts do at their own speed into the order of Ansible's output: all hosts of a step before the
/// next step, each as early as that allows. Counts as the recap does (HD-ACT-07).
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "report/report.hpp"
#include "run/step_result.hpp"

namespace deployer::run {

/// Totals by the index of the host.
class Totals {
public:
    void count(std::size_t host, const std::string& name, report::Outcome outcome);
    void mention(std::size_t host, const std::string& name);
    /// Sorted by name.
    std::vector<report::HostTotals> sorted() const;

private:
    report::HostTotals& of(std::size_t host, const std::string& name);

    std::map<std::size_t, report::HostTotals> totals_;
};

class OrderedReport {
public:
    /// `hosts`: indices of the hosts that take part, and their names, in the order in which they are told.
    /// `eager`: the play's banner comes at once, not with its first result.
    OrderedReport(report::Report& report, Totals& totals, const plan::Play& play, model::HostList hosts,
                  std::vector<std::string> names, bool eager);

    /// `place`: in `hosts`. Steps of a host come in their order; some may be left out.
    void put(std::size_t place, std::size_t step, StepResult result);
    /// No more comes from this host.
    void end(std::size_t place);

private:
    struct Waiting {
        std::deque<std::pair<std::size_t, StepResult>> results;
        bool ended = false;
        std::optional<std::size_t> settled;  ///< the last step that is told, or has nothing to tell
    };

    void settle(std::size_t place);
    void advance();
    void tell(std::size_t place, const StepResult& result);
    void begin_play();

    report::Report& report_;
    Totals& totals_;
    const plan::Play& play_;
    model::HostList hosts_;
    std::vector<std::string> names_;
    std::vector<Waiting> waiting_;
    std::size_t step_ = 0, settled_ = 0;  ///< how many are settled in this step
    bool play_begun_ = false, step_begun_ = false;
};

}  // namespace deployer::run
