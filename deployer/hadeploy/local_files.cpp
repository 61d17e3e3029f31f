#include "hadeploy/local_files.hpp"

#include <algorithm>
#include <cerrno>

#include <fmt/core.h>

#include "hadeploy/limits.hpp"
#include "sys/files.hpp"

namespace deployer::hadeploy {
namespace {

using supervise::Result;
using supervise::sys::FileSource;

Result<void> list_below(const FileSource& files, const std::string& folder, const std::string& prefix,
                        std::size_t depth, std::vector<std::string>& found) {
    if (depth > limits::max_tree_depth)
        return supervise::fail(fmt::format("'{}' is nested deeper than {} folders; does a link lead back?",
                                           folder, limits::max_tree_depth));
    std::vector<std::string> names = files.names_in(folder);
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
        if (found.size() >= limits::max_tree_entries)
            return supervise::fail(
                fmt::format("there are more than {} files and folders", limits::max_tree_entries));
        const std::string path = fmt::format("{}/{}", folder, name);
        const bool is_folder = files.is_directory(path);
        std::string shown = prefix + name;
        if (is_folder)
            shown += '/';
        found.push_back(shown);
        if (!is_folder)
            continue;
        if (auto below = list_below(files, path, shown, depth + 1, found); !below)
            return below;
    }
    return {};
}

}  // namespace

Result<std::string> read_local(const std::string& path) {
    return supervise::sys::SystemFiles().read(path, limits::max_template_bytes, FileSource::Accept::any_file);
}

Result<std::vector<std::string>> list_local(const FileSource& files, const std::string& folder) {
    if (!files.is_directory(folder))
        return supervise::fail(fmt::format("'{}' is no folder", folder));
    std::vector<std::string> found;
    if (auto listed = list_below(files, folder, {}, 0, found); !listed)
        return tl::unexpected(std::move(listed.error()));
    return found;
}

model::ReadContext::Found look_at(const std::string& path) {
    using Found = model::ReadContext::Found;
    supervise::sys::KernelFileSystem files;
    const auto status = files.status(path);
    if (!status)
        return status.error().code == EACCES ? Found::unreadable : Found::nothing;
    const auto opened = files.open_read(path, true);
    if (!opened && (opened.error().code == EACCES || opened.error().code == EPERM))
        return Found::unreadable;
    return status->kind == supervise::sys::FileStatus::Kind::folder ? Found::folder : Found::file;
}

}  // namespace deployer::hadeploy
