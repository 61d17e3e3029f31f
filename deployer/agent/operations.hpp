/// One function for each operation of task/operation.hpp: looks, finds what differs, and, unless it is a
/// prediction, changes that. Each leaves the host either as it was or as it shall be.
#pragma once

#include "agent/context.hpp"

namespace deployer::agent {

task::Answer perform(Context& context, const task::EnsureFile& operation);
task::Answer perform(Context& context, const task::EnsureFolder& operation);
task::Answer perform(Context& context, const task::EnsureAbsent& operation);
task::Answer perform(Context& context, const task::EnsureGroup& operation);
task::Answer perform(Context& context, const task::EnsureUser& operation);
task::Answer perform(Context& context, const task::CheckAccount& operation);
task::Answer perform(Context& context, const task::RemoveUser& operation);
task::Answer perform(Context& context, const task::RemoveGroup& operation);
task::Answer perform(Context& context, const task::EndSessions& operation);
task::Answer perform(Context& context, const task::EnsureKeys& operation);
task::Answer perform(Context& context, const task::UnitState& operation);
task::Answer perform(Context& context, const task::EnsureUnit& operation);
task::Answer perform(Context& context, const task::ReloadUnits& operation);
task::Answer perform(Context& context, const task::Download& operation);
task::Answer perform(Context& context, const task::Exchange& operation);
task::Answer perform(Context& context, const task::ReadFile& operation);
task::Answer perform(Context& context, const task::ListFolder& operation);
task::Answer perform(Context& context, const task::ProcessMemory& operation);
task::Answer perform(Context& context, const task::ProgramVersion& operation);
task::Answer perform(Context& context, const task::RemoveAgent& operation);
task::Answer perform(Context& context, const task::RestoreFile& operation);

}  // namespace deployer::agent
