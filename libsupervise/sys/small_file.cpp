#include "sys/small_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

#include <fmt/core.h>

#include "sys/fd.hpp"

namespace supervise::sys {

namespace {

Result<void> write_to(const std::string& path, int flags, std::string_view content, unsigned mode,
                      Umask umask) {
    const Fd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | flags, mode));
    if (!fd)
        return fail_errno(fmt::format("open '{}'", path), errno);
    if (umask == Umask::ignored && (flags & O_EXCL) != 0 && ::fchmod(fd.get(), mode) != 0)
        return fail_errno(fmt::format("chmod '{}'", path), errno);
    return write_all(fd.get(), content);
}

/// A device, a pipe: what cannot be replaced without harm to others.
bool is_special(const std::string& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISLNK(status.st_mode);
}

}  // namespace

Result<void> write_whole_file(const std::string& path, std::string_view content, unsigned mode, Umask umask) {
    if (is_special(path))
        return write_to(path, O_NONBLOCK, content, mode, umask);
    const std::string temporary = fmt::format("{}.{}.new", path, ::getpid());
    (void)::unlink(temporary.c_str());  // of an earlier process with our pid
    auto written = write_to(temporary, O_CREAT | O_EXCL, content, mode, umask);
    if (written && std::rename(temporary.c_str(), path.c_str()) == 0)
        return {};
    (void)::unlink(temporary.c_str());
    return write_to(path, O_CREAT | O_TRUNC, content, mode, umask);
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
