/// Makes what happened to the names in folders last: once per folder and run, not once per file. Until then a
/// machine that loses its power may come up with an old name, never with half a file.
#pragma once

#include <map>
#include <utility>

#include "sys/fd.hpp"

namespace deployer::agent {

class LateSync {
public:
    LateSync() = default;
    LateSync(const LateSync&) = delete;
    LateSync& operator=(const LateSync&) = delete;
    ~LateSync() { now(); }

    /// Names in `folder` (O_PATH is enough) have changed. One that cannot be read is left to the kernel.
    void later(int folder);
    void now();

private:
    std::map<std::pair<std::uint64_t, std::uint64_t>, supervise::sys::Fd> folders_;  ///< by device and inode
};

}  // namespace deployer::agent
