#include "sys/small_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <optional>

#include <fmt/core.h>

#include "sys/fd.hpp"

namespace supervise::sys {

namespace {

struct Owner {
    uid_t user;
    gid_t group;
};

Result<void> give_to(const Fd& fd, const Owner& owner, const std::string& path) {
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0)
        return fail_errno(fmt::format("stat '{}'", path), errno);
    if (status.st_uid == owner.user && status.st_gid == owner.group)
        return {};
    if (::fchown(fd.get(), owner.user, owner.group) != 0)
        return fail_errno(fmt::format("chown '{}'", path), errno);
    return {};
}

Result<void> write_to(const std::string& path, int flags, std::string_view content, unsigned mode,
                      Umask umask, std::optional<Owner> owner) {
    const Fd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | flags, mode));
    if (!fd)
        return fail_errno(fmt::format("open '{}'", path), errno);
    if (umask == Umask::ignored && (flags & O_EXCL) != 0 && ::fchmod(fd.get(), mode) != 0)
        return fail_errno(fmt::format("chmod '{}'", path), errno);
    if (owner) {
        if (auto given = give_to(fd, *owner, path); !given)
            return given;
    }
    return write_all(fd.get(), content);
}

/// A device, a pipe: what cannot be replaced without harm to others.
bool is_special(const struct stat& status) {
    return !S_ISREG(status.st_mode) && !S_ISLNK(status.st_mode);
}

/// `owner`: of the new file, where that is not to be us.
Result<void> write_in_one_step(const std::string& path, std::string_view content, unsigned mode, Umask umask,
                               std::optional<Owner> owner) {
    struct stat there {};
    if (::lstat(path.c_str(), &there) == 0 && is_special(there))
        return write_to(path, O_NONBLOCK, content, mode, umask, {});
    const std::string temporary = fmt::format("{}.{}.new", path, ::getpid());
    (void)::unlink(temporary.c_str());  // of an earlier process with our pid
    auto written = write_to(temporary, O_CREAT | O_EXCL, content, mode, umask, owner);
    if (written && std::rename(temporary.c_str(), path.c_str()) == 0)
        return {};
    (void)::unlink(temporary.c_str());
    return write_to(path, O_CREAT | O_TRUNC, content, mode, umask, {});
}

Result<void> write_behind_link(const std::string& path, uid_t owner_of_link, std::string_view content,
                               unsigned mode) {
    const bool is_trusted = owner_of_link == 0 || owner_of_link == ::geteuid();
    const int create = is_trusted ? O_CREAT : 0;
    const Fd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK | create, mode));
    if (!fd)
        return fail_errno(fmt::format("open '{}'", path), errno);
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return fail(fmt::format("'{}' is not a regular file", path), EINVAL);
    if (!is_trusted && status.st_uid != owner_of_link)
        return fail(fmt::format("'{}' is somebody's link to the file of another; name the file itself", path),
                    EPERM);
    if (auto written = write_all(fd.get(), content); !written)
        return written;
    if (::ftruncate(fd.get(), static_cast<off_t>(content.size())) != 0)
        return fail_errno(fmt::format("truncate '{}'", path), errno);
    return {};
}

}  // namespace

Result<void> write_whole_file(const std::string& path, std::string_view content, unsigned mode, Umask umask) {
    return write_in_one_step(path, content, mode, umask, {});
}

Result<void> rewrite_file(const std::string& path, std::string_view content, unsigned mode) {
    struct stat there {};
    if (::lstat(path.c_str(), &there) != 0 || is_special(there))
        return write_in_one_step(path, content, mode, Umask::applies, {});
    if (S_ISLNK(there.st_mode))
        return write_behind_link(path, there.st_uid, content, mode);
    return write_in_one_step(path, content, mode, Umask::applies, Owner{there.st_uid, there.st_gid});
}

Result<std::string> read_small_file(const std::string& path, std::size_t limit) {
    const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd)
        return fail_errno(fmt::format("open '{}'", path), errno);
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return fail(fmt::format("'{}' is not a regular file", path), EINVAL);
    std::string content;
    std::array<char, 16 * 1024> buffer;
    for (;;) {
        const Transfer transfer = read_some(fd.get(), buffer.data(), buffer.size());
        if (transfer.outcome == Transfer::Outcome::end)
            return content;
        if (transfer.outcome != Transfer::Outcome::some)
            return fail_errno(fmt::format("read '{}'", path), transfer.code);
        if (content.size() + transfer.bytes > limit)
            return fail(fmt::format("'{}' is larger than {} bytes", path, limit), EFBIG);
        content.append(buffer.data(), transfer.bytes);
    }
}

}  // namespace supervise::sys
