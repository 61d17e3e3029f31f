#include "agent/late_sync.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace deployer::agent {

namespace {

/// Each holds a descriptor.
constexpr std::size_t max_folders = 100;

}  // namespace

void LateSync::later(int folder) {
    struct stat status = {};
    if (::fstat(folder, &status) != 0 || folders_.contains({status.st_dev, status.st_ino}))
        return;
    supervise::sys::Fd readable(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!readable)
        return;
    if (folders_.size() == max_folders)
        now();
    folders_.emplace(std::pair(status.st_dev, status.st_ino), std::move(readable));
}

void LateSync::now() {
    for (const auto& [identity, folder] : folders_)
        ::fsync(folder.get());
    folders_.clear();
}

}  // namespace deployer::agent
