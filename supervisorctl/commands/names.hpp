/// Names on a command line.
#pragma once

#include <algorithm>
#include <span>
#include <string>

namespace supervise::ctl::commands {

/// `all` anywhere in the list replaces the whole list (CTL-014).
inline bool names_all(std::span<const std::string> names) {
    return std::find(names.begin(), names.end(), "all") != names.end();
}

}  // namespace supervise::ctl::commands
