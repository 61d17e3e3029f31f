/// The agent's program, as it is sent to hosts.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sys/result.hpp"

namespace deployer::transport {

struct AgentProgram {
    std::string bytes;
    std::string sha256;
    /// What `uname -m` says on hosts it runs on; empty when its kind is not known, and then not checked.
    std::vector<std::string> machines;
};

supervise::Result<std::shared_ptr<const AgentProgram>> read_agent_program(const std::string& path);

/// By the head of an ELF file.
std::vector<std::string> machines_of(std::string_view program);

}  // namespace deployer::transport
