/// Reading logs back by offset and length: Supervisor's read and tail arithmetic (LOG-060 to LOG-066).
/// Offsets and lengths are those of the file. With a LineReader only what the program wrote of that range is
/// handed over; ranges that follow each other give its output without a gap. Without, bytes are as they are
/// in the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "log/line_reader.hpp"
#include "sys/files.hpp"

namespace supervise::log {

enum class ReadFault {
    bad_arguments,
    no_file,
    failed,  ///< cannot be opened or read, or is no regular file
};

/// A part of a file.
struct Range {
    std::int64_t offset = 0;
    std::int64_t length = 0;
    bool operator==(const Range&) const = default;
};

/// What a read of (offset, length) means for a file of `size` bytes; at most limits::reply_bytes, from the
/// end of the file when the offset counts from there.
tl::expected<Range, ReadFault> read_range(std::int64_t offset, std::int64_t length, std::int64_t size);

tl::expected<std::string, ReadFault> read_log(sys::FileSystem& files, const std::string& path,
                                              std::int64_t offset, std::int64_t length,
                                              std::optional<LineReader> lines = {});

struct TailRange {
    Range range;
    bool overflow = false;  ///< the file grew by more than was asked for
    bool operator==(const TailRange&) const = default;
};

/// What a tail of (offset, length) means for a file of `size` bytes; at most limits::reply_bytes, the last
/// ones.
TailRange tail_range(std::int64_t offset, std::int64_t length, std::int64_t size);

/// The answer to a tail: bytes, the offset to ask from next, and whether some were skipped.
struct Tail {
    std::string bytes;
    std::int64_t offset = 0;
    bool overflow = false;
};

/// Never fails: without a file the answer is empty, at offset 0 (LOG-063).
Tail tail_log(sys::FileSystem& files, const std::string& path, std::int64_t offset, std::int64_t length,
              std::optional<LineReader> lines = {});

}  // namespace supervise::log
