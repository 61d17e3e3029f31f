/// A folder with all it holds: looked through, and removed, without following a link and without leaving the
/// file system it is on.
#pragma once

#include <functional>
#include <string>

#include "sys/result.hpp"

namespace deployer::agent {

/// Shows every entry below `folder`, by its path, folders before what they hold. Fails at a mount point, and
/// where folders lie too deep in each other.
supervise::Result<void> look_through(int folder, const std::string& path,
                                     const std::function<void(const std::string& path)>& look);

/// Removes `name` in `parent` with all it holds. `working` is called now and then.
supervise::Result<void> remove_tree(int parent, const std::string& name, const std::string& path,
                                    const std::function<void()>& working);

}  // namespace deployer::agent
