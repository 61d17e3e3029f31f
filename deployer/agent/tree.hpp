/// A folder with all it holds: looked through, and removed, without following a link and without leaving the
/// file system it is on.
#pragma once

#include <functional>
#include <string>

#include "agent/kept.hpp"
#include "sys/result.hpp"

namespace deployer::agent {

using Look = std::function<void(const std::string& path, Kept::Fate fate)>;

/// Shows every entry below `folder`, by its path, folders before what they hold; of what stays, itself only.
/// Fails at a mount point, and where folders lie too deep in each other.
supervise::Result<void> look_through(int folder, const std::string& path, const Kept& kept, const Look& look);

/// Removes `name` in `parent` with all it holds, but for what is kept. `working` is called now and then.
supervise::Result<void> remove_tree(int parent, const std::string& name, const std::string& path,
                                    const Kept& kept, const std::function<void()>& working);

}  // namespace deployer::agent
