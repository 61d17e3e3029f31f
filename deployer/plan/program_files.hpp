/// The files of programs and of their groups in the include folder (HD-PRG-01 to -03, HD-GRP-01). Pure.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/model.hpp"
#include "sys/result.hpp"

namespace deployer::plan {

/// In the include folder. `suffix`: what the supervisor reads there, ".ini" in those we make.
std::string program_file_name(const model::Program& program, const std::string& suffix);
std::string group_file_name(const model::ProgramGroup& group, const std::string& suffix);

/// "[fcgi-program:x]" without the brackets.
std::string program_section(model::Program::Kind kind, const std::string& name);

/// `options`: with their values rendered. The error names the key whose value cannot be written.
supervise::Result<std::string> program_text(model::Program::Kind kind, const std::string& name,
                                            const std::string& supervisor,
                                            const std::vector<std::pair<std::string, std::string>>& options,
                                            const std::string& suffix = ".ini");

supervise::Result<std::string> group_text(const std::string& name, const std::string& supervisor,
                                          const std::vector<std::string>& programs,
                                          std::optional<int> priority, const std::string& suffix = ".ini");

}  // namespace deployer::plan
