/// Home folders of users.
#pragma once

#include "agent/context.hpp"

namespace deployer::agent {

/// The user's home, made when it is missing, without running anything of the user's (HD-USR-09). True: it was
/// made, or would be.
supervise::Result<bool> ensure_home(Context& context, const User& user);

/// Removes the home of a user that has gone, and its mailbox. Refuses what is not the user's own.
supervise::Result<void> remove_home(Context& context, const std::string& login, unsigned uid,
                                    const std::string& home);

}  // namespace deployer::agent
