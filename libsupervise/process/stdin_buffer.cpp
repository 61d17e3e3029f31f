#include "process/stdin_buffer.hpp"

namespace supervise::process {

void StdinBuffer::close() {
    writable_.reset();
    fd_.reset();
    waiting_.clear();
    waiting_.shrink_to_fit();
}

StdinBuffer::Outcome StdinBuffer::write(std::string_view bytes, sys::Loop& loop, std::size_t room) {
    if (!is_open())
        return Outcome::closed;
    if (waiting_.size() > room || bytes.size() > room - waiting_.size())
        return Outcome::full;
    waiting_.append(bytes);
    flush();
    if (!is_open())
        return Outcome::closed;
    if (!waiting_.empty() && !writable_)
        writable_ = loop.when_writable(fd_.get(), [this] { flush(); });
    return Outcome::queued;
}

void StdinBuffer::flush() {
    std::size_t written = 0;
    while (written < waiting_.size()) {
        const std::string_view rest = std::string_view(waiting_).substr(written);
        const sys::Transfer transfer = sys::write_some(fd_.get(), rest.data(), rest.size());
        if (transfer.outcome == sys::Transfer::Outcome::would_block)
            break;
        if (transfer.outcome != sys::Transfer::Outcome::some)
            return close();  // the child closed its stdin: nothing will ever be read
        written += transfer.bytes;
    }
    waiting_.erase(0, written);
    if (waiting_.empty())
        writable_.reset();
}

}  // namespace supervise::process
