#include "sys/fresh_folder.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <filesystem>

#include <fmt/core.h>

namespace supervise::sys {

Result<void> make_fresh_folder(const std::string& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) == 0) {
        if (!S_ISDIR(status.st_mode))
            return fail(fmt::format("'{}' is there and is no folder", path), ENOTDIR);
        std::error_code error;
        std::filesystem::remove_all(path, error);
        if (error)
            return fail_errno(fmt::format("delete '{}'", path), error.value());
    } else if (errno != ENOENT) {
        return fail_errno(fmt::format("look at '{}'", path), errno);
    }
    constexpr mode_t only_owner = 0700;
    if (::mkdir(path.c_str(), only_owner) != 0)
        return fail_errno(fmt::format("make '{}'", path), errno);
    return {};
}

}  // namespace supervise::sys
