#include "supervisorctl/lines.hpp"

#include <array>
#include <utility>

#include "sys/fd.hpp"

namespace supervise::ctl {
namespace {

/// A terminal gives a line at a time, at most 4 KiB of it.
constexpr std::size_t read_bytes = 4096;
/// A longer line is cut into several.
constexpr std::size_t max_line = 1024 * 1024;

}  // namespace

std::optional<std::string> Lines::next() {
    while (!has_line() && read()) {
    }
    return take();
}

bool Lines::read() {
    std::array<char, read_bytes> buffer;
    const sys::Transfer transfer = sys::read_some(fd_, buffer.data(), buffer.size());
    if (transfer.outcome == sys::Transfer::Outcome::some) {
        pending_.append(buffer.data(), transfer.bytes);
        if (pending_.size() > max_line && !has_line()) {
            pending_ += '\n';
        }
    }
    return transfer.outcome == sys::Transfer::Outcome::some ||
           transfer.outcome == sys::Transfer::Outcome::would_block;
}

std::optional<std::string> Lines::take() {
    if (pending_.empty()) {
        return std::nullopt;
    }
    const std::size_t end = pending_.find('\n');
    std::string line = pending_.substr(0, end);
    pending_.erase(0, end == std::string::npos ? end : end + 1);
    return line;
}

}  // namespace supervise::ctl
