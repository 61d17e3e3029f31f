/// Supervisors that the description only names (`found: yes`): where they are laid out is a fact of each
/// host, read there before the plan is made (HD-GAP-02). Texts of the model ask for it as {{
/// found_supervisors['tsupv'].include_dir }}, and so can templates.
#pragma once

#include <string>

#include "plan/maker.hpp"
#include "template/value.hpp"

namespace deployer::plan {

/// The fact with all of a host's, by their names.
inline constexpr std::string_view found_fact = "found_supervisors";

struct FoundSupervisor {
    std::string conf_file, include_dir, suffix = ".ini", socket, user, group;
    std::string problem;  ///< not empty: it was not found, and why
};

jinja::Dict as_fact(const FoundSupervisor& found);

/// As a supervisor would be that we have made; for hosts that nobody asks.
FoundSupervisor usual_layout(const model::Supervisor& supervisor);

/// What was not found is a problem of the plan, on every host where it is missed.
void check_found(Maker& maker);

}  // namespace deployer::plan
