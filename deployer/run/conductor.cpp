#include "run/conductor.hpp"

#include <algorithm>
#include <set>

#include "run/batches.hpp"
#include "run/channel.hpp"
#include "run/limits.hpp"

namespace deployer::run {
namespace {

/// A host's result of a step, or that it has done with the play.
struct Told {
    std::size_t place = 0, step = 0;
    std::optional<StepResult> result;
};

bool is_shown(const plan::Play& play) {
    return std::any_of(play.steps.begin(), play.steps.end(),
                       [](const plan::Step& step) { return step.kind != plan::Step::Kind::silent; });
}

}  // namespace

Conductor::Conductor(const model::Model& model, const RunOptions& options, report::Report& report,
                     Hosts& hosts, Totals& totals)
    : model_(model), options_(options), report_(report), hosts_(hosts), totals_(totals) {}

bool Conductor::is_over() const {
    if (is_cancelled()) {
        return true;
    }
    if (options_.max_fail) {
        return failures_ > *options_.max_fail;
    }
    return model_.exit_on_fail && failures_ > 0;
}

void Conductor::carry_out(const plan::Plan& plan) {
    const model::HostList hosts = hosts_of(plan);
    for (const std::size_t host : hosts) {
        totals_.mention(host, hosts_[host]->name());
    }
    bool is_first = true;
    for (const model::HostList& batch : batches_of(hosts, options_)) {
        carry_out_batch(plan, batch, is_first);
        is_first = false;
        if (ended_) {
            break;
        }
    }
    const bool all_failed = !hosts.empty() && std::all_of(hosts.begin(), hosts.end(), [&](std::size_t host) {
        return hosts_[host]->has_failed();
    });
    if (is_cancelled()) {
        report_.note("interrupted: what was under way is finished, the rest was not begun");
    } else if (ended_ || all_failed) {
        report_.no_more_hosts();
    }
}

void Conductor::carry_out_batch(const plan::Plan& plan, const model::HostList& batch, bool is_first) {
    for (const plan::Play& play : plan.plays) {
        ended_ = ended_ || is_over();
        const std::vector<Part> parts = parts_of(play, batch);
        if (!parts.empty()) {
            carry_out_play(play, plan.contents, parts);
        } else if (play.hosts.empty() && is_first && !ended_ && is_shown(play)) {
            report_.begin_play(play.title, 0);
        }
    }
    ended_ = ended_ || is_over();
}

std::vector<Conductor::Part> Conductor::parts_of(const plan::Play& play, const model::HostList& batch) const {
    const std::set<std::size_t> members(batch.begin(), batch.end());
    std::vector<Part> parts;
    for (std::size_t slot = 0; slot < play.hosts.size(); ++slot) {
        const std::size_t index = play.hosts[slot];
        const HostRun& host = *hosts_[index];
        const bool says_unreachable = !host.is_reachable() && !host.was_told_unreachable() &&
                                      !host.login_problem().text.empty() && !ended_;
        if (members.count(index) != 0 && (host.is_reachable() || says_unreachable)) {
            parts.push_back({index, slot, ended_ || (host.is_reachable() && host.has_failed())});
        }
    }
    return parts;
}

void Conductor::carry_out_play(const plan::Play& play, const task::Contents& contents,
                               const std::vector<Part>& parts) {
    model::HostList hosts;
    std::vector<std::string> names;
    for (const Part& part : parts) {
        hosts.push_back(part.host);
        names.push_back(hosts_[part.host]->name());
    }
    const bool is_eager = is_shown(play) && std::any_of(parts.begin(), parts.end(),
                                                        [](const Part& part) { return !part.late_only; });
    OrderedReport ordered(report_, totals_, play, std::move(hosts), std::move(names), is_eager);
    in_parallel<Told>(
        parts.size(), std::min(options_.forks, limits::max_forks),
        [&](std::size_t place, const std::function<void(Told)>& say) {
            const Part& part = parts[place];
            HostRun& host = *hosts_[part.host];
            const bool had_failed = host.has_failed() && host.is_reachable();
            // Those who wait for a free thread do not begin what has gone wrong elsewhere.
            host.carry_out(play, part.slot, contents, part.late_only || is_over(),
                           [&](std::size_t step, StepResult result) {
                               say({place, step, std::move(result)});
                           });
            failures_ += host.has_failed() && !had_failed ? 1 : 0;
            say({place, 0, std::nullopt});
        },
        [&](Told told) {
            if (told.result) {
                ordered.put(told.place, told.step, std::move(*told.result));
            } else {
                ordered.end(told.place);
            }
        });
}

}  // namespace deployer::run
