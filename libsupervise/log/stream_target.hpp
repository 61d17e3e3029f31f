/// A log target that is not a regular file: a pipe, tty, socket or device. Written without ever blocking;
/// what it does not take at once waits in a bounded backlog.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "sys/fd.hpp"
#include "sys/files.hpp"
#include "sys/loop.hpp"

namespace supervise::log {

class StreamTarget {
public:
    /// Called on the loop when the backlog was written (code 0), or was lost because the target failed
    /// (errno).
    using Settled = std::function<void(int code)>;

    /// How it is written. `shared`: the descriptor's description belongs to others too, so it stays blocking
    /// and is written with care. `whole_lines`: in pieces that end with a line and that a pipe takes whole or
    /// not at all, so that the lines of several writers are not mixed up (those up to PIPE_BUF, pipe(7)).
    struct Manner {
        bool shared = false;
        bool whole_lines = false;
    };
    StreamTarget(sys::Fd fd, Manner manner, sys::FileSystem& files, sys::Loop& loop, Settled settled);

    /// What became of some bytes: those not accepted are lost, because of `code` (0: the backlog is full).
    struct Accepted {
        std::size_t bytes = 0;
        int code = 0;
    };
    Accepted write(std::string_view bytes);

    /// Something waits to be written.
    bool congested() const { return !backlog_.empty(); }
    std::size_t backlog() const { return backlog_.size(); }

private:
    /// Writes until done or blocked. Returns the bytes written and the errno of a failure.
    Accepted push(std::string_view bytes);
    std::string_view portion(std::string_view bytes) const;
    void wait_until_writable();
    void on_writable();

    sys::Fd fd_;
    Manner manner_;
    sys::FileSystem& files_;
    sys::Loop& loop_;
    Settled settled_;
    std::string backlog_;
    sys::Registration writable_;  ///< a watch or a timer; after fd_: dropped before it closes
};

}  // namespace supervise::log
