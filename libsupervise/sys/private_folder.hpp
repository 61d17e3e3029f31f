/// A folder for files that are nobody else's business and live no longer than the object.
#pragma once

#include <string>

#include "sys/result.hpp"

namespace supervise::sys {

class PrivateFolder {
public:
    /// Mode 0700, in $TMPDIR or /tmp, with a name nobody can guess.
    static Result<PrivateFolder> create();

    PrivateFolder(PrivateFolder&& other) noexcept;
    PrivateFolder& operator=(PrivateFolder&&) = delete;
    /// Removes it with the files in it; folders in it are not expected.
    ~PrivateFolder();

    const std::string& path() const { return path_; }

private:
    explicit PrivateFolder(std::string path) : path_(std::move(path)) {}

    std::string path_;
};

}  // namespace supervise::sys
