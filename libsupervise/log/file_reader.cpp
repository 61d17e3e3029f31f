#include "log/file_reader.hpp"

#include <algorithm>

#include "log/limits.hpp"

namespace supervise::log {

FileReader::FileReader(sys::FileSystem& files, sys::Fd fd, std::int64_t offset,
                       std::optional<LineReader> lines)
    : files_(files) {
    replace(std::move(fd), offset, std::move(lines));
}

/// Shows the reader of lines what of this line stands before the offset.
void FileReader::catch_up() {
    const std::int64_t end = offset_;
    const auto begin = line_begin();
    if (!begin)
        return lines_->begin_within_line();
    std::string passed;
    for (offset_ = *begin; offset_ < end; passed.clear()) {
        const auto left = static_cast<std::size_t>(end - offset_);
        const auto bytes = read_file(std::min(limits::look_back_step, left));
        if (!bytes || bytes->empty())
            break;
        lines_->put(*bytes, passed);
    }
    offset_ = end;
}

/// Of the line in which the offset is; none when that is too far away.
std::optional<std::int64_t> FileReader::line_begin() {
    const std::int64_t first = std::max<std::int64_t>(offset_ - limits::longest_look_back, 0);
    std::string bytes;
    for (std::int64_t end = offset_; end > first;) {
        const std::int64_t step = std::min<std::int64_t>(limits::look_back_step, end - first);
        bytes.resize(static_cast<std::size_t>(step));
        const auto got = files_.read_at(fd_.get(), end - step, bytes.data(), bytes.size());
        if (!got || *got < bytes.size())
            return std::nullopt;
        end -= step;
        if (const std::size_t newline = bytes.rfind('\n'); newline != std::string::npos)
            return end + static_cast<std::int64_t>(newline) + 1;
    }
    return first == 0 ? std::optional(first) : std::nullopt;
}

Result<std::string> FileReader::read_file(std::size_t most) {
    std::string bytes(most, '\0');
    const auto got = files_.read_at(fd_.get(), offset_, bytes.data(), most);
    if (!got)
        return tl::unexpected(got.error());
    bytes.resize(*got);
    offset_ += static_cast<std::int64_t>(*got);
    return bytes;
}

std::string FileReader::read(std::size_t max) {
    if (!lines_)
        return read_file(max).value_or(std::string());
    std::string text;
    while (text.empty()) {
        const std::size_t held = lines_->held();
        const std::string bytes = read_file(max > held ? max - held : 1).value_or(std::string());
        if (bytes.empty())
            break;
        lines_->put(bytes, text);
    }
    return text;
}

Result<std::string> FileReader::read_until(std::int64_t end) {
    auto bytes = read_file(static_cast<std::size_t>(std::max<std::int64_t>(end - offset_, 0)));
    if (!bytes || !lines_)
        return bytes;
    std::string text;
    text.reserve(bytes->size());
    lines_->put(*bytes, text);
    return text;
}

std::string FileReader::finish() {
    std::string text;
    if (lines_)
        lines_->finish(text);
    return text;
}

void FileReader::rewind() {
    (void)finish();
    offset_ = 0;
}

void FileReader::replace(sys::Fd fd, std::int64_t offset, std::optional<LineReader> lines) {
    fd_ = std::move(fd);
    offset_ = offset;
    lines_ = std::move(lines);
    if (lines_)
        catch_up();
}

}  // namespace supervise::log
