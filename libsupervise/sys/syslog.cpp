#include "sys/syslog.hpp"

#include <cerrno>

#include <sys/socket.h>

#include "sys/local_time.hpp"
#include "sys/unix_address.hpp"

namespace supervise::sys {

namespace {

/// A call that moves bytes, once more when a signal came in between.
template <typename Call>
Result<std::size_t> moved_by(const Call& call) {
    ssize_t moved = -1;
    do {
        moved = call();
    } while (moved < 0 && errno == EINTR);
    if (moved < 0)
        return fail(errno_text(errno), errno);
    return static_cast<std::size_t>(moved);
}

}  // namespace

std::string syslog_record(const SyslogLabel& label, std::string_view line, WallTime time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
    std::string record = "<" + std::to_string(label.priority) + ">" + local_time(seconds, "%h %e %T ");
    record += label.identifier.empty() ? program_invocation_short_name : label.identifier;
    record += ": ";
    return record.append(line);
}

Result<void> SyslogSocket::send(std::string_view record) {
    if (stream_) {
        auto sent = send_on_stream(record);
        if (sent || stream_)
            return sent;
        // It was started anew, which is no reason to lose a record.
    }
    auto sent = send_datagram(record);
    if (sent || sent.error().code != EPROTOTYPE)
        return sent;
    if (auto connected = connect_stream(); !connected)
        return connected;
    return send_on_stream(record);
}

Result<void> SyslogSocket::send_datagram(std::string_view record) {
    if (!datagrams_)
        datagrams_ = Fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!datagrams_)
        return fail(errno_text(errno), errno);
    const auto address = unix_address(path_);
    if (!address)
        return tl::unexpected(address.error());
    const auto sent = moved_by([&] {
        return ::sendto(datagrams_.get(), record.data(), record.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                        reinterpret_cast<const sockaddr*>(&address->name), address->size);
    });
    return sent ? Result<void>{} : tl::unexpected(sent.error());
}

// --- streams

Result<void> SyslogSocket::connect_stream() {
    const auto address = unix_address(path_);
    if (!address)
        return tl::unexpected(address.error());
    Fd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!fd || ::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address->name), address->size) != 0)
        return fail(errno_text(errno), errno);
    stream_ = std::move(fd);
    return {};
}

Result<void> SyslogSocket::send_on_stream(std::string_view record) {
    if (auto pushed = push(rest_); !pushed)
        return pushed;
    if (!rest_.empty())
        return fail(errno_text(EAGAIN), EAGAIN);
    std::string whole(record);
    whole += '\0';
    const std::size_t size = whole.size();
    if (auto pushed = push(whole); !pushed)
        return pushed;
    if (whole.size() == size)
        return fail(errno_text(EAGAIN), EAGAIN);
    rest_ = std::move(whole);
    return {};
}

/// Takes off `bytes` what the stream takes now. A failure is the end of the stream.
Result<void> SyslogSocket::push(std::string& bytes) {
    while (!bytes.empty()) {
        const auto sent = moved_by(
            [&] { return ::send(stream_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL); });
        if (!sent && sent.error().code == EAGAIN)
            return {};
        if (!sent) {
            stream_.reset();
            rest_.clear();
            return tl::unexpected(sent.error());
        }
        bytes.erase(0, *sent);
    }
    return {};
}

}  // namespace supervise::sys
