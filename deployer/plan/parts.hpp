/// The parts of a plan, each adding its plays (HD-ACT-01, -02). The order of the parts is build()'s.
#pragma once

#include "plan/maker.hpp"

namespace deployer::plan {

/// A play of hosts whose facts are wanted whether or not something is done there (HD-INV-19).
void gather_facts(Maker& maker);

void deploy_users(Maker& maker);
void remove_users(Maker& maker);

void deploy_folders(Maker& maker);
void remove_folders(Maker& maker);
/// Files, then trees, in one play for each scope.
void deploy_files(Maker& maker);
void remove_files(Maker& maker);

void deploy_units(Maker& maker);
void remove_units(Maker& maker);
void start_units(Maker& maker);
void stop_units(Maker& maker);
void show_units(Maker& maker);
/// systemd's word for it; empty: any.
std::string wanted_state(model::State state);

void deploy_supervisors(Maker& maker);
void remove_supervisors(Maker& maker);
void start_supervisors(Maker& maker);
void stop_supervisors(Maker& maker);
void show_supervisors(Maker& maker);

void deploy_programs(Maker& maker);
void remove_programs(Maker& maker);
void start_programs(Maker& maker);
void stop_programs(Maker& maker);
void show_programs(Maker& maker);

/// Part of a deployment of programs, before new ones start: what they take the place of may hold their ports.
void prune_programs(Maker& maker);

/// What `status` makes its table of.
void survey(Maker& maker);
/// The agent goes when nothing is left.
void remove_agents(Maker& maker);

}  // namespace deployer::plan
