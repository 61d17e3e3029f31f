/// Folders no deployment removes, whatever it says (HD-FLD-06, HD-GAP-15).
#pragma once

#include <optional>
#include <string>

namespace deployer::agent {

/// Why the folder behind `folder` must stay: "it is a folder of the system", "it is a mount point". Compared
/// by what it is, not by its name: a link or another spelling does not help. `parent` is the folder it is in.
std::optional<std::string> why_kept(int parent, int folder);

/// Something else is mounted there.
bool is_mount_point(int parent, int folder);

}  // namespace deployer::agent
