#include "agent/kept.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include "agent/walk.hpp"

namespace deployer::agent {

Kept::Kept(const std::vector<std::string>& paths) {
    const auto identity = [](const struct stat& status) { return Identity{status.st_dev, status.st_ino}; };
    struct stat status = {};
    for (const std::string& path : paths) {
        if (::lstat(path.c_str(), &status) != 0)
            continue;
        itself_.insert(identity(status));
        // A folder that a link stands for, too.
        if (::stat(path.c_str(), &status) == 0)
            itself_.insert(identity(status));
        for (std::string above = parent_of(path); above != "/"; above = parent_of(above))
            for (const auto look : {::lstat, ::stat})
                if (look(above.c_str(), &status) == 0)
                    above_.insert(identity(status));
    }
}

Kept::Fate Kept::of(int folder, const std::string& name) const {
    struct stat status = {};
    if (itself_.empty() || ::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return Fate::goes;
    const Identity identity{status.st_dev, status.st_ino};
    if (itself_.count(identity) != 0)
        return Fate::stays;
    return above_.count(identity) != 0 ? Fate::holds : Fate::goes;
}

}  // namespace deployer::agent
