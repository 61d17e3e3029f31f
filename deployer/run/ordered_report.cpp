#include "run/ordered_report.hpp"

#include <algorithm>

namespace deployer::run {

using report::Outcome;

report::HostTotals& Totals::of(std::size_t host, const std::string& name) {
    report::HostTotals& totals = totals_[host];
    totals.host = name;
    return totals;
}

void Totals::mention(std::size_t host, const std::string& name) {
    of(host, name);
}

void Totals::count(std::size_t host, const std::string& name, Outcome outcome) {
    report::HostTotals& totals = of(host, name);
    switch (outcome) {
    case Outcome::changed:
        ++totals.changed;
        ++totals.ok;
        break;
    case Outcome::ok:
        ++totals.ok;
        break;
    case Outcome::skipped:
        ++totals.skipped;
        break;
    case Outcome::failed:
        ++totals.failed;
        break;
    case Outcome::unreachable:
        ++totals.unreachable;
        break;
    }
}

std::vector<report::HostTotals> Totals::sorted() const {
    std::vector<report::HostTotals> all;
    all.reserve(totals_.size());
    for (const auto& [host, totals] : totals_) {
        all.push_back(totals);
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.host < b.host; });
    return all;
}

OrderedReport::OrderedReport(report::Report& report, Totals& totals, const plan::Play& play,
                             model::HostList hosts, std::vector<std::string> names, bool eager)
    : report_(report),
      totals_(totals),
      play_(play),
      hosts_(std::move(hosts)),
      names_(std::move(names)),
      waiting_(hosts_.size()) {
    if (eager) {
        begin_play();
    }
}

void OrderedReport::begin_play() {
    if (!play_begun_) {
        report_.begin_play(play_.title, hosts_.size());
        play_begun_ = true;
    }
}

void OrderedReport::put(std::size_t place, std::size_t step, StepResult result) {
    waiting_[place].results.emplace_back(step, std::move(result));
    settle(place);
    advance();
}

void OrderedReport::end(std::size_t place) {
    waiting_[place].ended = true;
    settle(place);
    advance();
}

/// Tells the host's result of the current step, if it is there, and notes when no such result can come any
/// more.
void OrderedReport::settle(std::size_t place) {
    Waiting& host = waiting_[place];
    if (host.settled == step_ || (host.results.empty() && !host.ended)) {
        return;
    }
    if (!host.results.empty() && host.results.front().first == step_) {
        tell(place, host.results.front().second);
        host.results.pop_front();
    }
    host.settled = step_;
    ++settled_;
}

void OrderedReport::advance() {
    if (step_ < play_.steps.size()) {
        report_.progress(play_.steps[step_].title, settled_, waiting_.size());
    }
    while (step_ < play_.steps.size() && settled_ == waiting_.size()) {
        ++step_;
        step_begun_ = false;
        settled_ = 0;
        for (std::size_t place = 0; place < waiting_.size(); ++place) {
            settle(place);
        }
    }
}

void OrderedReport::tell(std::size_t place, const StepResult& result) {
    if (result.silent) {
        return;
    }
    begin_play();
    if (!step_begun_) {
        const plan::Step& step = play_.steps[step_];
        report_.begin_step(step.title.empty() ? "Check the host" : std::string_view(step.title),
                           step.kind == plan::Step::Kind::handler);
        step_begun_ = true;
    }
    for (const report::ItemResult& line : result.lines) {
        report_.result(line);
    }
    totals_.count(hosts_[place], names_[place], result.outcome);
}

}  // namespace deployer::run
