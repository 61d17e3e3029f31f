#include "plan/build.hpp"

#include <span>

#include "plan/found.hpp"
#include "plan/parts.hpp"
#include "plan/scrape_targets.hpp"
#include "plan/target_check.hpp"

namespace deployer::plan {

namespace {

using Part = void (*)(Maker&);

// HD-ACT-01, -02.
constexpr Part deploy_parts[] = {check_targets, deploy_users,       deploy_folders,  deploy_files,
                                 deploy_units,  deploy_supervisors, deploy_programs, find_scrape_targets};
constexpr Part remove_parts[] = {remove_programs, remove_supervisors, remove_units, remove_files,
                                 remove_folders,  remove_users,       remove_agents};
constexpr Part start_parts[] = {start_units, start_supervisors, start_programs};
constexpr Part stop_parts[] = {stop_programs, stop_supervisors, stop_units};
constexpr Part status_parts[] = {show_units, show_supervisors, show_programs, survey};

std::span<const Part> parts_of(model::Action action) {
    switch (action) {
    case model::Action::deploy:
        return deploy_parts;
    case model::Action::remove:
        return remove_parts;
    case model::Action::start:
        return start_parts;
    case model::Action::stop:
        return stop_parts;
    case model::Action::status:
        return status_parts;
    case model::Action::none:
    case model::Action::dumpvars:
        break;
    }
    return {};
}

}  // namespace

Built build(const model::Model& model, const BuildContext& context) {
    Maker maker(model, context);
    check_found(maker);
    if (!parts_of(context.action).empty())
        gather_facts(maker);
    for (const Part part : parts_of(context.action))
        part(maker);
    maker.finish();
    return {std::move(maker.plan), maker.problems.take()};
}

}  // namespace deployer::plan
