#include "log/read.hpp"

#include <algorithm>
#include <limits>

#include "log/file_reader.hpp"
#include "log/limits.hpp"

namespace supervise::log {

namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

/// a + b, held at the ends of the type: callers send any 64-bit numbers.
std::int64_t saturating_add(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum))
        return a > 0 ? largest : std::numeric_limits<std::int64_t>::min();
    return sum;
}

/// `to_end`: nothing of the file follows, and what may begin a prefix is none.
tl::expected<std::string, ReadFault> read_bytes(sys::FileSystem& files, sys::Fd fd, Range range, bool to_end,
                                                std::optional<LineReader> lines) {
    FileReader reader(files, std::move(fd), range.offset, std::move(lines));
    auto bytes = reader.read_until(range.offset + range.length);
    if (!bytes)
        return tl::unexpected(ReadFault::failed);
    if (to_end)
        *bytes += reader.finish();
    return std::move(*bytes);
}

/// Opens a regular file; anything else could block or has no size.
tl::expected<sys::Fd, ReadFault> open_log(sys::FileSystem& files, const std::string& path,
                                          std::int64_t& size) {
    const auto named = path.empty() ? tl::unexpected(Error{}) : files.status(path);
    if (!named)
        return tl::unexpected(ReadFault::no_file);
    if (named->kind != sys::FileStatus::Kind::regular)
        return tl::unexpected(ReadFault::failed);
    auto fd = files.open_read(path, true);
    if (!fd)
        return tl::unexpected(ReadFault::failed);
    const auto opened = files.status(fd->get());
    if (!opened || opened->kind != sys::FileStatus::Kind::regular)
        return tl::unexpected(ReadFault::failed);
    size = opened->size;
    return std::move(*fd);
}

}  // namespace

tl::expected<Range, ReadFault> read_range(std::int64_t offset, std::int64_t length, std::int64_t size) {
    if (length < 0 || (offset < 0 && length != 0))
        return tl::unexpected(ReadFault::bad_arguments);
    if (offset < 0) {
        const std::int64_t wanted = offset < -limits::reply_bytes ? limits::reply_bytes : -offset;
        const std::int64_t taken = std::min(wanted, size);
        return Range{size - taken, taken};
    }
    const std::int64_t start = std::min(offset, size);
    const std::int64_t rest = std::min(size - start, limits::reply_bytes);
    return Range{start, length == 0 ? rest : std::min(length, rest)};
}

tl::expected<std::string, ReadFault> read_log(sys::FileSystem& files, const std::string& path,
                                              std::int64_t offset, std::int64_t length,
                                              std::optional<LineReader> lines) {
    std::int64_t size = 0;
    auto fd = open_log(files, path, size);
    if (!fd)
        return tl::unexpected(fd.error());
    const auto range = read_range(offset, length, size);
    if (!range)
        return tl::unexpected(range.error());
    return read_bytes(files, std::move(*fd), *range, range->offset + range->length == size, std::move(lines));
}

TailRange tail_range(std::int64_t offset, std::int64_t length, std::int64_t size) {
    TailRange tail;
    if (size > saturating_add(offset, length)) {
        tail.overflow = true;
        offset = size - 1;
    }
    if (saturating_add(offset, length) > size) {
        if (offset > size - 1)
            length = 0;
        offset = saturating_add(size, -length);
    }
    offset = std::max<std::int64_t>(offset, 0);
    length = std::max<std::int64_t>(length, 0);
    // What is there to read; Supervisor leaves this to the end of the file.
    const std::int64_t start = std::min(offset, size);
    const std::int64_t there = std::min(length, size - start);
    const std::int64_t taken = std::min(there, limits::reply_bytes);
    tail.range = {start + (there - taken), taken};
    tail.overflow = tail.overflow || taken < there;
    return tail;
}

Tail tail_log(sys::FileSystem& files, const std::string& path, std::int64_t offset, std::int64_t length,
              std::optional<LineReader> lines) {
    std::int64_t size = 0;
    auto fd = open_log(files, path, size);
    if (!fd)
        return {"", fd.error() == ReadFault::no_file ? 0 : offset, false};
    const TailRange tail = tail_range(offset, length, size);
    const bool to_end = tail.range.offset + tail.range.length == size;
    auto bytes = read_bytes(files, std::move(*fd), tail.range, to_end, std::move(lines));
    if (!bytes)
        return {"", offset, false};
    return {std::move(*bytes), size, tail.overflow};
}

}  // namespace supervise::log
