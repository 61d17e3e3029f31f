#include "agent/attributes.hpp"

#include <array>
#include <cerrno>
#include <cstdio>

#include <unistd.h>

#include "sys/number.hpp"

namespace deployer::agent {

namespace {

using supervise::fail;
using supervise::fail_errno;
using supervise::Result;

/// The number of an account of the forecast, which has none yet: differs from every other.
constexpr unsigned not_yet = 0xFFFFFFFE;

Result<unsigned> parse_mode(const std::string& text) {
    const auto mode = supervise::whole_number<unsigned>(text, 8);
    if (!mode || *mode > 07777)
        return fail("mode '" + text + "' is not an octal number such as 0755");
    return *mode;
}

void add(std::string& text, const std::string& more) {
    text += text.empty() ? more : ", " + more;
}

}  // namespace

std::string octal(unsigned mode) {
    std::array<char, 8> text{};
    const int length = std::snprintf(text.data(), text.size(), "%04o", mode & 07777);
    return {text.data(), static_cast<std::size_t>(length)};
}

Result<Attributes> resolve(Context& context, const task::Ownership& ownership) {
    Attributes attributes;
    if (!ownership.owner.empty()) {
        attributes.uid = context.accounts.uid_of(ownership.owner);
        if (!attributes.uid && context.forecast.users.contains(ownership.owner))
            attributes.uid = not_yet;
        if (!attributes.uid)
            return fail("user '" + ownership.owner + "' DOES NOT EXIST");
    }
    if (!ownership.group.empty()) {
        attributes.gid = context.accounts.gid_of(ownership.group);
        if (!attributes.gid && context.forecast.groups.contains(ownership.group))
            attributes.gid = not_yet;
        if (!attributes.gid)
            return fail("group '" + ownership.group + "' DOES NOT EXIST");
    }
    if (!ownership.mode.empty()) {
        const auto mode = parse_mode(ownership.mode);
        if (!mode)
            return tl::unexpected(mode.error());
        attributes.mode = *mode;
    }
    return attributes;
}

std::string difference(Context& context, const struct stat& have, const Attributes& want) {
    Accounts& accounts = context.accounts;
    const auto named = [](unsigned id, const std::string& name) {
        return id == not_yet ? std::string("a new account") : name;
    };
    std::string text;
    if (want.uid && *want.uid != have.st_uid)
        add(text, "owner " + accounts.name_of_user(have.st_uid) + " -> " +
                      named(*want.uid, accounts.name_of_user(*want.uid)));
    if (want.gid && *want.gid != have.st_gid)
        add(text, "group " + accounts.name_of_group(have.st_gid) + " -> " +
                      named(*want.gid, accounts.name_of_group(*want.gid)));
    if (want.mode && *want.mode != (have.st_mode & 07777))
        add(text, "mode " + octal(have.st_mode) + " -> " + octal(*want.mode));
    return text;
}

Result<void> apply(int fd, const Attributes& want, const std::string& path) {
    struct stat have = {};
    if (::fstat(fd, &have) != 0)
        return fail_errno("stat '" + path + "'", errno);
    const uid_t uid = want.uid.value_or(have.st_uid);
    const gid_t gid = want.gid.value_or(have.st_gid);
    const bool other_owner = uid != have.st_uid || gid != have.st_gid;
    if (other_owner && ::fchown(fd, uid, gid) != 0)
        return fail_errno("cannot change the owner of '" + path + "'", errno);
    if (want.mode && (other_owner || *want.mode != (have.st_mode & 07777)) && ::fchmod(fd, *want.mode) != 0)
        return fail_errno("cannot change the mode of '" + path + "'", errno);
    return {};
}

}  // namespace deployer::agent
