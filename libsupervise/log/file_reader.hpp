/// Reads a log file on from an offset. With a LineReader it gives what the program wrote: then it begins to
/// look where the line begins in which the offset is, so that a prefix cut by the offset does not show.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "log/line_reader.hpp"
#include "sys/fd.hpp"
#include "sys/files.hpp"
#include "sys/result.hpp"

namespace supervise::log {

class FileReader {
public:
    FileReader(sys::FileSystem& files, sys::Fd fd, std::int64_t offset, std::optional<LineReader> lines = {});

    /// What comes next, at most `max` bytes (and what stands before one line, where that is longer); empty
    /// when the file has no more now, or cannot be read.
    std::string read(std::size_t max);

    /// All up to the offset `end`, if the file has that much.
    Result<std::string> read_until(std::int64_t end);

    /// The file has come to its end: what has been held, because it might have begun a prefix.
    std::string finish();

    /// Goes on at the beginning of the file; what is held is dropped.
    void rewind();
    /// Goes on in another file, or otherwise, as if made anew; what is held is dropped.
    void replace(sys::Fd fd, std::int64_t offset, std::optional<LineReader> lines);

    /// Where in the file reading goes on.
    std::int64_t offset() const { return offset_; }
    Result<sys::FileStatus> status() const { return files_.status(fd_.get()); }

private:
    Result<std::string> read_file(std::size_t most);
    std::optional<std::int64_t> line_begin();
    void catch_up();

    sys::FileSystem& files_;
    sys::Fd fd_;
    std::int64_t offset_ = 0;
    std::optional<LineReader> lines_;
};

}  // namespace supervise::log
