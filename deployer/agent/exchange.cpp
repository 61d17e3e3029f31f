#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <iterator>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "agent/operations.hpp"
#include "agent/walk.hpp"
#include "sys/fd.hpp"

namespace deployer::agent {

namespace {

using supervise::fail;
using supervise::Result;
using supervise::sys::Fd;
using supervise::sys::Transfer;
using Clock = std::chrono::steady_clock;

constexpr int tick_milliseconds = 500;

/// "ENOENT: No such file or directory"
tl::unexpected<supervise::Error> by_name(int code) {
    return fail(supervise::errno_name(code) + ": " + supervise::errno_text(code), code);
}

/// Waits until the socket is ready.
Result<void> wait(Context& context, int fd, short events, Clock::time_point deadline) {
    for (;;) {
        pollfd one{fd, events, 0};
        const int ready = ::poll(&one, 1, tick_milliseconds);
        if (ready > 0)
            return {};
        if (ready < 0 && errno != EINTR)
            return by_name(errno);
        if (Clock::now() >= deadline)
            return fail("ETIMEDOUT: no answer in time", ETIMEDOUT);
        context.host.still_working();
    }
}

/// A full backlog is a busy daemon, not an absent one; but one that hangs is busy for ever.
Result<void> connect(Context& context, int fd, const sockaddr_un& address, Clock::time_point deadline) {
    while (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        if (errno != EAGAIN && errno != EINTR)
            return by_name(errno);
        if (Clock::now() >= deadline)
            return fail("ETIMEDOUT: no connection in time", ETIMEDOUT);
        context.host.still_working();
        context.host.sleep(limits::connect_pause);
    }
    return {};
}

Result<Fd> connect(Context& context, const std::string& path, Clock::time_point deadline) {
    Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket)
        return by_name(errno);
    // A path longer than the address takes is reached by way of its folder.
    Fd folder;
    std::string shorter = path;
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    if (shorter.size() >= sizeof address.sun_path) {
        folder = Fd(::open(parent_of(path).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (!folder)
            return by_name(errno);
        shorter = "/proc/self/fd/" + std::to_string(folder.get()) + "/" + components(path).back();
    }
    if (shorter.size() >= sizeof address.sun_path)
        return by_name(ENAMETOOLONG);
    std::memcpy(std::data(address.sun_path), shorter.c_str(), shorter.size() + 1);
    if (auto connected = connect(context, socket.get(), address, deadline); !connected)
        return tl::unexpected(connected.error());
    return socket;
}

Result<void> send(Context& context, int fd, std::string_view bytes, Clock::time_point deadline) {
    while (!bytes.empty()) {
        const Transfer sent = supervise::sys::write_some(fd, bytes.data(), bytes.size());
        if (sent.outcome == Transfer::Outcome::some)
            bytes.remove_prefix(sent.bytes);
        else if (sent.outcome == Transfer::Outcome::end)
            return {};  // It answers before it has read all: the answer says why.
        else if (sent.outcome == Transfer::Outcome::failed)
            return by_name(sent.code);
        else if (auto ready = wait(context, fd, POLLOUT, deadline); !ready)
            return ready;
    }
    return {};
}

Result<std::string> receive(Context& context, int fd, Clock::time_point deadline) {
    std::string answer;
    std::array<char, 65536> piece{};
    for (;;) {
        const Transfer got = supervise::sys::read_some(fd, piece.data(), piece.size());
        if (got.outcome == Transfer::Outcome::end)
            return answer;
        if (got.outcome == Transfer::Outcome::failed)
            return by_name(got.code);
        if (got.outcome == Transfer::Outcome::would_block) {
            if (auto ready = wait(context, fd, POLLIN, deadline); !ready)
                return tl::unexpected(ready.error());
            continue;
        }
        if (answer.size() + got.bytes > task::max_exchange)
            return fail("EMSGSIZE: the answer is larger than " + std::to_string(task::max_exchange) +
                            " bytes",
                        EMSGSIZE);
        answer.append(piece.data(), got.bytes);
    }
}

}  // namespace

task::Answer perform(Context& context, const task::Exchange& operation) {
    if (auto checked = check_path(operation.socket); !checked)
        return failed(checked.error());
    const auto deadline = Clock::now() + std::chrono::seconds(operation.timeout_seconds);
    const auto socket = connect(context, operation.socket, deadline);
    if (!socket)
        return failed(socket.error());
    if (auto sent = send(context, socket->get(), operation.request, deadline); !sent)
        return failed(sent.error());
    auto received = receive(context, socket->get(), deadline);
    if (!received)
        return failed(received.error());
    task::Answer answer = ok();
    answer.value = std::move(*received);
    return answer;
}

}  // namespace deployer::agent
