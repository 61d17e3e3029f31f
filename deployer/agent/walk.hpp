/// Finds the folder a path lies in, one component after the other, so that nobody but root and the agent's
/// own account can lead it elsewhere: a symbolic link is followed only when it belongs to one of them. A
/// deployment by root writes into folders that belong to others.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sys/fd.hpp"
#include "sys/result.hpp"

namespace deployer::agent {

/// A name in a folder that is held open (O_PATH): what happens to the path meanwhile does not matter.
struct Place {
    supervise::sys::Fd folder;
    std::string name;
};

/// Makes the folder `name` in `parent`; `path` is its path as asked for.
using MakeFolder = std::function<supervise::Result<void>(int parent, const std::string& name)>;

/// Refuses what no deployment can mean: paths that are not absolute, that hold `.` or `..` or a NUL.
supervise::Result<void> check_path(const std::string& path);

/// The components of a path: "/opt//tsup/" is {"opt", "tsup"}.
std::vector<std::string> components(std::string_view path);

/// "/opt" for "/opt/tsup", "/" for "/opt".
std::string parent_of(const std::string& path);

/// The place of `path`; its last component is not looked at. Fails with ENOENT when its folder is missing.
supervise::Result<Place> open_place(const std::string& path);

/// The folder itself. With `make`, what is missing is made by it.
supervise::Result<supervise::sys::Fd> open_folder(const std::string& path, const MakeFolder& make = nullptr);

/// Makes what happened to the names in a folder last. Where it cannot be opened for reading, nothing.
void sync_folder(int folder);

}  // namespace deployer::agent
