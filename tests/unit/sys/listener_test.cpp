#include "sys/listener.hpp"

#include <future>

#include <gtest/gtest.h>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "fake/dying_listener.hpp"
#include "fake/temp_folder.hpp"
#include "sys/connect.hpp"

namespace supervise::sys {
namespace {

using namespace std::chrono_literals;

class UnixListener : public testing::Test {
protected:
    Result<Listener> open(std::optional<unsigned> mode = {}) {
        UnixSocketSpec spec;
        spec.path = path;
        spec.mode = mode.value_or(0700);
        spec.may_wait = may_wait;
        return Listener::unix_socket(spec, 16);
    }
    bool answers() const { return connect_unix(path, 1s).has_value(); }
    void leave_stale_socket() const {
        const Fd stale(::socket(AF_UNIX, SOCK_STREAM, 0));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        ASSERT_EQ(::bind(stale.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    }
    unsigned mode() const {
        struct stat status {};
        ::lstat(path.c_str(), &status);
        return status.st_mode & 07777U;
    }

    fake::TempFolder folder;
    std::string path = folder / "sock";
    bool may_wait = true;
};

// DAEMON-030: nothing is left beside it.
TEST_F(UnixListener, appears_with_its_mode_and_nothing_else) {
    const mode_t before = ::umask(022);
    for (const unsigned wanted : {0700U, 0770U, 0777U, 0600U}) {
        const auto listener = open(wanted);
        ASSERT_TRUE(listener) << listener.error().message;
        EXPECT_EQ(mode(), wanted);
        EXPECT_TRUE(answers());
        EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
    }
    EXPECT_EQ(::umask(before), 022U);
    EXPECT_FALSE(folder.has("sock"));
}

TEST_F(UnixListener, tells_who_connects) {
    const auto listener = open();
    const auto client = connect_unix(path, 1s);
    auto accepted = listener->accept();
    ASSERT_TRUE(accepted && *accepted);
    EXPECT_EQ((*accepted)->host, "localhost");
    EXPECT_EQ((*accepted)->credentials->pid, ::getpid());
    EXPECT_EQ((*accepted)->credentials->uid, ::getuid());
    EXPECT_EQ(::fcntl((*accepted)->fd.get(), F_GETFD), FD_CLOEXEC);
    accepted = listener->accept();
    EXPECT_TRUE(accepted && !*accepted);
}

// DAEMON-031
TEST_F(UnixListener, replaces_a_socket_nobody_listens_on) {
    leave_stale_socket();
    ASSERT_TRUE(folder.has("sock"));
    const auto listener = open();
    ASSERT_TRUE(listener) << listener.error().message;
    EXPECT_TRUE(listener->replaced_stale());
    EXPECT_TRUE(answers());
}

// Any account that can read the folder can lock it, and never let go.
TEST_F(UnixListener, waits_for_nobody_who_holds_the_folder) {
    leave_stale_socket();
    Fd holder(::open(folder.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    ASSERT_EQ(::flock(holder.get(), LOCK_EX), 0);
    auto life = std::async(std::launch::async, [this] {
        const auto listener = open();
        return listener && listener->replaced_stale() && answers() && !open();
    });
    const bool in_time = life.wait_for(10s) == std::future_status::ready;
    holder.reset();
    EXPECT_TRUE(in_time);
    EXPECT_TRUE(life.get());
    EXPECT_FALSE(folder.has("sock"));
}

// DAEMON-033
TEST_F(UnixListener, leaves_a_live_socket_alone) {
    const auto first = open();
    const auto second = open();
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, EADDRINUSE);
    EXPECT_TRUE(answers());
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

// Where nobody may be kept waiting, one that is about to end counts as live.
TEST_F(UnixListener, waits_for_a_dying_listener_if_it_may) {
    for (const bool waits : {false, true}) {
        auto dying = fake::DyingListener(path);
        may_wait = waits;
        const auto listener = open();
        EXPECT_EQ(listener ? 0 : listener.error().code, waits ? 0 : EADDRINUSE);
    }
}

// DAEMON-032: what is not a socket is not ours to delete.
TEST_F(UnixListener, leaves_anything_else_alone) {
    folder.put("sock", "precious");
    EXPECT_EQ(open().error().code, EEXIST);
    EXPECT_EQ(folder.get("sock"), "precious");
    std::filesystem::remove(path);
    folder.put("target", "precious");
    std::filesystem::create_symlink(folder / "target", path);
    EXPECT_EQ(open().error().code, EEXIST);
    EXPECT_EQ(folder.get("target"), "precious");
    std::filesystem::remove(path);
    std::filesystem::create_directory(path);
    EXPECT_EQ(open().error().code, EEXIST);
}

// DAEMON-041: only the file that is still ours goes with us.
TEST_F(UnixListener, leaves_a_successor_alone) {
    auto first = open();
    EXPECT_TRUE(first->reachable());
    std::filesystem::remove(path);
    EXPECT_FALSE(first->reachable());
    const auto second = open();
    ASSERT_TRUE(second);
    *first = std::move(*Listener::tcp("127.0.0.1", 0, 1));
    EXPECT_TRUE(answers());
}

TEST_F(UnixListener, moves_with_its_file) {
    auto listener = open();
    std::vector<Listener> kept;
    kept.push_back(std::move(*listener));
    EXPECT_TRUE(answers());
    kept.clear();
    EXPECT_FALSE(folder.has("sock"));
}

// DAEMON-034
TEST_F(UnixListener, tells_what_is_wrong_with_a_path) {
    path = folder / "missing/sock";
    EXPECT_EQ(open().error().code, ENOENT);
    path = folder / std::string(200, 'x');
    EXPECT_EQ(open().error().code, ENAMETOOLONG);
}

// What clients can name can be made, however short the last part is.
TEST_F(UnixListener, may_have_the_longest_name_there_is) {
    constexpr std::size_t longest = sizeof(sockaddr_un::sun_path) - 1;
    const std::string deep = folder / std::string(longest - folder.path().size() - 3, 'd');
    std::filesystem::create_directory(deep);
    path = deep + "/s";
    ASSERT_EQ(path.size(), longest);
    const auto listener = open(0720);
    ASSERT_TRUE(listener) << listener.error().message;
    EXPECT_EQ(mode(), 0720U);
    EXPECT_TRUE(answers());
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(deep), {}), 1);
}

std::uint16_t port_of(const Listener& listener) {
    sockaddr_in6 address{};
    socklen_t size = sizeof address;
    EXPECT_EQ(::getsockname(listener.fd(), reinterpret_cast<sockaddr*>(&address), &size), 0);
    return ntohs(address.sin6_port);  // at the same place in both kinds
}

// DAEMON-036
TEST(TcpListener, listens_on_addresses_of_both_kinds) {
    for (const char* host : {"127.0.0.1", "", "localhost", "::1", "::"}) {
        const auto listener = Listener::tcp(host, 0, 16);
        if (!listener && listener.error().code == EADDRNOTAVAIL)
            continue;  // a machine without IPv6
        ASSERT_TRUE(listener) << host << ": " << listener.error().message;
        const bool only_v6 = std::string_view(host) == "::1";
        const auto client = connect_tcp(only_v6 ? "::1" : "127.0.0.1", port_of(*listener), 1s);
        ASSERT_TRUE(client) << host << ": " << client.error().text;
        const auto accepted = listener->accept();
        ASSERT_TRUE(accepted && *accepted);
        EXPECT_EQ((*accepted)->host, only_v6 ? "::1" : "127.0.0.1");
        EXPECT_NE((*accepted)->port, 0);
    }
}

int option_of(const Fd& fd, int level, int option) {
    int value = -1;
    socklen_t size = sizeof value;
    EXPECT_EQ(::getsockopt(fd.get(), level, option, &value, &size), 0);
    return value;
}

// Who follows a log is waited for without end: the kernel has to find out that the machine is gone.
TEST(TcpListener, notices_clients_whose_machine_is_gone) {
    const auto listener = Listener::tcp("127.0.0.1", 0, 16);
    const auto client = connect_tcp("127.0.0.1", port_of(*listener), 1s);
    const auto accepted = listener->accept();
    ASSERT_TRUE(accepted && *accepted);
    const Fd& fd = (*accepted)->fd;
    EXPECT_EQ(option_of(fd, SOL_SOCKET, SO_KEEPALIVE), 1);
    EXPECT_EQ(option_of(fd, IPPROTO_TCP, TCP_KEEPIDLE), 60);
    EXPECT_EQ(option_of(fd, IPPROTO_TCP, TCP_KEEPINTVL), 15);
    EXPECT_EQ(option_of(fd, IPPROTO_TCP, TCP_KEEPCNT), 4);
    EXPECT_EQ(option_of(fd, IPPROTO_TCP, TCP_USER_TIMEOUT), 120'000);
}

// DAEMON-033, DAEMON-034
TEST(TcpListener, tells_why_not) {
    const auto first = Listener::tcp("127.0.0.1", 0, 16);
    EXPECT_EQ(Listener::tcp("127.0.0.1", port_of(*first), 16).error().code, EADDRINUSE);
    EXPECT_EQ(Listener::tcp("192.0.2.1", 0, 16).error().code, EADDRNOTAVAIL);
    EXPECT_LT(Listener::tcp("no such host", 0, 16).error().code, 0);
}

// field.md G.2: EMFILE on accept.
TEST(SpareDescriptor, turns_a_client_away_when_there_are_no_descriptors) {
    const auto listener = Listener::tcp("127.0.0.1", 0, 16);
    SpareDescriptor spare;
    const auto client = connect_tcp("127.0.0.1", port_of(*listener), 1s);
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    const rlimit none{static_cast<rlim_t>(::dup(0)), before.rlim_max};
    ::close(static_cast<int>(none.rlim_cur));
    ::setrlimit(RLIMIT_NOFILE, &none);
    const auto accepted = listener->accept();
    const bool turned_away = spare.turn_away(listener->fd());
    const bool nobody_left = !spare.turn_away(listener->fd());
    ::setrlimit(RLIMIT_NOFILE, &before);
    ASSERT_FALSE(accepted);
    EXPECT_EQ(accepted.error().code, EMFILE);
    EXPECT_TRUE(turned_away);
    EXPECT_TRUE(nobody_left);
}

}  // namespace
}  // namespace supervise::sys
