/// What a removal passes over. Known by what it is, not by how its path is written: that may lead over links.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace deployer::agent {

class Kept {
public:
    /// Paths that are not there keep nothing.
    explicit Kept(const std::vector<std::string>& paths);

    enum class Fate : char {
        goes,
        stays,
        holds,  ///< a folder that something which stays is in
    };
    /// Of `name` in the folder.
    Fate of(int folder, const std::string& name) const;

private:
    using Identity = std::pair<dev_t, ino_t>;
    std::set<Identity> itself_, above_;
};

}  // namespace deployer::agent
