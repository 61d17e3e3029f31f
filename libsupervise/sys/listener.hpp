/// Sockets that listen, and the connections they accept. Everything is close-on-exec and non-blocking.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

#include "sys/fd.hpp"
#include "sys/result.hpp"

namespace supervise::sys {

/// Who is at the other end of a Unix socket, as the kernel knows.
struct PeerCredentials {
    pid_t pid = 0;
    uid_t uid = 0;
    gid_t gid = 0;
};

/// Nothing when `fd` is not a Unix socket.
std::optional<PeerCredentials> peer_credentials(int fd);

struct Accepted {
    Fd fd;
    std::string host;  ///< address of a TCP peer; "localhost" for a Unix socket
    std::uint16_t port = 0;
    std::optional<PeerCredentials> credentials;  ///< Unix sockets only
};

/// Where a Unix socket appears and who may use it.
struct UnixSocketSpec {
    std::string path;
    unsigned mode = 0700;
    std::optional<uid_t> uid;  ///< nothing: as created
    std::optional<gid_t> gid;
    /// Half a second for a listener that is about to end, as a killed daemon's; false: never blocks.
    bool may_wait = true;
};

class Listener {
public:
    /// An empty host is all IPv4 interfaces; "::" is all of both kinds. The code of an error is an errno, or
    /// one of getaddrinfo's (negative).
    static Result<Listener> tcp(const std::string& host, std::uint16_t port, int backlog);

    /// Nobody can connect before mode and owner are set. A socket that nobody listens on is replaced;
    /// EADDRINUSE when somebody does; EEXIST when the path is anything but a socket, which is left alone.
    static Result<Listener> unix_socket(const UnixSocketSpec& spec, int backlog);

    Listener(Listener&& other) noexcept;
    Listener& operator=(Listener&& other) noexcept;
    /// Removes the file of a Unix socket, if it is still the one that was made here.
    ~Listener();

    int fd() const { return fd_.get(); }
    /// The path took the place of a socket that nobody listened on any more.
    bool replaced_stale() const { return replaced_stale_; }
    /// A Unix socket whose file has not been removed or replaced behind our back; true for TCP.
    bool reachable() const;

    /// The next waiting connection; nothing when there is none. An error means the system has no room for one
    /// (EMFILE, ENFILE, ENOBUFS, ENOMEM), and the connection goes on waiting.
    Result<std::optional<Accepted>> accept() const;

private:
    Listener() = default;
    Result<void> publish(const std::string& hidden, const std::string& path, int attempts_to_lock);
    void withdraw();

    Fd fd_;
    std::string path_;  ///< empty for TCP
    dev_t device_ = 0;
    ino_t inode_ = 0;
    bool replaced_stale_ = false;
};

/// A descriptor kept for the moment when there are none left, so that a waiting connection can be accepted
/// and closed instead of making the loop spin on a readable listener.
class SpareDescriptor {
public:
    SpareDescriptor();
    /// Accepts one connection and closes it. False when not even that was possible.
    bool turn_away(int listening_fd);

private:
    Fd fd_;
};

/// No more bytes will come from us; what was written still arrives.
void shut_down_writing(int fd);

}  // namespace supervise::sys
