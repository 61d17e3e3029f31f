/// Home folders of users.
#pragma once

#include "agent/context.hpp"
#include "agent/kept.hpp"

namespace deployer::agent {

/// The user's home, made when it is missing, without running anything of the user's (HD-USR-09). True: it was
/// made, or would be.
supervise::Result<bool> ensure_home(Context& context, const User& user);

/// Who owns the folder; nothing when there is none.
std::optional<unsigned> owner_of(const std::string& home);

/// Whether it, or something in it, is kept.
bool holds_kept(const std::string& home, const Kept& kept);

/// Removes the home of a user that has gone, but for what is kept, and its mailbox. Refuses what is not the
/// user's own.
supervise::Result<void> remove_home(Context& context, const std::string& login, unsigned uid,
                                    const std::string& home, const Kept& kept);

}  // namespace deployer::agent
