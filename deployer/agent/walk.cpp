#include "agent/walk.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/limits.hpp"

namespace deployer::agent {

namespace {

using supervise::fail;
using supervise::fail_errno;
using supervise::Result;
using supervise::sys::Fd;

constexpr int folder_flags = O_PATH | O_DIRECTORY | O_CLOEXEC;

/// One walk from the root to a folder.
class Walk {
public:
    Walk(const std::string& path, const MakeFolder& make) : path_(path), make_(make) {
        for (std::string& name : components(path))
            left_.push_back(std::move(name));
    }

    Result<Fd> to_end() {
        at_ = Fd(::open("/", folder_flags));
        while (!left_.empty()) {
            const std::string name = std::move(left_.front());
            left_.pop_front();
            if (auto entered = enter(name, /*may_make=*/make_ != nullptr); !entered)
                return tl::unexpected(entered.error());
        }
        return std::move(at_);
    }

private:
    Result<void> enter(const std::string& name, bool may_make) {
        Fd next(::openat(at_.get(), name.c_str(), folder_flags | O_NOFOLLOW));
        if (next) {
            at_ = std::move(next);
            return {};
        }
        if (errno == ENOENT && may_make) {
            if (auto made = make_(at_.get(), name); !made)
                return made;
            return enter(name, false);
        }
        if (errno == ENOTDIR || errno == ELOOP)
            return enter_link(name);
        return fail_errno("'" + path_ + "'", errno);
    }

    /// `name` is something that is no folder.
    Result<void> enter_link(const std::string& name) {
        const Fd link(::openat(at_.get(), name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
        struct stat status = {};
        if (!link || ::fstat(link.get(), &status) != 0)
            return fail_errno("'" + path_ + "'", errno);
        if (!S_ISLNK(status.st_mode))
            return fail("'" + name + "' in '" + path_ + "' is not a folder", ENOTDIR);
        if (status.st_uid != 0 && status.st_uid != ::geteuid())
            return fail("'" + name + "' in '" + path_ +
                            "' is a symbolic link of another user, which is not followed",
                        ELOOP);
        if (++links_ > limits::max_symlinks)
            return fail_errno("'" + path_ + "'", ELOOP);
        std::array<char, PATH_MAX> target{};
        const ssize_t length = ::readlinkat(link.get(), "", target.data(), target.size());
        if (length <= 0)
            return fail_errno("'" + path_ + "'", length < 0 ? errno : ENOENT);
        const std::string_view text(target.data(), static_cast<std::size_t>(length));
        if (text[0] == '/')
            at_ = Fd(::open("/", folder_flags));
        const auto names = components(text);
        left_.insert(left_.begin(), names.begin(), names.end());
        return {};
    }

    const std::string& path_;
    const MakeFolder& make_;
    std::deque<std::string> left_;
    Fd at_;
    int links_ = 0;
};

}  // namespace

std::vector<std::string> components(std::string_view path) {
    std::vector<std::string> names;
    while (!path.empty()) {
        const std::size_t length = std::min(path.find('/'), path.size());
        if (length > 0)
            names.emplace_back(path.substr(0, length));
        path.remove_prefix(std::min(length + 1, path.size()));
    }
    return names;
}

Result<void> check_path(const std::string& path) {
    if (path.empty() || path[0] != '/')
        return fail("'" + path + "' is not an absolute path");
    if (path.find('\0') != std::string::npos)
        return fail("a path holds a NUL byte");
    const std::vector<std::string> names = components(path);
    const auto dots = std::find_if(names.begin(), names.end(),
                                   [](const std::string& name) { return name == "." || name == ".."; });
    if (dots != names.end())
        return fail("'" + path + "' holds '" + *dots + "'; please give the path without it");
    return {};
}

std::string parent_of(const std::string& path) {
    auto names = components(path);
    if (!names.empty())
        names.pop_back();
    std::string parent;
    for (const std::string& name : names)
        parent.append("/").append(name);
    return parent.empty() ? "/" : parent;
}

Result<Place> open_place(const std::string& path) {
    if (auto checked = check_path(path); !checked)
        return tl::unexpected(checked.error());
    const auto names = components(path);
    if (names.empty())
        return fail("'/' cannot be meant");
    auto folder = open_folder(parent_of(path));
    if (!folder)
        return tl::unexpected(folder.error());
    return Place{std::move(*folder), names.back()};
}

Result<Fd> open_folder(const std::string& path, const MakeFolder& make) {
    if (auto checked = check_path(path); !checked)
        return tl::unexpected(checked.error());
    return Walk(path, make).to_end();
}

}  // namespace deployer::agent
