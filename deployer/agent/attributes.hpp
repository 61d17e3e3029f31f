/// Owner, group and mode: what is asked for, what is there, and how the one becomes the other.
#pragma once

#include <optional>
#include <string>

#include <sys/stat.h>

#include "agent/context.hpp"
#include "task/operation.hpp"

namespace deployer::agent {

/// Numbers; nothing: leave as it is.
struct Attributes {
    std::optional<unsigned> uid, gid, mode;
};

/// Fails with the name of an account that does not exist, or a mode that is none. In a prediction, accounts
/// that the run would have created by now are nobody's numbers.
supervise::Result<Attributes> resolve(Context& context, const task::Ownership& ownership);

/// "owner root -> tsup, mode 0644 -> 0755"; empty when nothing differs.
std::string difference(Context& context, const struct stat& have, const Attributes& want);

/// Makes a file or folder so, by descriptor. Owner first: that takes set-user-id bits away.
supervise::Result<void> apply(int fd, const Attributes& want, const std::string& path);

/// "0755"
std::string octal(unsigned mode);

}  // namespace deployer::agent
