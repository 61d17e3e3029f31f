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

/// A few names, and how many there are.
struct Names {
    std::vector<std::string> some;
    std::size_t count = 0;

    void add(std::string name) {
        if (some.size() < limits::max_named)
            some.push_back(std::move(name));
        ++count;
    }

    std::string text() const {
        std::string list;
        for (const std::string& name : some)
            list += (list.empty() ? "" : ", ") + name;
        if (count > some.size())
            list += " and " + std::to_string(count - some.size()) + " more";
        return list;
    }
};

/// What is in a folder that is to go.
struct Found {
    Names foreign;  ///< that no deployment made
    Names kept;
    std::size_t going = 0;
};

Result<Found> look_into(Context& context, int folder, const std::string& path, const Kept& kept) {
    Found found;
    auto looked = look_through(folder, path, kept, [&](const std::string& below, Kept::Fate fate) {
        context.host.still_working();
        if (fate == Kept::Fate::stays)
            found.kept.add(below.substr(path.size() + 1));
        if (fate != Kept::Fate::goes)
            return;
        ++found.going;
        if (!context.ledger.made_path(below))
            found.foreign.add(below.substr(path.size() + 1));
    });
    if (!looked)
        return tl::unexpected(looked.error());
    return found;
}

/// "'/app' stays, with what is not to be removed: data"
std::string staying(const std::string& path, const Names& kept) {
    return kept.count == 0 ? "" : "'" + path + "' stays, with what has no_remove: " + kept.text();
}

task::Answer remove_looked_into(Context& context, const EnsureAbsent& operation, const Place& place,
                                const Kept& kept, const Found& found) {
    const bool is_left = found.kept.count > 0;
    const std::string stays = staying(operation.path, found.kept);
    if (is_left && found.going == 0)
        return ok(stays);
    task::Answer answer = changed("removed");
    if (found.foreign.count > 0)
        answer.message += ", with what no deployment put there: " + found.foreign.text();
    answer.message += is_left ? "; " + stays : "";
    answer.value = stays;
    if (context.begin.check)
        return answer;
    auto removed = remove_tree(place.folder.get(), place.name, operation.path, kept,
                               [&context] { context.host.still_working(); });
    if (!removed)
        return failed(removed.error());
    context.late_sync.later(place.folder.get());
    auto dropped = is_left ? context.ledger.prune() : context.ledger.drop_paths(operation.path);
    return dropped ? answer : failed(dropped.error());
}

task::Answer remove_folder(Context& context, const EnsureAbsent& operation, const Place& place) {
    const Fd folder(
        ::openat(place.folder.get(), place.name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder)
        return failed(fail_errno("cannot open '" + operation.path + "'", errno).value());
    if (const auto why = why_kept(place.folder.get(), folder.get()))
        return failed("'" + operation.path + "' is not removed: " + *why);
    const Kept kept(operation.keep);
    const auto found = look_into(context, folder.get(), operation.path, kept);
    if (!found)
        return failed(found.error());
    if (operation.only_created && found->foreign.count > 0)
        return failed("'" + operation.path +
                      "' is kept: it holds what no deployment put there: " + found->foreign.text());
    return remove_looked_into(context, operation, place, kept, *found);
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
    if (Kept(operation.keep).of(place->folder.get(), place->name) == Kept::Fate::stays)
        return ok("'" + operation.path + "' stays: it has no_remove");
    if (!S_ISDIR(status.st_mode))
        return remove_file(context, operation, *place);
    if (operation.kind == EnsureAbsent::Kind::file)
        return failed("'" + operation.path + "' is a folder, not a file; it is kept");
    return remove_folder(context, operation, *place);
}

}  // namespace deployer::agent
