/// Folders no deployment removes, whatever it says (HD-FLD-06, HD-GAP-15).
#pragma once

#include <optional>
#include <span>
#include <string>

namespace deployer::agent {

/// Their usual names.
std::span<const char* const> system_folders();

/// Why the folder behind `folder` must stay: "it is a folder of the system", "it is a mount point". Compared
/// by what it is, not by its name: a link or another spelling does not help. `parent` is the folder it is in.
std::optional<std::string> why_kept(int parent, int folder);

/// `name` in `parent` is where a folder of the system is, or the link that leads to it, such as /bin or
/// /var/run.
bool is_system_name(int parent, const std::string& name);

/// Something else is mounted there.
bool is_mount_point(int parent, int folder);

}  // namespace deployer::agent
