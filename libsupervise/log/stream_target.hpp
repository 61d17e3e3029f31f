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

    /// `shared`: the descriptor's description belongs to others too, so it stays blocking and is written with
    /// care.
    StreamTarget(sys::Fd fd, bool shared, sys::FileSystem& files, sys::Loop& loop, Settled settled);

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
    void wait_until_writable();
    void on_writable();

    sys::Fd fd_;
    bool shared_;
    sys::FileSystem& files_;
    sys::Loop& loop_;
    Settled settled_;
    std::string backlog_;
    sys::Registration writable_;  ///< a watch or a timer; after fd_: dropped before it closes
};

}  // namespace supervise::log
