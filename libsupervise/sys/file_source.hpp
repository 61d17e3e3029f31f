/// Reading configuration files. An interface, so that parsing stays pure: tests and fuzzers bring files of
/// their own.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sys/result.hpp"

namespace supervise::sys {

/// What an account may do to a file or folder follows from these.
struct PathStatus {
    std::string path;
    unsigned uid = 0;
    unsigned gid = 0;
    unsigned mode = 0;  ///< permissions and the sticky bit
    bool is_folder = false;
    bool is_link = false;  ///< symbolic; its mode means nothing
};

class FileSource {
public:
    enum class Accept {
        any_file,      ///< also pipes and devices, as in `-c <(generate)`
        regular_file,  ///< nothing that could block
    };

    virtual ~FileSource() = default;

    /// The whole file. Fails with the errno; EISDIR for a folder, EFBIG when it is longer than `max_bytes`,
    /// ESPIPE when it is not of the accepted kind.
    virtual Result<std::string> read(const std::string& path, std::size_t max_bytes, Accept accept) const = 0;

    virtual bool is_readable_by_others(const std::string& path) const = 0;  ///< by its mode
    virtual bool exists(const std::string& path) const = 0;                 ///< following links
    virtual bool is_directory(const std::string& path) const = 0;           ///< following links
    virtual bool is_executable(const std::string& path) const = 0;
    virtual bool is_writable_by_others(const std::string& path) const = 0;  ///< by its mode
    /// It belongs to the daemon's account and its mode lets others read it.
    virtual bool is_own_and_readable_by_others(const std::string& path) const = 0;
    /// The same, and which regular file it was that was read, whatever has its name by now; `opened` stays as
    /// it is where there is none.
    virtual Result<std::string> read_opened(const std::string& path, std::size_t max_bytes, Accept accept,
                                            PathStatus& opened) const {
        (void)opened;
        return read(path, max_bytes, accept);
    }
    /// What a change of could make `path`, an absolute path, another file: the file there, then, as the
    /// kernel finds it, each folder in which a name is looked up, those of links included, and each link that
    /// its owner could replace because its folder is sticky. As far as there is something; without the file
    /// where that is neither a regular one nor a named pipe.
    virtual std::vector<PathStatus> way_to(const std::string& path) const = 0;
    virtual bool has_entry(const std::string& path) const = 0;  ///< also a link to nowhere

    /// Names in a folder, in no order, without `.` and `..`; empty when it cannot be read.
    virtual std::vector<std::string> names_in(const std::string& folder) const = 0;
};

class SystemFiles final : public FileSource {
public:
    Result<std::string> read(const std::string& path, std::size_t max_bytes, Accept accept) const override;
    Result<std::string> read_opened(const std::string& path, std::size_t max_bytes, Accept accept,
                                    PathStatus& opened) const override;
    bool is_readable_by_others(const std::string& path) const override;
    bool exists(const std::string& path) const override;
    bool is_directory(const std::string& path) const override;
    bool is_executable(const std::string& path) const override;
    bool is_writable_by_others(const std::string& path) const override;
    bool is_own_and_readable_by_others(const std::string& path) const override;
    std::vector<PathStatus> way_to(const std::string& path) const override;
    bool has_entry(const std::string& path) const override;
    std::vector<std::string> names_in(const std::string& folder) const override;
};

}  // namespace supervise::sys
