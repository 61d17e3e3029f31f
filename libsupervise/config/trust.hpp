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
/// `opened` is what was read under that name, which somebody may have given another file since.
std::optional<Fault> distrust(const Surroundings& around, std::string_view path,
                              const sys::PathStatus& opened);

}  // namespace supervise::config
