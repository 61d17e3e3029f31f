/// The folder of a project on this machine. A file in it, `.hadeploy-project`, says that it is one of ours,
/// which files we wrote, and whether all of them were written.
#pragma once

#include <string>

#include "ansible/project.hpp"
#include "sys/result.hpp"

namespace deployer::ansible {

/// Whether a project may be written there: the folder is missing, empty (but for `.git`), or a project of
/// ours.
supervise::Result<void> check_folder(const std::string& folder);

/// Puts the project there, mode 0700 and its files 0600, in the place of an earlier one: what that had and
/// this does not goes, what others have put there stays. Playbooks are taken away first and come last, so
/// that what an interrupted write leaves cannot be run.
supervise::Result<void> write_project(const std::string& folder, const Project& project);

}  // namespace deployer::ansible
