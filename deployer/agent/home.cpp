#include "agent/home.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/attributes.hpp"
#include "agent/guard.hpp"
#include "agent/tree.hpp"
#include "agent/walk.hpp"

namespace deployer::agent {

namespace {

using supervise::fail;
using supervise::fail_errno;
using supervise::Result;
using supervise::sys::Fd;

Result<void> make_home(Context& context, const User& user) {
    // PAM's helper copies /etc/skel as a first login would.
    if (const auto helped = context.host.run({.argv = {"mkhomedir_helper", user.name}});
        helped && helped->good())
        return {};
    const auto place = open_place(user.home);
    if (!place)
        return fail("cannot make the home '" + user.home + "': " + place.error().message);
    if (::mkdirat(place->folder.get(), place->name.c_str(), 0700) != 0 && errno != EEXIST)
        return fail_errno("cannot make the home '" + user.home + "'", errno);
    const Fd made(
        ::openat(place->folder.get(), place->name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!made)
        return fail_errno("cannot open the home '" + user.home + "'", errno);
    return apply(made.get(), {user.uid, user.gid, 0700}, user.home);
}

}  // namespace

Result<bool> ensure_home(Context& context, const User& user) {
    if (user.home.empty() || user.home == "/" || context.host.exists(user.home))
        return false;
    if (context.begin.check)
        return true;
    if (auto noted = context.ledger.add(Made::home, user.name, user.home); !noted)
        return tl::unexpected(noted.error());
    if (auto made = make_home(context, user); !made)
        return tl::unexpected(made.error());
    return true;
}

std::optional<unsigned> owner_of(const std::string& home) {
    struct stat status = {};
    if (::lstat(home.c_str(), &status) != 0 || !S_ISDIR(status.st_mode))
        return std::nullopt;
    return status.st_uid;
}

bool holds_kept(const std::string& home, const Kept& kept) {
    const auto place = open_place(home);
    return place && kept.of(place->folder.get(), place->name) != Kept::Fate::goes;
}

Result<void> remove_home(Context& context, const std::string& login, unsigned uid, const std::string& home,
                         const Kept& kept) {
    const auto place = open_place(home);
    if (!place)
        return place.error().code == ENOENT ? Result<void>() : tl::unexpected(place.error());
    const Fd folder(
        ::openat(place->folder.get(), place->name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder && errno == ENOENT)
        return {};
    struct stat status = {};
    if (!folder || ::fstat(folder.get(), &status) != 0)
        return fail_errno("home '" + home + "' is kept", errno);
    if (status.st_uid != uid)
        return fail("home '" + home + "' is kept: it does not belong to '" + login + "'");
    if (const auto why = why_kept(place->folder.get(), folder.get()))
        return fail("home '" + home + "' is kept: " + *why);
    auto removed = remove_tree(place->folder.get(), place->name, home, kept,
                               [&context] { context.host.still_working(); });
    if (!removed)
        return removed;
    if (const auto mail = open_place("/var/mail/" + login)) {
        const bool own = ::fstatat(mail->folder.get(), login.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
                         S_ISREG(status.st_mode) && status.st_uid == uid;
        if (own)
            ::unlinkat(mail->folder.get(), login.c_str(), 0);
    }
    return {};
}

}  // namespace deployer::agent
