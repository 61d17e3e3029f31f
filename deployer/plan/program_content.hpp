/// The file of a program, of a group, as a host shall have it.
#pragma once

#include "plan/maker.hpp"

namespace deployer::plan {

task::EnsureFile program_content(Maker& maker, const model::Program& program, std::size_t host);
task::EnsureFile group_content(Maker& maker, const model::ProgramGroup& group, std::size_t host);

}  // namespace deployer::plan
