/// The plan of an action for the seed's simple case, and a look into it.
#pragma once

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/plan/world.hpp"

namespace deployer::plan {

using model::Action;
using model::State;

class Parts : public testing::Test {
protected:
    const Plan& plan(Action action = Action::deploy) {
        BuildContext context = fake::context_for(model, action, files);
        context.force = force;
        context.secrets = secrets;
        built = build(model, context);
        return built.plan;
    }
    /// The plays that are shown: their scope, and their steps.
    std::vector<std::string> play_titles(Action action) {
        std::vector<std::string> result;
        for (const Play& play : plan(action).plays)
            if (!play.steps.empty() && play.steps[0].kind == Step::Kind::facts)
                result.push_back(play.title + ": " + play.steps.at(1).title);
        return result;
    }
    const Step& step(const std::string& title) { return fake::find_step(built.plan, title); }
    template <class Operation>
    const Operation& task_of(const std::string& title, std::size_t item = 0) {
        return std::get<Operation>(std::get<task::Operation>(step(title).items.at(0).at(item).operation));
    }
    template <class Operation>
    const Operation& control_of(const std::string& title, std::size_t item = 0) {
        return std::get<Operation>(std::get<control::Operation>(step(title).items.at(0).at(item).operation));
    }
    std::vector<std::string> labels(const std::string& title) {
        std::vector<std::string> result;
        for (const Item& item : step(title).items.at(0))
            result.push_back(item.label);
        return result;
    }
    void add_unit(const std::string& name) {
        model::SystemdUnit unit;
        unit.scope = fake::scope_all(model);
        unit.name = name;
        unit.source = {model::ContentSource::Kind::tmpl, "tmpl://u", "u.service", "/src/u"};
        files.texts["/src/u"] = "[Service]\nExecStart=/bin/x {{ inventory_hostname }}\n";
        model.units.push_back(unit);
    }
    void add_group(const std::string& name, bool managed) {
        model::Group group;
        group.scope = fake::scope_all(model);
        group.name = name;
        group.managed = managed;
        model.groups.push_back(group);
    }

    model::Model model = fake::simple_app();
    fake::Files files;
    jinja::Dict secrets;
    bool force = false;
    Built built;
};

}  // namespace deployer::plan
