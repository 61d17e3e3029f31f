/// Removing a large file takes as long as writing it, because its last descriptor's end frees the blocks. So
/// it is held before it is removed or replaced, and let go off the loop.
#pragma once

#include <string>

#include "sys/fd.hpp"
#include "sys/files.hpp"
#include "sys/loop.hpp"

namespace supervise::log {

/// A descriptor of `path` when it is a regular file above limits::freed_inline.
sys::Fd hold_if_large(sys::FileSystem& files, const std::string& path);

/// Lets go of what was held.
void close_in_background(sys::Loop& loop, sys::Fd fd);

/// Removes a file of any size.
Result<void> remove_quickly(sys::FileSystem& files, sys::Loop& loop, const std::string& path);

}  // namespace supervise::log
