/// Files that are read or written as a whole: pidfiles, environment files, password files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "sys/result.hpp"

namespace supervise::sys {

/// What becomes of the mode of a new file.
enum class Umask : std::uint8_t { applies, ignored };

/// Puts `content` at `path` in one step: a reader sees the old file or the new one. The new one has `mode`
/// minus the umask, if that applies. Where the folder cannot be written but the file can, the file is
/// overwritten. A symbolic link is never followed; what is no regular file, such as /dev/null, is written to
/// and stays what it is.
Result<void> write_whole_file(const std::string& path, std::string_view content, unsigned mode = 0666,
                              Umask umask = Umask::applies);

/// The same for a file that is somebody's: it keeps its owner and its group whoever writes, and a symbolic
/// link to it stays one, the file being overwritten where it is. A link is followed if it is ours, root's, or
/// of the one whose file it leads to: nobody can make us write where he could not.
Result<void> rewrite_file(const std::string& path, std::string_view content, unsigned mode);

/// The whole of a regular file of at most `limit` bytes.
Result<std::string> read_small_file(const std::string& path, std::size_t limit = 1024 * 1024);

}  // namespace supervise::sys
