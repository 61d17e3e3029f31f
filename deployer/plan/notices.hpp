/// What changed files tell (HD-NOTIF): looks at the state of who is told, and the handlers that act.
#pragma once

#include <string>
#include <vector>

#include "plan/maker.hpp"

namespace deployer::plan {

/// The name of the handler.
std::string handler_name(const model::Model& model, const model::Notify& notify);
std::vector<std::string> handler_names(const model::Model& model, const std::vector<model::Notify>& list);

/// Where the state of a program, of a unit, is remembered.
std::string program_memory(const model::Model& model, const model::Program& program);
std::string unit_memory(const std::string& unit);
/// Words of systemctl is-active for a unit that is not up: a restart would start it (HD-SYSD-04).
std::vector<std::string> unit_down_words();
/// Answers of LookProgram for a program without a process to restart.
std::vector<std::string> program_down_words(const model::Program& program);

Step& look_at_program(Maker& maker, PlayMaker& play, const model::Program& program);
Step& look_at_unit(PlayMaker& play, std::string title, const std::string& unit);

/// Hosts, and whom a later play tells something there.
using ToldLater = std::vector<std::pair<model::HostList, std::vector<model::Notify>>>;

/// Steps behind the files of a play: first the looks, then the handlers, each target once. Whom a later play
/// tells something on the same host is not restarted before that (HD-NOTIF-05).
void add_notices(Maker& maker, PlayMaker& play, const std::vector<model::Notify>& told,
                 const ToldLater& later);

/// Paths on the host of the files that notify this program, or the group or supervisor that has it.
std::vector<std::string> notifying_files(Maker& maker, const model::Program& program, std::size_t host);

/// What a change of a unit's file or of what the unit uses leads to (HD-SYSD-03).
Step& unit_handler(PlayMaker& play, const model::SystemdUnit& unit, std::string name);

}  // namespace deployer::plan
