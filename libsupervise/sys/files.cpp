#include "sys/files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <iterator>
#include <memory>
#include <span>

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace supervise::sys {

namespace {

FileStatus status_of(const struct stat& st) {
    FileStatus status;
    status.kind = S_ISREG(st.st_mode)    ? FileStatus::Kind::regular
                  : S_ISDIR(st.st_mode)  ? FileStatus::Kind::folder
                  : S_ISSOCK(st.st_mode) ? FileStatus::Kind::socket
                                         : FileStatus::Kind::other;
    status.device = st.st_dev;
    status.inode = st.st_ino;
    status.size = st.st_size;
    status.owner = st.st_uid;
    status.mode = st.st_mode & 07777U;
    status.modified = st.st_mtim.tv_sec;
    return status;
}

/// open(2) again when a signal came in between (slow file systems, fifos).
int open_through_signals(const std::string& path, int flags, unsigned mode) {
    int fd = -1;
    do {
        fd = ::open(path.c_str(), flags, mode);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

/// The number in "/dev/fd/7" for `prefix` "/dev/fd/".
std::optional<int> number_after(std::string_view path, std::string_view prefix) {
    if (path.substr(0, prefix.size()) != prefix)
        return std::nullopt;
    path.remove_prefix(prefix.size());
    if (path.empty() || path.size() > 6)
        return std::nullopt;
    int number = 0;
    for (const char c : path) {
        if (c < '0' || c > '9')
            return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

std::optional<int> descriptor_named(std::string_view path) {
    if (path == "/dev/stdin")
        return 0;
    if (path == "/dev/stdout")
        return 1;
    if (path == "/dev/stderr")
        return 2;
    if (auto number = number_after(path, "/dev/fd/"))
        return number;
    return number_after(path, "/proc/self/fd/");
}

/// What a blocking descriptor is sure to take after poll(2) called it writable: a page of a pipe; for a tty
/// less.
constexpr std::size_t sure_chunk_pipe = 4096;
constexpr std::size_t sure_chunk_tty = 256;

}  // namespace

Result<Fd> KernelFileSystem::open_append(const std::string& path, const AppendOptions& options) {
    int flags = O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
    if (options.own_file)
        flags |= O_NOFOLLOW;
    bool created = options.must_create;
    Fd fd;
    if (!options.must_create)
        fd = Fd(open_through_signals(path, flags, 0));
    if (options.must_create || (options.create && !fd && errno == ENOENT)) {
        const bool exclusive = options.must_create || options.own_file;
        fd = Fd(open_through_signals(path, flags | O_CREAT | (exclusive ? O_EXCL : 0), options.mode));
        created = true;
    }
    if (!fd)
        return fail(errno_text(errno), errno);
    if (created && options.exact_mode && ::fchmod(fd.get(), options.mode) != 0)
        return fail(errno_text(errno), errno);
    if (options.own_file) {
        struct stat st {};
        if (::fstat(fd.get(), &st) != 0)
            return fail(errno_text(errno), errno);
        if (!S_ISREG(st.st_mode) || st.st_uid != ::geteuid())
            return fail("not a file of our own", EPERM);
    }
    return fd;
}

Result<Fd> KernelFileSystem::open_read(const std::string& path, bool follow) {
    const int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW);
    Fd fd(open_through_signals(path, flags, 0));
    if (!fd)
        return fail(errno_text(errno), errno);
    return fd;
}

Result<Fd> KernelFileSystem::duplicate(int fd) {
    const int copy = ::fcntl(fd, F_DUPFD_CLOEXEC, 3);
    if (copy < 0)
        return fail(errno_text(errno), errno);
    return Fd(copy);
}

std::optional<int> KernelFileSystem::own_descriptor(const std::string& path) {
    if (auto number = descriptor_named(path))
        return number;
    std::array<char, 64> target{};
    const ssize_t length = ::readlink(path.c_str(), target.data(), target.size());
    if (length <= 0 || static_cast<std::size_t>(length) == target.size())
        return std::nullopt;
    return descriptor_named(std::string_view(target.data(), static_cast<std::size_t>(length)));
}

Result<FileStatus> KernelFileSystem::status(const std::string& path) {
    struct stat st {};
    if (::stat(path.c_str(), &st) != 0)
        return fail(errno_text(errno), errno);
    return status_of(st);
}

Result<FileStatus> KernelFileSystem::status(int fd) {
    struct stat st {};
    if (::fstat(fd, &st) != 0)
        return fail(errno_text(errno), errno);
    return status_of(st);
}

Result<void> KernelFileSystem::rename(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0)
        return fail(errno_text(errno), errno);
    return {};
}

Result<void> KernelFileSystem::remove(const std::string& path) {
    if (::unlink(path.c_str()) != 0)
        return fail(errno_text(errno), errno);
    return {};
}

Result<void> KernelFileSystem::truncate(int fd) {
    if (::ftruncate(fd, 0) != 0)
        return fail(errno_text(errno), errno);
    return {};
}

Result<void> KernelFileSystem::sync(int fd) {
    if (::fsync(fd) != 0)
        return fail(errno_text(errno), errno);
    return {};
}

Result<void> KernelFileSystem::set_modified(int fd, std::int64_t seconds) {
    const timespec time{static_cast<std::time_t>(seconds), 0};
    const std::array<timespec, 2> read_and_written{time, time};
    if (::futimens(fd, read_and_written.data()) != 0)
        return fail(errno_text(errno), errno);
    return {};
}

Result<void> KernelFileSystem::make_folders(const std::string& path) {
    std::size_t end = 0;
    while (end != std::string::npos) {
        end = path.find('/', end + 1);
        const std::string folder = path.substr(0, end);
        if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST)
            return fail("cannot create the folder '" + folder + "': " + errno_text(errno), errno);
    }
    return {};
}

Result<std::vector<std::string>> KernelFileSystem::list(const std::string& folder) {
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(folder.c_str()), ::closedir);
    if (!stream)
        return fail(errno_text(errno), errno);
    std::vector<std::string> names;
    errno = 0;
    while (const dirent* entry = ::readdir(stream.get())) {
        const std::string_view name = std::data(entry->d_name);
        if (name != "." && name != "..")
            names.emplace_back(name);
        errno = 0;
    }
    if (errno != 0)
        return fail(errno_text(errno), errno);
    return names;
}

Transfer KernelFileSystem::write(int fd, std::string_view bytes) {
    return write_some(fd, bytes.data(), bytes.size());
}

Transfer KernelFileSystem::write_without_waiting(int fd, std::string_view bytes) {
    const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0)
        return {Transfer::Outcome::some, static_cast<std::size_t>(sent), 0};
    if (errno == EAGAIN || errno == EINTR)
        return {Transfer::Outcome::would_block, 0, errno};
    if (errno != ENOTSOCK)
        return {errno == EPIPE ? Transfer::Outcome::end : Transfer::Outcome::failed, 0, errno};
    pollfd ready{fd, POLLOUT, 0};
    if (::poll(&ready, 1, 0) <= 0)
        return {Transfer::Outcome::would_block, 0, EAGAIN};
    return write_some(fd, bytes.data(),
                      std::min(bytes.size(), ::isatty(fd) != 0 ? sure_chunk_tty : sure_chunk_pipe));
}

Result<std::int64_t> KernelFileSystem::position(int fd) {
    const off_t at = ::lseek(fd, 0, SEEK_CUR);
    if (at < 0)
        return fail(errno_text(errno), errno);
    return at;
}

Result<std::size_t> KernelFileSystem::read_at(int fd, std::int64_t offset, char* buffer, std::size_t size) {
    std::size_t got = 0;
    while (got < size) {
        const auto room = std::span(buffer, size).subspan(got);
        const ssize_t part = ::pread(fd, room.data(), room.size(), offset + static_cast<off_t>(got));
        if (part == 0)
            break;
        if (part > 0)
            got += static_cast<std::size_t>(part);
        else if (errno != EINTR)
            return fail(errno_text(errno), errno);
    }
    return got;
}

std::size_t enlarge_pipe(int fd, std::size_t bytes) {
    const int granted = ::fcntl(fd, F_SETPIPE_SZ, static_cast<int>(bytes));
    if (granted > 0)
        return static_cast<std::size_t>(granted);
    const int present = ::fcntl(fd, F_GETPIPE_SZ);
    return present > 0 ? static_cast<std::size_t>(present) : 0;
}

}  // namespace supervise::sys
