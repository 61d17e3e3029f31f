/// A regular file as it is, held open.
#pragma once

#include <optional>
#include <string>

#include <sys/stat.h>

#include "agent/context.hpp"
#include "agent/walk.hpp"

namespace deployer::agent {

struct FileState {
    /// A symbolic link counts as absent: it is replaced, never followed.
    bool exists = false;
    bool link = false;
    struct stat status = {};
    supervise::sys::Fd fd;
};

/// Fails when something is there that is neither file nor link: a folder, a device.
supervise::Result<FileState> look_at_file(const Place& place, const std::string& path);

/// The SHA-256 of an open file, from its beginning.
supervise::Result<std::string> hash_of(Context& context, int fd, const std::string& path);

/// The beginning of it, as a difference may show it; nothing when it is binary.
std::optional<std::string> shown_text(int fd);
/// Cut to what a difference shows; nothing when it is binary.
std::optional<std::string> shown_text(std::string text);

/// All of it; nothing when it is longer than `limit`, or cannot be read.
std::optional<std::string> whole_text(int fd, std::size_t limit);

/// Seconds of the last modification of what is at the place now; 0 when nothing is.
std::int64_t modified_at(const Place& place);

}  // namespace deployer::agent
