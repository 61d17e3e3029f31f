/// Files and folders: the file-system calls the rooms need, behind an interface so that tests can fill the
/// disk or take a folder away. Every descriptor is close-on-exec; no call blocks on a fifo without a reader.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sys/fd.hpp"
#include "sys/result.hpp"

namespace supervise::sys {

struct FileStatus {
    enum class Kind { regular, folder, socket, other };
    Kind kind = Kind::other;
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t size = 0;
    unsigned owner = 0;
    unsigned mode = 0;          ///< permission bits
    std::int64_t modified = 0;  ///< seconds, wall clock

    /// The same file, whatever its name.
    bool same_file(const FileStatus& other) const { return device == other.device && inode == other.inode; }
};

/// How a file is opened for appending.
struct AppendOptions {
    unsigned mode = 0666;     ///< of a file that is created, minus the umask
    bool exact_mode = false;  ///< `mode` holds whatever the umask
    bool own_file = false;  ///< refuse symbolic links and files of other users (for names in shared folders)
    bool create = true;     ///< create the file when it is missing
    bool must_create = false;  ///< fail when anything of that name exists
};

class FileSystem {
public:
    virtual ~FileSystem() = default;

    /// Opens for appending, creating the file when it is missing; non-blocking, which matters for pipes and
    /// ttys.
    virtual Result<Fd> open_append(const std::string& path, const AppendOptions& options) = 0;

    /// Opens for reading without following a final symbolic link when `follow` is false.
    virtual Result<Fd> open_read(const std::string& path, bool follow) = 0;

    /// Another descriptor of the same open file description.
    virtual Result<Fd> duplicate(int fd) = 0;

    /// The descriptor of this very process that `path` names (/dev/stdout, /dev/fd/N, ...), also by way of
    /// one symbolic link.
    virtual std::optional<int> own_descriptor(const std::string& path) = 0;

    virtual Result<FileStatus> status(const std::string& path) = 0;
    virtual Result<FileStatus> status(int fd) = 0;

    virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
    virtual Result<void> remove(const std::string& path) = 0;
    virtual Result<void> truncate(int fd) = 0;

    /// Returns when what was written will survive a power failure.
    virtual Result<void> sync(int fd) = 0;

    /// Sets when the file was modified, in seconds of the wall clock.
    virtual Result<void> set_modified(int fd, std::int64_t seconds) = 0;

    /// Creates the folder and those above it that are missing.
    virtual Result<void> make_folders(const std::string& path) = 0;

    /// Names in a folder, without "." and "..", in no order.
    virtual Result<std::vector<std::string>> list(const std::string& folder) = 0;

    /// write(2).
    virtual Transfer write(int fd, std::string_view bytes) = 0;

    /// Writes what a descriptor shared with other processes, and hence blocking, takes at once.
    virtual Transfer write_without_waiting(int fd, std::string_view bytes) = 0;

    /// The file position: after an append, where the file ended.
    virtual Result<std::int64_t> position(int fd) = 0;

    /// Reads up to `size` bytes at `offset` into `buffer`; fewer only at the end of the file.
    virtual Result<std::size_t> read_at(int fd, std::int64_t offset, char* buffer, std::size_t size) = 0;
};

/// The kernel's.
class KernelFileSystem : public FileSystem {
public:
    Result<Fd> open_append(const std::string& path, const AppendOptions& options) override;
    Result<Fd> open_read(const std::string& path, bool follow) override;
    Result<Fd> duplicate(int fd) override;
    std::optional<int> own_descriptor(const std::string& path) override;
    Result<FileStatus> status(const std::string& path) override;
    Result<FileStatus> status(int fd) override;
    Result<void> rename(const std::string& from, const std::string& to) override;
    Result<void> remove(const std::string& path) override;
    Result<void> truncate(int fd) override;
    Result<void> sync(int fd) override;
    Result<void> set_modified(int fd, std::int64_t seconds) override;
    Result<void> make_folders(const std::string& path) override;
    Result<std::vector<std::string>> list(const std::string& folder) override;
    Transfer write(int fd, std::string_view bytes) override;
    Transfer write_without_waiting(int fd, std::string_view bytes) override;
    Result<std::int64_t> position(int fd) override;
    Result<std::size_t> read_at(int fd, std::int64_t offset, char* buffer, std::size_t size) override;
};

/// Asks for a pipe buffer of `bytes`; the size it has afterwards (the kernel may refuse or round up).
std::size_t enlarge_pipe(int fd, std::size_t bytes);

}  // namespace supervise::sys
