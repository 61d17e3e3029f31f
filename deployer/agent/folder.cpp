#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/attributes.hpp"
#include "agent/operations.hpp"
#include "agent/walk.hpp"

namespace deployer::agent {

namespace {

using supervise::fail_errno;
using supervise::Result;
using supervise::sys::Fd;
using task::EnsureFolder;

constexpr unsigned usual_mode = 0755;

/// Where `path` and those of its parents that are missing begin.
std::string first_missing(const std::string& path) {
    std::string missing = path;
    for (std::string above = parent_of(path); above != "/"; above = parent_of(above)) {
        if (open_folder(above))
            break;
        missing = above;
    }
    return missing;
}

/// One that has just been made, closed to others until owner and mode are right.
Result<void> finish_one(Context& context, int parent, const std::string& name, const Attributes& want,
                        const std::string& path) {
    const Fd made(::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!made)
        return fail_errno("cannot open '" + path + "'", errno);
    Attributes all = want;
    all.mode = want.mode.value_or(usual_mode);
    if (auto applied = apply(made.get(), all, path); !applied)
        return applied;
    context.late_sync.later(parent);
    return {};
}

/// Missing parents get the same owner and mode (HD-FLD-02).
task::Answer create(Context& context, const EnsureFolder& operation, const Attributes& want) {
    const std::string first = first_missing(operation.path);
    std::vector<std::string> missing;
    for (std::string path = operation.path;; path = parent_of(path)) {
        missing.push_back(path);
        if (path == first)
            break;
    }
    if (context.begin.check) {
        context.forecast.paths.insert(missing.begin(), missing.end());
        return changed("created");
    }
    const auto made = open_folder(operation.path, [&](int parent, const std::string& name) -> Result<void> {
        const std::string path = missing.empty() ? operation.path : missing.back();
        if (!missing.empty())
            missing.pop_back();
        if (auto noted = context.ledger.add(Made::folder, path); !noted)
            return noted;
        if (::mkdirat(parent, name.c_str(), 0700) != 0) {
            const int code = errno;
            (void)context.ledger.drop(Made::folder, path);  // It is somebody else's, or nobody's.
            return fail_errno("cannot make '" + path + "'", code);
        }
        return finish_one(context, parent, name, want, path);
    });
    return made ? changed("created") : failed(made.error());
}

}  // namespace

task::Answer perform(Context& context, const EnsureFolder& operation) {
    const auto want = resolve(context, operation.ownership);
    if (!want)
        return failed(want.error());
    const auto place = open_folder(operation.path);
    if (!place && place.error().code == ENOENT)
        return create(context, operation, *want);
    if (!place)
        return failed(place.error().code == ENOTDIR ? "'" + operation.path + "' is there and is not a folder"
                                                    : place.error().message);
    struct stat have = {};
    if (::fstat(place->get(), &have) != 0)
        return failed(fail_errno("stat '" + operation.path + "'", errno).value());
    const std::string differs = difference(context, have, *want);
    if (differs.empty())
        return ok();
    if (context.begin.check)
        return changed(differs);
    const Fd folder(::openat(place->get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder)
        return failed(fail_errno("cannot open '" + operation.path + "'", errno).value());
    const auto applied = apply(folder.get(), *want, operation.path);
    return applied ? changed(differs) : failed(applied.error());
}

}  // namespace deployer::agent
