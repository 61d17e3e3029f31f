/// A folder of ours that begins empty.
#pragma once

#include <string>

#include "sys/result.hpp"

namespace supervise::sys {

/// Deletes the folder at `path` with all that is in it, when there is one, and makes it anew with mode 0700.
/// Refuses what is not a folder, and links.
Result<void> make_fresh_folder(const std::string& path);

}  // namespace supervise::sys
