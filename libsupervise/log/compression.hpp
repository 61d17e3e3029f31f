/// One file on its way to a compressed copy, in steps, so that a helper thread that does them has time for
/// others in between.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sys/fd.hpp"
#include "sys/files.hpp"
#include "sys/gzip.hpp"
#include "sys/result.hpp"

namespace supervise::log {

class Compression {
public:
    /// Opens `source`, a regular file and no symbolic link, and makes `target` anew, of the same mode.
    static Result<Compression> begin(sys::FileSystem& files, const std::string& source,
                                     const std::string& target);

    /// Goes on for a while. True when the copy is complete and safe on disk, with the time of the source. Any
    /// thread, one call at a time.
    Result<bool> step();

    /// Does `path` still name what was compressed?
    bool is_source(const std::string& path) const;

    /// Nothing was added to the source meanwhile.
    bool has_all() const;

    /// Does `path` name the copy?
    bool is_target(const std::string& path) const;

private:
    Compression(sys::FileSystem& files, sys::Gzip gzip, sys::Fd source, sys::Fd target)
        : files_(&files), gzip_(std::move(gzip)), source_(std::move(source)), target_(std::move(target)) {}

    Result<void> write_out();
    Result<void> end();

    sys::FileSystem* files_;
    sys::Gzip gzip_;
    sys::Fd source_, target_;
    std::int64_t offset_ = 0;
    std::vector<char> buffer_;
    std::string out_;
};

}  // namespace supervise::log
