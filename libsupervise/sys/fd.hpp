/// An owned file descriptor and the few calls on one that need care (EINTR, partial writes, CLOEXEC).
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include "sys/result.hpp"

namespace supervise::sys {

/// Owns a descriptor and closes it. Move-only; -1 means none.
class Fd {
public:
    Fd() = default;
    explicit Fd(int fd) : fd_(fd) {}
    Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Fd& operator=(Fd&& other) noexcept;
    ~Fd() { reset(); }

    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }
    int release() { return std::exchange(fd_, -1); }
    void reset();

private:
    int fd_ = -1;
};

struct Pipe {
    Fd read_end;
    Fd write_end;
};

/// Both ends close-on-exec and blocking.
Result<Pipe> make_pipe();

Result<void> set_nonblocking(int fd, bool on);

/// What one read or write came to. `would_block` and `end` (of file, or peer gone on a write) are ordinary
/// outcomes.
struct Transfer {
    enum class Outcome { some, would_block, end, failed };
    Outcome outcome = Outcome::failed;
    std::size_t bytes = 0;
    int code = 0;  ///< errno when failed
};

Transfer read_some(int fd, void* buffer, std::size_t size);
Transfer write_some(int fd, const void* bytes, std::size_t size);

/// Writes everything to a blocking descriptor or a file.
Result<void> write_all(int fd, std::string_view bytes);

}  // namespace supervise::sys
