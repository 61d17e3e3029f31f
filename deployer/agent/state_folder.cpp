#include "agent/state_folder.hpp"

#include <cerrno>
#include <cstdlib>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/kernel_host.hpp"

namespace deployer::agent {

using supervise::fail;
using supervise::fail_errno;
using supervise::Result;
using supervise::sys::Fd;

Result<Fd> StateFolder::open_folder(bool make) const {
    if (path_.empty())
        return fail("this account has no home folder to keep the agent's ledger in");
    if (make && ::mkdir(path_.c_str(), 0700) != 0 && errno != EEXIST)
        return fail_errno("cannot make '" + path_ + "'", errno);
    Fd folder(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder)
        return fail_errno("'" + path_ + "'", errno);
    struct stat status = {};
    if (::fstat(folder.get(), &status) != 0)
        return fail_errno("'" + path_ + "'", errno);
    if (status.st_uid != ::geteuid() || (status.st_mode & 0022) != 0)
        return fail("'" + path_ + "' must belong to the account that deploys and be writable by nobody else");
    return folder;
}

Result<void> StateFolder::check() const {
    const auto folder = open_folder(false);
    if (!folder && folder.error().code != ENOENT)
        return tl::unexpected(folder.error());
    return {};
}

Result<Fd> StateFolder::open(const std::string& name, int flags) {
    const auto folder = open_folder((flags & O_CREAT) != 0);
    if (!folder)
        return tl::unexpected(folder.error());
    Fd fd(::openat(folder->get(), name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600));
    if (!fd)
        return fail_errno("open '" + path_ + "/" + name + "'", errno);
    return fd;
}

Result<std::string> StateFolder::read(const std::string& name, std::size_t limit) {
    const auto fd = open(name, O_RDONLY);
    if (!fd)
        return tl::unexpected(fd.error());
    return read_whole(fd->get(), path_ + "/" + name, limit);
}

Result<void> StateFolder::replace(const std::string& name, const std::string& new_name,
                                  const std::string& content) {
    const auto folder = open_folder(true);
    auto fd = open(new_name, O_WRONLY | O_CREAT | O_TRUNC);
    if (!folder || !fd)
        return tl::unexpected(folder ? fd.error() : folder.error());
    if (auto written = supervise::sys::write_all(fd->get(), content); !written)
        return written;
    if (::fsync(fd->get()) != 0 ||
        ::renameat(folder->get(), new_name.c_str(), folder->get(), name.c_str()) != 0 ||
        ::fsync(folder->get()) != 0)
        return fail_errno("write '" + path_ + "/" + name + "'", errno);
    return {};
}

std::string StateFolder::of_this_account(const std::string& home_by_passwd) {
    const char* variable = std::getenv("HOME");
    std::string home = variable != nullptr ? variable : "";
    struct stat status = {};
    if (home.empty() || home[0] != '/' || ::stat(home.c_str(), &status) != 0 || status.st_uid != ::geteuid())
        home = home_by_passwd;
    return home.empty() ? "" : home + "/.hadeploy";
}

}  // namespace deployer::agent
