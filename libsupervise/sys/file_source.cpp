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
    return {std::move(path),         status.st_uid,           status.st_gid,
            status.st_mode & 07777U, S_ISDIR(status.st_mode), S_ISLNK(status.st_mode)};
}

/// Follows a path name by name, as the kernel does.
class Walk {
public:
    explicit Walk(const std::string& path) { push_names(path); }

    std::vector<PathStatus> run() {
        enter("/");
        while (!names_.empty() && step()) {
        }
        return std::move(way_);
    }

private:
    void push_names(std::string_view path) {
        std::vector<std::string> names;
        while (!path.empty()) {
            const std::size_t slash = std::min(path.find('/'), path.size());
            if (slash > 0)
                names.emplace_back(path.substr(0, slash));
            path.remove_prefix(std::min(slash + 1, path.size()));
        }
        names_.insert(names_.end(), names.rbegin(), names.rend());
    }

    bool enter(std::string folder) {
        struct stat status {};
        if (::lstat(folder.c_str(), &status) != 0)
            return false;
        sticky_ = (status.st_mode & S_ISVTX) != 0;
        way_.push_back(path_status(folder, status));
        here_ = std::move(folder);
        return true;
    }

    bool step() {
        const std::string name = std::move(names_.back());
        names_.pop_back();
        if (name == ".")
            return true;
        if (name == "..")
            return enter(here_.substr(0, std::max<std::size_t>(here_.rfind('/'), 1)));
        std::string path = (here_ == "/" ? here_ : here_ + "/") + name;
        struct stat status {};
        if (::lstat(path.c_str(), &status) != 0)
            return false;
        if (S_ISDIR(status.st_mode))
            return enter(std::move(path));
        if (S_ISLNK(status.st_mode))
            return follow(path, status);
        if (S_ISREG(status.st_mode) || S_ISFIFO(status.st_mode))
            way_.insert(way_.begin(), path_status(std::move(path), status));
        return false;
    }

    bool follow(const std::string& link, const struct stat& status) {
        std::array<char, PATH_MAX> target{};
        const ssize_t size = ::readlink(link.c_str(), target.data(), target.size());
        if (size <= 0 || ++links_ > most_links)
            return false;
        if (sticky_)
            way_.push_back(path_status(link, status));
        push_names({target.data(), static_cast<std::size_t>(size)});
        return target.front() != '/' || enter("/");
    }

    static constexpr int most_links = 40;  ///< the kernel's own limit

    std::vector<std::string> names_;  ///< still to be followed, the next one last
    std::vector<PathStatus> way_;
    std::string here_;
    bool sticky_ = false;
    int links_ = 0;
};

}  // namespace

Result<std::string> SystemFiles::read(const std::string& path, std::size_t max_bytes, Accept accept) const {
    PathStatus ignored;
    return read_opened(path, max_bytes, accept, ignored);
}

Result<std::string> SystemFiles::read_opened(const std::string& path, std::size_t max_bytes, Accept accept,
                                             PathStatus& opened) const {
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
    if (S_ISREG(status.st_mode))
        opened = path_status(path, status);
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
    return Walk(path).run();
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
