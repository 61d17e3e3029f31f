/// The processes of the host, from /proc.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace deployer::agent {

struct ProcessEntry {
    int pid = 0, parent = 0;
    unsigned user = 0;
    std::string name;            ///< the kernel's short one: "sshd"
    std::uint64_t resident = 0;  ///< bytes
};

/// What has gone while it was looked at is left out. `proc` is another folder in tests.
std::vector<ProcessEntry> list_processes(const std::string& proc = "/proc");

/// Resident memory of `pid` and of all that descend from it; nothing of what is gone.
std::uint64_t resident_of(const std::vector<ProcessEntry>& all, int pid);

}  // namespace deployer::agent
