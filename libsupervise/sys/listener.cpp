#include "sys/listener.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <iterator>
#include <memory>
#include <thread>

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <fmt/core.h>

namespace supervise::sys {
namespace {

constexpr int socket_flags = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
/// How often a path may change under us before we give up.
constexpr int publish_attempts = 5;
/// Far longer than a child stays between fork and exec, short enough to wait for before saying "in use".
constexpr std::chrono::milliseconds dying_listener_patience{500};
constexpr std::chrono::milliseconds dying_listener_pause{5};
/// A daemon that replaces a socket holds the folder's lock for far less than these together; whoever holds it
/// longer is none, and must not keep us.
constexpr int lock_attempts = 20;
constexpr std::chrono::milliseconds lock_pause{5};

/// A client whose machine is gone says nothing any more: asked so often, it is found out within two minutes.
constexpr std::chrono::seconds silence_before_asking{60};
constexpr std::chrono::seconds asked_again_after{15};
constexpr int unanswered_questions = 4;
/// The same for bytes that are under way and not acknowledged, while which nobody is asked.
constexpr std::chrono::milliseconds unacknowledged_time =
    silence_before_asking + asked_again_after * unanswered_questions;

void set_option(int fd, int level, int option, int value) {
    ::setsockopt(fd, level, option, &value, sizeof value);
}

// --- TCP
// ----------------------------------------------------------------------------------------------------------

using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

Result<Addresses> resolve(const std::string& host, std::uint16_t port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    hints.ai_family = host.empty() ? AF_INET : AF_UNSPEC;
    addrinfo* found = nullptr;
    const int code =
        ::getaddrinfo(host.empty() ? nullptr : host.c_str(), std::to_string(port).c_str(), &hints, &found);
    if (code == EAI_SYSTEM)
        return fail_errno(fmt::format("resolve '{}'", host), errno);
    if (code != 0)
        return fail(fmt::format("resolve '{}': {}", host, ::gai_strerror(code)), code);
    return Addresses(found, &::freeaddrinfo);
}

/// A name that has both kinds of addresses means the IPv4 one, as it always has.
const addrinfo& preferred(const addrinfo& first) {
    for (const addrinfo* at = &first; at != nullptr; at = at->ai_next)
        if (at->ai_family == AF_INET)
            return *at;
    return first;
}

/// Without it who follows something, and is therefore waited for without end, would keep its place for ever.
void notice_lost_peer(int fd) {
    set_option(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
    set_option(fd, IPPROTO_TCP, TCP_KEEPIDLE, static_cast<int>(silence_before_asking.count()));
    set_option(fd, IPPROTO_TCP, TCP_KEEPINTVL, static_cast<int>(asked_again_after.count()));
    set_option(fd, IPPROTO_TCP, TCP_KEEPCNT, unanswered_questions);
    set_option(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, static_cast<int>(unacknowledged_time.count()));
}

std::pair<std::string, std::uint16_t> peer_name(const sockaddr_storage& address, socklen_t size) {
    std::array<char, NI_MAXHOST> host{};
    std::array<char, NI_MAXSERV> port{};
    if (::getnameinfo(reinterpret_cast<const sockaddr*>(&address), size, host.data(), host.size(),
                      port.data(), port.size(), NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return {"unknown", std::uint16_t{0}};
    std::string name = host.data();
    constexpr std::string_view mapped = "::ffff:";
    if (name.rfind(mapped, 0) == 0 && name.find('.') != std::string::npos)
        name.erase(0, mapped.size());
    return {std::move(name), static_cast<std::uint16_t>(std::strtoul(port.data(), nullptr, 10))};
}

// --- Unix sockets
// -------------------------------------------------------------------------------------------------

Result<sockaddr_un> unix_address(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return fail("AF_UNIX path too long", ENAMETOOLONG);
    std::memcpy(std::data(address.sun_path), path.c_str(), path.size() + 1);
    return address;
}

int call_with_address(int (*call)(int, const sockaddr*, socklen_t), int fd, const sockaddr_un& address) {
    return call(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

/// A connection to whoever listens there.
Result<Fd> knock(const std::string& path) {
    const auto address = unix_address(path);
    if (!address)
        return tl::unexpected(address.error());
    Fd probe(::socket(AF_UNIX, socket_flags, 0));
    if (!probe || call_with_address(::connect, probe.get(), *address) != 0)
        return fail_errno(fmt::format("connect '{}'", path), errno);
    return probe;
}

/// Does nobody listen there? Only a refusal says so: any other answer is a reason to keep away.
bool is_stale(const std::string& path) {
    const auto probe = knock(path);
    return !probe && probe.error().code == ECONNREFUSED;
}

/// A daemon killed in the middle of starting a program lives on for a moment in that child, listening, until
/// its exec; so a connection gets `dying_listener_patience` to break before the listener counts as live.
bool becomes_stale(const std::string& path) {
    const auto deadline = std::chrono::steady_clock::now() + dying_listener_patience;
    for (;;) {
        const auto probe = knock(path);
        if (!probe)
            return probe.error().code == ECONNREFUSED;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return false;
        // A live listener may close it as well: the next round asks again.
        pollfd broken{probe->get(), 0, 0};
        if (::poll(&broken, 1, static_cast<int>(left.count())) > 0)
            std::this_thread::sleep_for(dying_listener_pause);
    }
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos)
        return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

/// Held, if it can be had, while a path is looked at and changed, so that of two daemons that find the same
/// stale socket only one replaces it. On the folder itself: no file is left behind. Any account that can open
/// the folder can hold it for ever, and not every file system has locks; so what is done under it is safe
/// enough without.
class FolderLock {
public:
    /// Tries so often, `lock_pause` apart.
    FolderLock(const std::string& path, int attempts)
        : folder_(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
        while (folder_ && ::flock(folder_.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK &&
               --attempts > 0)
            std::this_thread::sleep_for(lock_pause);
    }

private:
    Fd folder_;
};

bool is_file(const std::string& path, dev_t device, ino_t inode) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 && status.st_dev == device && status.st_ino == inode;
}

/// Binds with exactly this mode from the first moment on. The name may be longer than the one that clients
/// are going to use, which fits: then it is reached through the folder's descriptor.
int bind_with_mode(int fd, const std::string& path, unsigned mode) {
    Fd folder;
    auto address = unix_address(path);
    if (!address) {
        folder = Fd(::open(folder_of(path).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (!folder)
            return -1;
        address = unix_address(fmt::format("/proc/self/fd/{}{}", folder.get(), path.substr(path.rfind('/'))));
    }
    const mode_t before = ::umask(~mode & 0777U);
    const int result = call_with_address(::bind, fd, *address);
    const int code = errno;
    ::umask(before);
    errno = code;
    return result;
}

/// Gives the file that `fd` (O_PATH) names to its owner; by descriptor, so that no link can be slipped in.
Result<void> give_to(int fd, const UnixSocketSpec& spec) {
    if (!spec.uid && !spec.gid)
        return {};
    const uid_t uid = spec.uid.value_or(static_cast<uid_t>(-1));
    const gid_t gid = spec.gid.value_or(static_cast<gid_t>(-1));
    if (::fchownat(fd, "", uid, gid, AT_EMPTY_PATH) != 0)
        return fail_errno(fmt::format("chown '{}'", spec.path), errno);
    return {};
}

}  // namespace

Result<Listener> Listener::tcp(const std::string& host, std::uint16_t port, int backlog) {
    auto addresses = resolve(host, port);
    if (!addresses)
        return tl::unexpected(addresses.error());
    const addrinfo& address = preferred(**addresses);
    Listener listener;
    listener.fd_ = Fd(::socket(address.ai_family, socket_flags, 0));
    if (!listener.fd_)
        return fail_errno("socket", errno);
    set_option(listener.fd(), SOL_SOCKET, SO_REUSEADDR, 1);
    if (address.ai_family == AF_INET6)
        set_option(listener.fd(), IPPROTO_IPV6, IPV6_V6ONLY, 0);
    if (::bind(listener.fd(), address.ai_addr, address.ai_addrlen) != 0)
        return fail_errno(fmt::format("bind {}:{}", host, port), errno);
    if (::listen(listener.fd(), backlog) != 0)
        return fail_errno(fmt::format("listen {}:{}", host, port), errno);
    return listener;
}

/// The socket is made under a hidden name beside the real one, gets mode and owner there, begins to listen,
/// and only then appears under its name.
Result<Listener> Listener::unix_socket(const UnixSocketSpec& spec, int backlog) {
    const std::string hidden = fmt::format("{}/.{}.sock", folder_of(spec.path), ::getpid());
    if (const auto address = unix_address(spec.path); !address)
        return tl::unexpected(address.error());
    Listener listener;
    listener.fd_ = Fd(::socket(AF_UNIX, socket_flags, 0));
    if (!listener.fd_)
        return fail_errno("socket", errno);
    ::unlink(hidden.c_str());  // of an earlier process with our number
    if (bind_with_mode(listener.fd(), hidden, spec.mode) != 0)
        return fail_errno(fmt::format("bind '{}'", spec.path), errno);
    listener.path_ = hidden;
    const Fd file(::open(hidden.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    struct stat status {};
    if (!file || ::fstat(file.get(), &status) != 0)
        return fail_errno(fmt::format("open '{}'", hidden), errno);
    listener.device_ = status.st_dev;
    listener.inode_ = status.st_ino;
    if (auto given = give_to(file.get(), spec); !given)
        return tl::unexpected(given.error());
    if (::listen(listener.fd(), backlog) != 0)
        return fail_errno(fmt::format("listen '{}'", spec.path), errno);
    const int patience = spec.may_wait ? lock_attempts : 1;
    auto published = listener.publish(hidden, spec.path, patience);
    if (!published && published.error().code == EADDRINUSE && spec.may_wait && becomes_stale(spec.path))
        published = listener.publish(hidden, spec.path, patience);
    if (!published)
        return tl::unexpected(published.error());
    return listener;
}

/// Where the path is free nothing is locked: taking it can harm nobody.
Result<void> Listener::publish(const std::string& hidden, const std::string& path, int attempts_to_lock) {
    std::optional<FolderLock> lock;
    for (int attempt = 0; attempt < publish_attempts; ++attempt) {
        if (::renameat2(AT_FDCWD, hidden.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0) {
            path_ = path;
            return {};
        }
        if (errno != EEXIST)
            return fail_errno(fmt::format("rename '{}'", path), errno);
        if (!lock) {
            lock.emplace(path, attempts_to_lock);
            continue;
        }
        struct stat status {};
        if (::lstat(path.c_str(), &status) != 0)
            continue;  // gone meanwhile
        if (!S_ISSOCK(status.st_mode))
            return fail(fmt::format("'{}' exists and is not a socket", path), EEXIST);
        if (!is_stale(path))
            return fail_errno(fmt::format("bind '{}'", path), EADDRINUSE);
        if (!is_file(path, status.st_dev, status.st_ino))
            continue;  // replaced meanwhile
        if (::unlink(path.c_str()) != 0 && errno != ENOENT)
            return fail_errno(fmt::format("unlink '{}'", path), errno);
        replaced_stale_ = true;
    }
    return fail_errno(fmt::format("bind '{}'", path), EADDRINUSE);
}

Listener::Listener(Listener&& other) noexcept
    : fd_(std::move(other.fd_)),
      path_(std::exchange(other.path_, {})),
      device_(other.device_),
      inode_(other.inode_),
      replaced_stale_(other.replaced_stale_) {}

Listener& Listener::operator=(Listener&& other) noexcept {
    if (this != &other) {
        withdraw();
        fd_ = std::move(other.fd_);
        path_ = std::exchange(other.path_, {});
        device_ = other.device_;
        inode_ = other.inode_;
        replaced_stale_ = other.replaced_stale_;
    }
    return *this;
}

Listener::~Listener() {
    withdraw();
}

bool Listener::reachable() const {
    return path_.empty() || is_file(path_, device_, inode_);
}

/// Does not wait for the lock: this is done while the loop runs, and what is ours nobody replaces.
void Listener::withdraw() {
    if (path_.empty())
        return;
    const FolderLock lock(path_, 1);
    if (reachable())
        ::unlink(path_.c_str());
    path_.clear();
}

Result<std::optional<Accepted>> Listener::accept() const {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    Accepted accepted;
    accepted.fd =
        Fd(::accept4(fd_.get(), reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!accepted.fd) {
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            return fail_errno("accept", errno);
        return std::optional<Accepted>();  // EAGAIN; anything else is the trouble of that connection alone
    }
    if (address.ss_family == AF_UNIX) {
        accepted.credentials = peer_credentials(accepted.fd.get());
        accepted.host = "localhost";
        return std::optional(std::move(accepted));
    }
    set_option(accepted.fd.get(), IPPROTO_TCP, TCP_NODELAY, 1);
    notice_lost_peer(accepted.fd.get());
    std::tie(accepted.host, accepted.port) = peer_name(address, size);
    return std::optional(std::move(accepted));
}

std::optional<PeerCredentials> peer_credentials(int fd) {
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || size != sizeof peer)
        return std::nullopt;
    return PeerCredentials{peer.pid, peer.uid, peer.gid};
}

SpareDescriptor::SpareDescriptor() : fd_(::open("/dev/null", O_RDONLY | O_CLOEXEC)) {}

bool SpareDescriptor::turn_away(int listening_fd) {
    fd_.reset();
    const bool accepted = static_cast<bool>(Fd(::accept4(listening_fd, nullptr, nullptr, SOCK_CLOEXEC)));
    fd_ = Fd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    return accepted;
}

void shut_down_writing(int fd) {
    ::shutdown(fd, SHUT_WR);
}

}  // namespace supervise::sys
