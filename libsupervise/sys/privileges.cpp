#include "sys/privileges.hpp"

#include <grp.h>
#include <unistd.h>

#include <cerrno>

namespace supervise::sys {

Credentials credentials_of(const Account& account, const Users& users) {
    Credentials credentials{account.uid, account.gid, {}};
    for (const unsigned group : users.groups_of(account))
        credentials.groups.push_back(group);
    return credentials;
}

Result<void> assume_credentials(const Credentials& credentials) {
    if (::setgroups(credentials.groups.size(), credentials.groups.data()) != 0)
        return fail("Could not set groups of effective user", errno);
    if (::setresgid(credentials.gid, credentials.gid, credentials.gid) != 0)
        return fail("Could not set group id of effective user", errno);
    if (::setresuid(credentials.uid, credentials.uid, credentials.uid) != 0)
        return fail("Could not set user id of effective user", errno);
    return {};
}

}  // namespace supervise::sys
