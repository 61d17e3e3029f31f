/// What comes with this program: the agent, and the tree of supervisord for hosts that lack it.
#pragma once

#include <string>

#include "sys/file_source.hpp"

namespace deployer::hadeploy {

struct Installation {
    std::string folder;               ///< of the program
    std::string agent_file;           ///< empty: not found
    std::string distribution_folder;  ///< its prefix; empty: there is none
};

/// The agent stands beside the program or in ../libexec/supervise; the tree is the one the program is in, or
/// ../lib/hadeploy/tree where packages keep one apart: the first that has a list of itself.
Installation find_installation(const supervise::sys::FileSource& files, const std::string& program);

}  // namespace deployer::hadeploy
