#include "agent/file_state.hpp"

#include <cerrno>
#include <span>

#include <fcntl.h>
#include <unistd.h>

#include "agent/limits.hpp"
#include "task/sha256.hpp"

namespace deployer::agent {

using supervise::fail;
using supervise::fail_errno;
using supervise::Result;
using supervise::sys::Transfer;

Result<FileState> look_at_file(const Place& place, const std::string& path) {
    FileState state;
    state.fd = supervise::sys::Fd(::openat(place.folder.get(), place.name.c_str(),
                                           O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (!state.fd) {
        if (errno == ENOENT)
            return state;
        state.link = errno == ELOOP;
        if (state.link)
            return state;
        return fail_errno("cannot read '" + path + "'", errno);
    }
    if (::fstat(state.fd.get(), &state.status) != 0)
        return fail_errno("stat '" + path + "'", errno);
    if (S_ISDIR(state.status.st_mode))
        return fail("'" + path + "' is a folder, not a file", EISDIR);
    if (!S_ISREG(state.status.st_mode))
        return fail("'" + path + "' is there and is not a regular file");
    state.exists = true;
    return state;
}

Result<std::string> hash_of(Context& context, int fd, const std::string& path) {
    task::Sha256 digest;
    std::string piece(limits::read_piece, '\0');
    if (::lseek(fd, 0, SEEK_SET) != 0)
        return fail_errno("read '" + path + "'", errno);
    for (;;) {
        const Transfer read = supervise::sys::read_some(fd, piece.data(), piece.size());
        if (read.outcome == Transfer::Outcome::end)
            return digest.hex();
        if (read.outcome != Transfer::Outcome::some)
            return fail_errno("read '" + path + "'", read.code);
        digest.update(std::string_view(piece).substr(0, read.bytes));
        context.host.still_working();
    }
}

std::optional<std::string> shown_text(std::string text) {
    if (text.find('\0') != std::string::npos)
        return std::nullopt;
    text.resize(std::min(text.size(), task::max_diff_text));
    return text;
}

std::optional<std::string> shown_text(int fd) {
    std::string text(task::max_diff_text, '\0');
    const ssize_t length = ::pread(fd, text.data(), text.size(), 0);
    text.resize(length < 0 ? 0 : static_cast<std::size_t>(length));
    return shown_text(std::move(text));
}

std::optional<std::string> whole_text(int fd, std::size_t limit) {
    std::string text(limit + 1, '\0');
    std::size_t filled = 0;
    while (filled < text.size()) {
        const auto room = std::span(text).subspan(filled);
        const ssize_t got = ::pread(fd, room.data(), room.size(), static_cast<off_t>(filled));
        if (got < 0)
            return std::nullopt;
        if (got == 0)
            break;
        filled += static_cast<std::size_t>(got);
    }
    if (filled > limit)
        return std::nullopt;
    text.resize(filled);
    return text;
}

std::int64_t modified_at(const Place& place) {
    struct stat status = {};
    return ::fstatat(place.folder.get(), place.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0
               ? status.st_mtime
               : 0;
}

}  // namespace deployer::agent
