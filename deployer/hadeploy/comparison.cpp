#include "hadeploy/comparison.hpp"

#include <algorithm>

#include "plan/comparison.hpp"

namespace deployer::hadeploy {

using model::Action;

Comparison::Comparison(const Options& options, const Surroundings& surroundings,
                       std::shared_ptr<Dialogue> dialogue)
    : options_(with_action(options, Action::deploy)),
      here_(surroundings),
      description_(options_, surroundings, std::move(dialogue)) {}

void Comparison::tell_way_out() const {
    here_.err(
        "status compares hosts with what a deployment would make of them; --states-only leaves that out\n");
}

bool Comparison::load(const model::Model& status) {
    if (!description_.load() || !description_.decrypt()) {
        tell_way_out();
        return false;
    }
    // They are known by their places.
    if (std::ranges::equal(description_.model().hosts, status.hosts, {}, &model::Host::name,
                           &model::Host::name))
        return true;
    description_.fail("which hosts there are depends on the action, so status cannot compare them");
    tell_way_out();
    return false;
}

void Comparison::add_to(plan::Plan& plan, const std::vector<std::optional<jinja::Dict>>& facts) {
    plan::BuildContext context = description_.build_context(Action::deploy);
    context.facts = facts;
    plan::Built built = here_.rooms.build_plan(description_.model(), context);
    has_failed_ = !description_.accept(built.problems);
    if (!has_failed_)
        plan.comparison = plan::comparison_of(std::move(built.plan));
}

}  // namespace deployer::hadeploy
