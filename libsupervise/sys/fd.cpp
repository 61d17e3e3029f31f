#include "sys/fd.hpp"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace supervise::sys {

namespace {

/// The outcome of a read(2) or write(2) that returned -1.
Transfer refused(int code) {
    if (code == EAGAIN || code == EWOULDBLOCK)
        return {Transfer::Outcome::would_block, 0, code};
    return {Transfer::Outcome::failed, 0, code};
}

}  // namespace

Fd& Fd::operator=(Fd&& other) noexcept {
    if (this != &other) {
        reset();
        fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
}

void Fd::reset() {
    // Linux frees the number even when close(2) reports EINTR or EIO: never repeated, nothing left to report
    // to.
    if (fd_ >= 0)
        ::close(std::exchange(fd_, -1));
}

Result<Pipe> make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return fail_errno("pipe", errno);
    return Pipe{Fd(ends[0]), Fd(ends[1])};
}

Result<void> set_nonblocking(int fd, bool on) {
    const int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0)
        return fail_errno("fcntl F_GETFL", errno);
    const int wanted = on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
    if (wanted != flags && ::fcntl(fd, F_SETFL, wanted) != 0)
        return fail_errno("fcntl F_SETFL", errno);
    return {};
}

Transfer read_some(int fd, void* buffer, std::size_t size) {
    while (true) {
        const ssize_t got = ::read(fd, buffer, size);
        if (got > 0)
            return {Transfer::Outcome::some, static_cast<std::size_t>(got), 0};
        if (got == 0)
            return {size == 0 ? Transfer::Outcome::some : Transfer::Outcome::end, 0, 0};
        if (errno != EINTR)
            return refused(errno);
    }
}

Transfer write_some(int fd, const void* bytes, std::size_t size) {
    while (true) {
        const ssize_t put = ::write(fd, bytes, size);
        if (put >= 0)
            return {Transfer::Outcome::some, static_cast<std::size_t>(put), 0};
        if (errno == EPIPE)
            return {Transfer::Outcome::end, 0, EPIPE};
        if (errno != EINTR)
            return refused(errno);
    }
}

Result<void> write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const Transfer put = write_some(fd, bytes.data(), bytes.size());
        if (put.outcome != Transfer::Outcome::some)
            return fail_errno("write", put.code);
        bytes.remove_prefix(put.bytes);
    }
    return {};
}

}  // namespace supervise::sys
