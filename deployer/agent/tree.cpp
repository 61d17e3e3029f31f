#include "agent/tree.hpp"

#include <cerrno>
#include <iterator>
#include <memory>
#include <string_view>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/guard.hpp"
#include "agent/limits.hpp"
#include "sys/fd.hpp"

namespace deployer::agent {

namespace {

using supervise::fail;
using supervise::fail_errno;
using supervise::Result;
using supervise::sys::Fd;

constexpr int folder_flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

struct Entry {
    std::string name;
    bool folder = false;
};

/// All at once: removing while reading a folder may skip entries.
Result<std::vector<Entry>> entries(int folder, const std::string& path) {
    Fd own(::openat(folder, ".", folder_flags));
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(own ? ::fdopendir(own.get()) : nullptr, ::closedir);
    if (!stream)
        return fail_errno("cannot read the folder '" + path + "'", errno);
    (void)own.release();
    std::vector<Entry> result;
    for (errno = 0; const dirent* one = ::readdir(stream.get()); errno = 0) {
        const std::string_view name = std::data(one->d_name);
        if (name == "." || name == "..")
            continue;
        bool is_folder = one->d_type == DT_DIR;
        struct stat status = {};
        if (one->d_type == DT_UNKNOWN &&
            ::fstatat(folder, std::data(one->d_name), &status, AT_SYMLINK_NOFOLLOW) == 0)
            is_folder = S_ISDIR(status.st_mode);
        result.push_back({std::string(name), is_folder});
    }
    if (errno != 0)
        return fail_errno("cannot read the folder '" + path + "'", errno);
    return result;
}

/// A folder below the one that goes; fails where something else begins.
Result<Fd> enter(int parent, const std::string& name, const std::string& path, int depth) {
    if (depth >= limits::max_depth)
        return fail("'" + path + "' lies more than " + std::to_string(limits::max_depth) + " folders deep");
    Fd folder(::openat(parent, name.c_str(), folder_flags));
    if (!folder)
        return fail_errno("cannot open '" + path + "'", errno);
    if (is_mount_point(parent, folder.get()))
        return fail("'" + path + "' is a mount point; please unmount it first");
    return folder;
}

Result<void> look_below(int folder, const std::string& path, const Kept& kept, const Look& look, int depth) {
    const auto all = entries(folder, path);
    if (!all)
        return tl::unexpected(all.error());
    for (const Entry& one : *all) {
        const std::string below = path + "/" + one.name;
        const Kept::Fate fate = kept.of(folder, one.name);
        look(below, fate);
        if (!one.folder || fate == Kept::Fate::stays)
            continue;
        const auto inner = enter(folder, one.name, below, depth);
        if (!inner)
            return tl::unexpected(inner.error());
        if (auto looked = look_below(inner->get(), below, kept, look, depth + 1); !looked)
            return looked;
    }
    return {};
}

class Removal {
public:
    Removal(const Kept& kept, const std::function<void()>& working) : kept_(kept), working_(working) {}

    Result<void> remove(int parent, const std::string& name, const std::string& path, int depth) const {
        const Kept::Fate fate = kept_.of(parent, name);
        if (fate == Kept::Fate::stays)
            return {};
        if (auto emptied = empty(parent, name, path, depth); !emptied)
            return emptied;
        const bool is_left = fate == Kept::Fate::holds;
        if (!is_left && ::unlinkat(parent, name.c_str(), AT_REMOVEDIR) != 0 && errno != ENOENT)
            return fail_errno("cannot remove '" + path + "'", errno);
        return {};
    }

private:
    Result<void> empty(int parent, const std::string& name, const std::string& path, int depth) const {
        const auto folder = enter(parent, name, path, depth);
        if (!folder)
            return tl::unexpected(folder.error());
        const auto all = entries(folder->get(), path);
        if (!all)
            return tl::unexpected(all.error());
        for (const Entry& one : *all) {
            const std::string below = path + "/" + one.name;
            if (one.folder) {
                if (auto removed = remove(folder->get(), one.name, below, depth + 1); !removed)
                    return removed;
            } else if (auto removed = remove_file(folder->get(), one.name, below); !removed) {
                return removed;
            }
            working_();
        }
        return {};
    }

    Result<void> remove_file(int folder, const std::string& name, const std::string& path) const {
        const bool stays = kept_.of(folder, name) == Kept::Fate::stays;
        if (!stays && ::unlinkat(folder, name.c_str(), 0) != 0 && errno != ENOENT)
            return fail_errno("cannot remove '" + path + "'", errno);
        return {};
    }

    const Kept& kept_;
    const std::function<void()>& working_;
};

}  // namespace

Result<void> look_through(int folder, const std::string& path, const Kept& kept, const Look& look) {
    return look_below(folder, path, kept, look, 0);
}

Result<void> remove_tree(int parent, const std::string& name, const std::string& path, const Kept& kept,
                         const std::function<void()>& working) {
    return Removal(kept, working).remove(parent, name, path, 0);
}

}  // namespace deployer::agent
