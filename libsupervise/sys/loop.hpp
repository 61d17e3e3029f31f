/// The event loop as the rooms see it: timers, readiness of descriptors, and work to do after the current
/// callback. One thread. `sys/asio_loop` is the real one (Asio, epoll); `tests/unit/fake/loop` runs on a
/// clock moved by hand.
#pragma once

#include <functional>
#include <memory>

#include "sys/clock.hpp"

namespace supervise::sys {

/// A registration with the loop. Destroying (or resetting) it guarantees that its callback will not run any
/// more, also when it was already due. A registration may be destroyed from inside its own callback.
class Registration {
public:
    class Impl {
    public:
        virtual ~Impl() = default;
    };

    Registration() = default;
    explicit Registration(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

    void reset() { impl_.reset(); }
    explicit operator bool() const { return impl_ != nullptr; }

private:
    std::unique_ptr<Impl> impl_;
};

class Loop {
public:
    using Callback = std::function<void()>;

    virtual ~Loop() = default;

    virtual const Clock& clock() const = 0;

    /// Runs `callback` once when the monotonic clock reaches `deadline`.
    [[nodiscard]] virtual Registration at(MonoTime deadline, Callback callback) = 0;

    /// Runs `callback` each time `fd` is readable (or at end of file, or in error), level-triggered as far as
    /// the caller can tell: what is left unread calls again. `fd` must be open and must outlive the
    /// registration, which must be dropped before the descriptor is closed. The descriptor must be
    /// non-blocking.
    [[nodiscard]] virtual Registration when_readable(int fd, Callback callback) = 0;
    [[nodiscard]] virtual Registration when_writable(int fd, Callback callback) = 0;

    /// Runs `callback` after the current one, before the loop waits again. Not cancellable: capture only what
    /// outlives it, or a weak reference.
    virtual void defer(Callback callback) = 0;

    /// Runs `job` on a helper thread that exists only while there are jobs, then `done` on the loop (may be
    /// null). For file-system calls that may take long (removing a large file). `job` must touch nothing of
    /// the daemon.
    virtual void in_background(Callback job, Callback done) = 0;

    Registration after(Duration delay, Callback callback) {
        return at(clock().mono() + delay, std::move(callback));
    }
};

}  // namespace supervise::sys
