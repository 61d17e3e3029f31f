/// The write side of a child's stdin: what does not fit the pipe waits here and follows when it can
/// (LOG-070).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sys/fd.hpp"
#include "sys/loop.hpp"

namespace supervise::process {

class StdinBuffer {
public:
    /// Bytes that may wait for a child that does not read; more is refused.
    static constexpr std::size_t max_waiting = 1024 * 1024;

    enum class Outcome { queued, closed, full };

    /// Takes the non-blocking write end of a new child's stdin.
    void open(sys::Fd write_end) {
        close();
        fd_ = std::move(write_end);
    }
    void close();
    bool is_open() const { return static_cast<bool>(fd_); }

    /// Writes what fits now and keeps the rest, with `room` for all that waits; all or nothing is accepted.
    Outcome write(std::string_view bytes, sys::Loop& loop, std::size_t room = max_waiting);

private:
    void flush();

    sys::Fd fd_;
    std::string waiting_;
    sys::Registration writable_;
};

}  // namespace supervise::process
