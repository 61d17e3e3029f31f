#include "sys/journal.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "sys/unix_address.hpp"

namespace supervise::sys {

namespace {

/// Sends `entry`, or the descriptor `file` instead.
Result<void> send_to(int socket, const std::string& path, std::string_view entry, int file) {
    auto address = unix_address(path);
    if (!address)
        return tl::unexpected(address.error());
    iovec part{const_cast<char*>(entry.data()), entry.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_name = &address->name;
    message.msg_namelen = address->size;
    if (file < 0) {
        message.msg_iov = &part;
        message.msg_iovlen = 1;
    } else {
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        cmsghdr* const head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(head), &file, sizeof file);
    }
    ssize_t sent = -1;
    do {
        sent = ::sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    if (sent < 0)
        return fail(errno_text(errno), errno);
    return {};
}

}  // namespace

void append_journal_field(std::string& entry, std::string_view name, std::string_view value) {
    entry += name;
    if (value.find('\n') == std::string_view::npos) {
        entry += '=';
    } else {  // the length in 64 bits, the lowest first
        entry += '\n';
        for (unsigned shift = 0; shift < 64; shift += 8)
            entry += static_cast<char>((static_cast<std::uint64_t>(value.size()) >> shift) & 0xFFU);
    }
    entry += value;
    entry += '\n';
}

Result<void> JournalSocket::send(std::string_view entry) {
    if (!socket_)
        socket_ = Fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket_)
        return fail(errno_text(errno), errno);
    auto sent = send_to(socket_.get(), path_, entry, -1);
    if (!sent && (sent.error().code == EMSGSIZE || sent.error().code == ENOBUFS))
        return send_as_file(entry);
    return sent;
}

Result<void> JournalSocket::send_as_file(std::string_view entry) {
    const Fd file(::memfd_create("supervisord-journal-entry", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!file)
        return fail(errno_text(errno), errno);
    if (auto written = write_all(file.get(), entry); !written)
        return written;
    // The journal takes only what nobody can change any more.
    if (::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0)
        return fail(errno_text(errno), errno);
    return send_to(socket_.get(), path_, {}, file.get());
}

}  // namespace supervise::sys
