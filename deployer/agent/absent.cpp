#include <array>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/guard.hpp"
#include "agent/operations.hpp"
#include "agent/tree.hpp"
#include "agent/walk.hpp"
#include "task/banner.hpp"

namespace deployer::agent {

namespace {

using supervise::fail;
using supervise::fail_errno;
using supervise::Result;
using supervise::sys::Fd;
using task::EnsureAbsent;

/// A banner is at the top of a file, at most behind the line that names its interpreter.
constexpr std::size_t banner_room = 1024;

/// What is in a folder that no deployment made: a few names, and how many there are.
struct Foreign {
    std::vector<std::string> some;
    std::size_t count = 0;

    std::string text() const {
        std::string list;
        for (const std::string& name : some)
            list += (list.empty() ? "" : ", ") + name;
        if (count > some.size())
            list += " and " + std::to_string(count - some.size()) + " more";
        return list;
    }
};

Result<Foreign> foreign_in(Context& context, int folder, const std::string& path) {
    Foreign found;
    auto looked = look_through(folder, path, [&](const std::string& below) {
        context.host.still_working();
        if (context.ledger.made_path(below))
            return;
        if (found.some.size() < limits::max_named)
            found.some.push_back(below.substr(path.size() + 1));
        ++found.count;
    });
    if (!looked)
        return tl::unexpected(looked.error());
    return found;
}

task::Answer remove_folder(Context& context, const EnsureAbsent& operation, const Place& place) {
    const Fd folder(
        ::openat(place.folder.get(), place.name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder)
        return failed(fail_errno("cannot open '" + operation.path + "'", errno).value());
    if (const auto why = why_kept(place.folder.get(), folder.get()))
        return failed("'" + operation.path + "' is not removed: " + *why);
    const auto foreign = foreign_in(context, folder.get(), operation.path);
    if (!foreign)
        return failed(foreign.error());
    if (operation.only_created && foreign->count > 0)
        return failed("'" + operation.path +
                      "' is kept: it holds what no deployment put there: " + foreign->text());
    std::string message = "removed";
    if (foreign->count > 0)
        message += ", with what no deployment put there: " + foreign->text();
    if (context.begin.check)
        return changed(message);
    auto removed = remove_tree(place.folder.get(), place.name, operation.path,
                               [&context] { context.host.still_working(); });
    if (!removed)
        return failed(removed.error());
    context.late_sync.later(place.folder.get());
    if (auto dropped = context.ledger.drop_paths(operation.path); !dropped)
        return failed(dropped.error());
    return changed(message);
}

/// Generated, whether or not the ledger still knows it.
bool has_banner(const Place& place) {
    const Fd file(
        ::openat(place.folder.get(), place.name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    std::array<char, banner_room> begin{};
    const ssize_t got = file ? ::pread(file.get(), begin.data(), begin.size(), 0) : -1;
    const std::string text = "\n" + std::string(begin.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    return text.find("\n" + std::string(task::banner_begin)) != std::string::npos;
}

/// It was there before any deployment, and is what the description has by chance or by intent.
bool is_foreign(Context& context, const EnsureAbsent& operation, const Place& place) {
    return operation.kind == EnsureAbsent::Kind::file && operation.only_created &&
           !context.ledger.made_path(operation.path) && !has_banner(place);
}

task::Answer remove_file(Context& context, const EnsureAbsent& operation, const Place& place) {
    if (is_foreign(context, operation, place))
        return ok("'" + operation.path + "' is kept: no deployment made it; --force removes it");
    if (context.begin.check)
        return changed("removed");
    if (::unlinkat(place.folder.get(), place.name.c_str(), 0) != 0 && errno != ENOENT)
        return failed(fail_errno("cannot remove '" + operation.path + "'", errno).value());
    context.late_sync.later(place.folder.get());
    if (auto dropped = context.ledger.drop_paths(operation.path); !dropped)
        return failed(dropped.error());
    return changed("removed");
}

}  // namespace

task::Answer perform(Context& context, const EnsureAbsent& operation) {
    const auto place = open_place(operation.path);
    if (!place)
        return place.error().code == ENOENT ? ok() : failed(place.error());
    if (is_system_name(place->folder.get(), place->name))
        return failed("'" + operation.path + "' is not removed: it belongs to the system");
    struct stat status = {};
    if (::fstatat(place->folder.get(), place->name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? ok() : failed(fail_errno("'" + operation.path + "'", errno).value());
    if (!S_ISDIR(status.st_mode))
        return remove_file(context, operation, *place);
    if (operation.kind == EnsureAbsent::Kind::file)
        return failed("'" + operation.path + "' is a folder, not a file; it is kept");
    return remove_folder(context, operation, *place);
}

}  // namespace deployer::agent
