#include "log/stream_target.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>

#include "log/limits.hpp"

namespace supervise::log {

StreamTarget::StreamTarget(sys::Fd fd, Manner manner, sys::FileSystem& files, sys::Loop& loop,
                           Settled settled)
    : fd_(std::move(fd)), manner_(manner), files_(files), loop_(loop), settled_(std::move(settled)) {}

/// What one call should write of `bytes`.
std::string_view StreamTarget::portion(std::string_view bytes) const {
    if (!manner_.whole_lines || bytes.size() <= PIPE_BUF)
        return bytes;
    std::size_t end = bytes.rfind('\n', PIPE_BUF - 1);
    if (end == std::string_view::npos)
        end = bytes.find('\n');
    return end == std::string_view::npos ? bytes : bytes.substr(0, end + 1);
}

StreamTarget::Accepted StreamTarget::push(std::string_view bytes) {
    Accepted done;
    while (done.bytes < bytes.size()) {
        const std::string_view rest = portion(bytes.substr(done.bytes));
        const sys::Transfer put =
            manner_.shared ? files_.write_without_waiting(fd_.get(), rest) : files_.write(fd_.get(), rest);
        if (put.outcome == sys::Transfer::Outcome::would_block)
            break;
        if (put.outcome != sys::Transfer::Outcome::some) {
            done.code = put.code != 0 ? put.code : EPIPE;
            break;
        }
        done.bytes += put.bytes;
    }
    return done;
}

StreamTarget::Accepted StreamTarget::write(std::string_view bytes) {
    Accepted done;
    if (!congested()) {
        done = push(bytes);
        if (done.code != 0 || done.bytes == bytes.size())
            return done;
    }
    const std::size_t room = limits::stream_backlog - backlog_.size();
    const std::size_t kept = std::min(room, bytes.size() - done.bytes);
    backlog_.append(bytes, done.bytes, kept);
    done.bytes += kept;
    if (!writable_)
        wait_until_writable();
    return done;
}

void StreamTarget::wait_until_writable() {
    if (!manner_.shared)
        writable_ = loop_.when_writable(fd_.get(), [this] { on_writable(); });
    else  // watching needs a non-blocking descriptor, and this one is not ours alone
        writable_ = loop_.after(limits::shared_stream_pause, [this] { on_writable(); });
}

void StreamTarget::on_writable() {
    const Accepted done = push(backlog_);
    backlog_.erase(0, done.bytes);
    if (!backlog_.empty() && done.code == 0) {
        if (manner_.shared)
            wait_until_writable();
        return;
    }
    writable_.reset();
    if (done.code == 0)
        backlog_.shrink_to_fit();
    const Settled settled = settled_;  // the call may destroy this object
    settled(done.code);
}

}  // namespace supervise::log
