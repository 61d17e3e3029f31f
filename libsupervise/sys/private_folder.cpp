#include "sys/private_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "sys/own_process.hpp"

namespace supervise::sys {
namespace {

/// The path of a Unix socket has room for 107 bytes; a longer $TMPDIR would leave none.
constexpr std::size_t longest_parent = 60;

std::string parent_folder() {
    for (const auto& [name, value] : environment_variables())
        if (name == "TMPDIR" && value.starts_with('/') && value.size() <= longest_parent)
            return value;
    return "/tmp";
}

}  // namespace

Result<PrivateFolder> PrivateFolder::create() {
    std::string path = parent_folder() + "/hadeploy-XXXXXX";
    if (::mkdtemp(path.data()) == nullptr)
        return fail_errno("make the folder '" + path + "'", errno);
    return PrivateFolder(std::move(path));
}

PrivateFolder::PrivateFolder(PrivateFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

PrivateFolder::~PrivateFolder() {
    // What cannot be removed stays behind in a folder for temporary files, readable by nobody else.
    std::error_code ignored;
    if (!path_.empty())
        std::filesystem::remove_all(path_, ignored);
}

}  // namespace supervise::sys
