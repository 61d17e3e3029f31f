/// A run on hosts in memory, with a plan put together by hand.
#pragma once

#include <cerrno>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "deployer/fake/host.hpp"
#include "run/run.hpp"

namespace deployer::run {

using plan::Condition;
using plan::Item;
using plan::Step;

inline Item file(const std::string& path, const std::string& content = "new") {
    task::EnsureFile operation;
    operation.path = path;
    operation.content.sha256 = content;
    return {path, operation, false};
}

inline Item unit(task::UnitAction action, const std::string& name = "supervisord_tsupv.service") {
    task::EnsureUnit operation;
    operation.unit = name;
    operation.action = action;
    return {name, operation, false};
}

class Running : public testing::Test {
protected:
    void with_hosts(std::size_t count) {
        for (std::size_t i = 1; i <= count; ++i) {
            model::Host host;
            host.name = "h" + std::to_string(i);
            described.hosts.push_back(host);
            hosts[host.name];
            all.push_back(i - 1);
        }
    }

    Step step(const std::string& title, std::vector<Item> items, bool loop = false) {
        Step step;
        step.title = title;
        step.loop = loop;
        step.items.assign(all.size(), items);
        return step;
    }
    Step handler(const std::string& title, const std::string& name, std::vector<Item> items) {
        Step made = step(title, std::move(items));
        made.kind = Step::Kind::handler;
        made.handler = name;
        made.conditions = {{Condition::Kind::notified, name, {}}};
        return made;
    }
    Step facts() {
        Step made = step("Gathering Facts", {});
        made.kind = Step::Kind::facts;
        return made;
    }
    plan::Play& play(const std::string& title, std::vector<Step> steps) {
        plan::Play made;
        made.title = title;
        made.hosts = all;
        made.steps = std::move(steps);
        plays.push_back(std::move(made));
        return plays.back();
    }

    RunResult go() {
        const transport::Login login = [this](const model::Host& host, const transport::LoginOptions& how)
            -> supervise::Result<std::unique_ptr<transport::Session>> {
            const std::lock_guard lock(mutex);
            ++logins;
            if (const auto found = unreachable.find(host.name); found != unreachable.end()) {
                return supervise::fail(found->second, busy.count(host.name) != 0 ? EBUSY : 0);
            }
            hosts.at(host.name).check = how.begin.check;
            return std::make_unique<fake::Session>(hosts.at(host.name));
        };
        const BuildPlan build = [this](const std::vector<std::optional<jinja::Dict>>& got) {
            known_facts = got;
            plan::Built built;
            built.plan.plays = plays;
            built.plan.comparison = comparison;
            built.problems = problems;
            return built;
        };
        return run(described, build, login, options, report);
    }

    model::Model described;
    model::HostList all;
    std::map<std::string, fake::Host> hosts;
    std::map<std::string, std::string> unreachable;
    int logins = 0;
    std::set<std::string> busy;  ///< of those: reached, with another run at work
    std::vector<plan::Play> plays;
    std::optional<plan::Comparison> comparison;
    source::Problems problems;
    std::vector<std::optional<jinja::Dict>> known_facts;
    RunOptions options;
    fake::Report report;
    std::mutex mutex;
};

}  // namespace deployer::run
