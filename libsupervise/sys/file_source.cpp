#include "sys/file_source.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <iterator>
#include <memory>
#include <span>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/fd.hpp"

namespace supervise::sys {

namespace {

constexpr std::size_t read_step = 64UL << 10U;

Result<std::string> read_to_end(int fd, std::size_t expected, std::size_t max_bytes) {
    std::string text;
    std::size_t used = 0;
    for (;;) {
        // One byte more than expected, so that the end shows in the same call sequence.
        text.resize(used == 0 ? std::max(expected + 1, std::size_t{1}) : used + read_step);
        const auto room = std::span(text).subspan(used);
        const Transfer got = read_some(fd, room.data(), room.size());
        if (got.outcome == Transfer::Outcome::some) {
            used += got.bytes;
            if (used > max_bytes)
                return fail("the file is too large", EFBIG);
        } else if (got.outcome == Transfer::Outcome::end) {
            text.resize(used);
            return text;
        } else {
            const int code = got.outcome == Transfer::Outcome::would_block ? EAGAIN : got.code;
            return fail(errno_text(code), code);
        }
    }
}

PathStatus path_status(std::string path, const struct stat& status) {
    return {std::move(path), status.st_uid, status.st_gid, status.st_mode & 07777U, S_ISDIR(status.st_mode)};
}

/// Those that cannot be looked at are left out: nothing below them could have been reached.
void append_folders_above(std::string path, std::vector<PathStatus>& way) {
    while (path.size() > 1) {
        path.resize(std::max<std::size_t>(path.find_last_of('/'), 1));
        struct stat status {};
        if (::stat(path.c_str(), &status) == 0)
            way.push_back(path_status(path, status));
    }
}

}  // namespace

Result<std::string> SystemFiles::read(const std::string& path, std::size_t max_bytes, Accept accept) const {
    const bool regular_only = accept == Accept::regular_file;
    // O_NONBLOCK: opening a pipe that nobody writes to must not hang before fstat can refuse it.
    Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | (regular_only ? O_NONBLOCK : 0)));
    if (!fd)
        return fail(errno_text(errno), errno);
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0)
        return fail(errno_text(errno), errno);
    if (S_ISDIR(status.st_mode))
        return fail(errno_text(EISDIR), EISDIR);
    if (regular_only && !S_ISREG(status.st_mode))
        return fail("not a regular file", ESPIPE);
    const auto size = static_cast<std::size_t>(std::max<off_t>(status.st_size, 0));
    if (size > max_bytes)
        return fail("the file is too large", EFBIG);
    return read_to_end(fd.get(), size, max_bytes);
}

bool SystemFiles::is_readable_by_others(const std::string& path) const {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && (status.st_mode & S_IROTH) != 0;
}

bool SystemFiles::exists(const std::string& path) const {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0;
}

bool SystemFiles::is_directory(const std::string& path) const {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool SystemFiles::is_executable(const std::string& path) const {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
           (status.st_mode & (S_IXUSR | S_IXGRP | S_IXOTH)) != 0;
}

bool SystemFiles::is_writable_by_others(const std::string& path) const {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && (status.st_mode & S_IWOTH) != 0;
}

bool SystemFiles::is_own_and_readable_by_others(const std::string& path) const {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && status.st_uid == ::geteuid() &&
           (status.st_mode & S_IROTH) != 0;
}

std::vector<PathStatus> SystemFiles::way_to(const std::string& path) const {
    std::array<char, PATH_MAX> room{};
    struct stat status {};
    if (::realpath(path.c_str(), room.data()) == nullptr || ::stat(room.data(), &status) != 0 ||
        !S_ISREG(status.st_mode))
        return {};
    const std::string real = room.data();
    std::vector<PathStatus> way{path_status(real, status)};
    append_folders_above(real, way);
    if (path != real)
        append_folders_above(path, way);
    return way;
}

bool SystemFiles::has_entry(const std::string& path) const {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0;
}

std::vector<std::string> SystemFiles::names_in(const std::string& folder) const {
    struct Close {
        void operator()(DIR* stream) const { ::closedir(stream); }
    };
    std::vector<std::string> names;
    const std::unique_ptr<DIR, Close> stream(::opendir(folder.c_str()));
    if (stream == nullptr)
        return names;
    while (const dirent* entry = ::readdir(stream.get())) {
        std::string name = std::data(entry->d_name);
        if (name != "." && name != "..")
            names.push_back(std::move(name));
    }
    return names;
}

}  // namespace supervise::sys
