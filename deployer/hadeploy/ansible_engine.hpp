/// --engine ansible: the plan becomes a project of Ansible in --workingFolder, and ansible-playbook carries
/// it out. Everything is rendered here, as for the native engine; what Ansible finds in the project holds no
/// template of the description any more.
#pragma once

#include "hadeploy/options.hpp"
#include "hadeploy/rooms.hpp"

namespace deployer::hadeploy {

/// The exit status.
int run_with_ansible(const Options& options, const Surroundings& surroundings);

}  // namespace deployer::hadeploy
