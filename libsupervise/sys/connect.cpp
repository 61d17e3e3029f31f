#include "sys/connect.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <iterator>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace supervise::sys {
namespace {

using Stage = ConnectFailure::Stage;

/// poll() skips negative descriptors.
constexpr int no_fd = -1;
int cancelling_fd = no_fd;

/// A Unix socket whose queue is full does not tell when there is room again.
constexpr std::chrono::milliseconds full_queue_pause{10};

tl::unexpected<ConnectFailure> failure(int code) {
    return tl::unexpected(ConnectFailure{Stage::connect, code, errno_text(code)});
}

/// Until a connection that is being made is there.
tl::expected<Fd, ConnectFailure> await_connection(Fd socket, Duration timeout) {
    std::array<Interest, 1> interest{{{.fd = socket.get(), .writable = true}}};
    const auto ready = wait_for_any(interest, timeout);
    if (!ready) {
        return failure(ready.error().code);
    }
    if (!*ready) {
        return failure(ETIMEDOUT);
    }
    int code = 0;
    socklen_t code_size = sizeof code;
    if (::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &code, &code_size) != 0) {
        return failure(errno);
    }
    if (code != 0) {
        return failure(code);
    }
    return socket;
}

tl::expected<Fd, ConnectFailure> connect_to(const sockaddr* address, socklen_t size, Duration timeout) {
    Fd socket(::socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket) {
        return failure(errno);
    }
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (::connect(socket.get(), address, size) != 0) {
        if (errno == EINPROGRESS || errno == EINTR) {
            return await_connection(std::move(socket), timeout);
        }
        // EAGAIN is a Unix socket whose queue is full; Supervisor's client, which blocks, waits there.
        if (errno != EAGAIN) {
            return failure(errno);
        }
        const Duration left = deadline - std::chrono::steady_clock::now();
        if (left <= Duration::zero()) {
            return failure(ETIMEDOUT);
        }
        if (auto waited = wait_for_any({}, std::min<Duration>(left, full_queue_pause)); !waited) {
            return failure(waited.error().code);
        }
    }
    return socket;
}

}  // namespace

tl::expected<Fd, ConnectFailure> connect_unix(const std::string& path, Duration timeout) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        return tl::unexpected(ConnectFailure{Stage::address, ENAMETOOLONG, "AF_UNIX path too long"});
    }
    std::memcpy(std::data(address.sun_path), path.data(), path.size());
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + 1);
    return connect_to(reinterpret_cast<const sockaddr*>(&address), size, timeout);
}

tl::expected<Fd, ConnectFailure> connect_tcp(const std::string& host, std::uint16_t port, Duration timeout) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int code =
        ::getaddrinfo(host.empty() ? nullptr : host.c_str(), std::to_string(port).c_str(), &hints, &found);
    if (code != 0) {
        return tl::unexpected(ConnectFailure{Stage::resolve, code, ::gai_strerror(code)});
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, &::freeaddrinfo);
    tl::expected<Fd, ConnectFailure> socket = failure(EADDRNOTAVAIL);
    for (const addrinfo* address = found; address != nullptr; address = address->ai_next) {
        socket = connect_to(address->ai_addr, address->ai_addrlen, timeout);
        if (socket) {
            // Both are refinements: a connection that refuses them still works.
            const int on = 1;
            static_cast<void>(::setsockopt(socket->get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on));
            static_cast<void>(::setsockopt(socket->get(), SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on));
            break;
        }
    }
    return socket;
}

Result<bool> wait_for_any(std::span<Interest> interests, std::optional<Duration> timeout) {
    std::vector<pollfd> polled;
    polled.reserve(interests.size() + 1);
    for (const Interest& interest : interests) {
        polled.push_back({interest.fd, static_cast<short>(interest.writable ? POLLOUT : POLLIN), 0});
    }
    // Who looks at it himself is told by that alone: asked for twice, it may get ready between the two looks.
    const bool is_looked_at = std::any_of(interests.begin(), interests.end(), [](const Interest& interest) {
        return interest.fd == cancelling_fd;
    });
    polled.push_back({is_looked_at ? no_fd : cancelling_fd, POLLIN, 0});
    const auto deadline = timeout ? std::optional(std::chrono::steady_clock::now() + *timeout) : std::nullopt;
    for (;;) {
        int wait = -1;
        if (deadline) {
            const auto left =
                std::chrono::ceil<std::chrono::milliseconds>(*deadline - std::chrono::steady_clock::now());
            wait = static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, INT_MAX));
        }
        const int count = ::poll(polled.data(), polled.size(), wait);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return fail_errno("poll", errno);
        }
        bool is_any_ready = false;
        for (std::size_t i = 0; i < interests.size(); ++i) {
            interests[i].ready = polled[i].revents != 0;
            is_any_ready = is_any_ready || interests[i].ready;
        }
        if (count > 0 && !is_any_ready) {
            return fail("interrupted", ECANCELED);
        }
        return is_any_ready;
    }
}

CancelWaits::CancelWaits(int fd) : outer_fd_(std::exchange(cancelling_fd, fd)) {}

CancelWaits::~CancelWaits() {
    cancelling_fd = outer_fd_;
}

}  // namespace supervise::sys
