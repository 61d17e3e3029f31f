/// What a deployment may want to know of its host, by the names Ansible gave these facts (HD-VAR-41). From
/// files and system calls; no program runs.
#pragma once

#include <optional>
#include <string>

#include "agent/accounts.hpp"
#include "agent/host.hpp"

namespace deployer::agent {

/// A JSON object.
std::string facts(Host& host, const std::optional<User>& account);

/// What /etc/os-release and its older relatives say.
struct Distribution {
    std::string name;     ///< "Debian", "CentOS", as Ansible calls them
    std::string version;  ///< "12.5"
    std::string major;    ///< "12"
    std::string release;  ///< "bookworm"; "NA" when it has no name
    std::string family;   ///< "Debian", "RedHat", ...
};

Distribution distribution(Host& host);

/// The name of the host with its domain: as it is set, else as /etc/hosts completes it.
std::string full_name(Host& host, const std::string& nodename);

}  // namespace deployer::agent
