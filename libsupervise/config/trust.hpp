/// Who decides what a daemon of root's runs: its configuration, and whoever can change that. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/fault.hpp"
#include "config/surroundings.hpp"

namespace supervise::config {

/// Why `path`, a file as given or found by [include], must not decide what root runs: somebody who is neither
/// root nor `around.trusted_uid` can change it, or put another file in its place (as sshd's StrictModes).
/// Nothing for what is not a regular file: a pipe is its writer's.
std::optional<Fault> distrust(const Surroundings& around, std::string_view path);

}  // namespace supervise::config
