/// Leads all hosts through the plan: play by play, with a barrier behind each; batch by batch. The report is
/// called by the thread that calls this, and by no other.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "run/host_run.hpp"
#include "run/ordered_report.hpp"

namespace deployer::run {

class Conductor {
public:
    using Hosts = std::vector<std::unique_ptr<HostRun>>;

    Conductor(const model::Model& model, const RunOptions& options, report::Report& report, Hosts& hosts,
              Totals& totals);

    void carry_out(const plan::Plan& plan);

private:
    /// A host's place in the play that is on.
    struct Part {
        std::size_t host = 0, slot = 0;
        bool late_only = false;
    };

    void carry_out_batch(const plan::Plan& plan, const model::HostList& batch, bool is_first);
    void carry_out_play(const plan::Play& play, const task::Contents& contents,
                        const std::vector<Part>& parts);
    std::vector<Part> parts_of(const plan::Play& play, const model::HostList& batch) const;
    bool is_cancelled() const { return options_.cancelled != nullptr && *options_.cancelled; }
    /// More hosts have failed than the run bears.
    bool is_over() const;

    const model::Model& model_;
    const RunOptions& options_;
    report::Report& report_;
    Hosts& hosts_;
    Totals& totals_;
    bool ended_ = false;                     ///< at a barrier: only what must not be lost is still done
    std::atomic<std::size_t> failures_ = 0;  ///< also those behind no barrier yet
};

}  // namespace deployer::run
