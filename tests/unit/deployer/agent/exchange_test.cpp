#include <array>
#include <cstring>
#include <thread>

#include <sys/socket.h>
#include <sys/un.h>

#include "sys/fd.hpp"
#include "workplace.hpp"

namespace deployer::agent {
namespace {

using supervise::sys::Fd;
using task::Status;

/// A server that reads so many bytes, answers, and closes.
class Server {
public:
    explicit Server(const std::string& path, int backlog = 5) : listener_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
        address_.sun_family = AF_UNIX;
        std::memcpy(address_.sun_path, path.c_str(), path.size() + 1);
        EXPECT_EQ(::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address_), sizeof address_), 0);
        EXPECT_EQ(::listen(listener_.get(), backlog), 0);
    }
    void serve(std::size_t bytes, const std::string& answer) {
        thread_ = std::thread([this, bytes, answer] {
            const Fd peer(::accept(listener_.get(), nullptr, nullptr));
            std::array<char, 4096> piece{};
            while (heard.size() < bytes) {
                const ssize_t got = ::read(peer.get(), piece.data(), piece.size());
                if (got <= 0)
                    return;
                heard.append(piece.data(), static_cast<std::size_t>(got));
            }
            (void)supervise::sys::write_all(peer.get(), answer);
        });
    }
    void join() { thread_.join(); }
    /// Clients whom nobody serves, until no more can connect.
    void fill() {
        for (;;) {
            Fd client(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0));
            if (::connect(client.get(), reinterpret_cast<const sockaddr*>(&address_), sizeof address_) != 0)
                break;
            waiting_.push_back(std::move(client));
        }
        EXPECT_EQ(errno, EAGAIN);
    }
    void take_all() {
        for (; !waiting_.empty(); waiting_.pop_back())
            const Fd peer(::accept(listener_.get(), nullptr, nullptr));
    }

    std::string heard;

private:
    Fd listener_;
    sockaddr_un address_ = {};
    std::vector<Fd> waiting_;
    std::thread thread_;
};

using Exchange = fake::Workplace;

TEST_F(Exchange, brings_the_whole_answer) {
    Server server(root("s"));
    const std::string request(300'000, 'q');
    const std::string reply = std::string("\0\xFF", 2) + std::string(1'000'000, 'a');
    server.serve(request.size(), reply);
    const auto answer = perform(context, task::Exchange{root("s"), request});
    server.join();
    EXPECT_EQ(answer.status, Status::ok) << answer.message;
    EXPECT_EQ(answer.value, reply);
    EXPECT_EQ(server.heard, request);
}

TEST_F(Exchange, tells_absent_from_refused) {
    EXPECT_EQ(perform(context, task::Exchange{root("none"), "x"}).message,
              "ENOENT: No such file or directory");
    { const Server gone(root("s")); }
    EXPECT_EQ(perform(context, task::Exchange{root("s"), "x"}).message.find("ECONNREFUSED: "), 0U);
}

TEST_F(Exchange, ends_in_time) {
    const Server silent(root("s"));
    EXPECT_EQ(perform(context, task::Exchange{root("s"), "x", 0}).message.find("ETIMEDOUT: "), 0U);
}

TEST_F(Exchange, with_a_daemon_that_takes_no_connection_ends_in_time) {
    Server hangs(root("s"), 0);
    hangs.fill();
    EXPECT_EQ(perform(context, task::Exchange{root("s"), "x", 0}).message.find("ETIMEDOUT: "), 0U);
}

TEST_F(Exchange, waits_for_a_daemon_that_is_busy) {
    Server busy(root("s"), 0);
    busy.fill();
    host.while_asleep = [&busy, begun = false]() mutable {
        if (!std::exchange(begun, true)) {
            busy.take_all();
            busy.serve(1, "here");
        }
    };
    EXPECT_EQ(perform(context, task::Exchange{root("s"), "x"}).value, "here");
    busy.join();
}

TEST_F(Exchange, does_not_take_more_than_it_may) {
    Server server(root("s"));
    server.serve(1, std::string(task::max_exchange + 1, 'a'));
    const auto answer = perform(context, task::Exchange{root("s"), "x"});
    server.join();
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_EQ(answer.message.find("EMSGSIZE: "), 0U);
}

TEST_F(Exchange, reaches_sockets_whose_paths_are_long) {
    const std::string deep = root(std::string(120, 'd'));
    std::filesystem::create_directory(deep);
    Server server(root("s"));
    std::filesystem::rename(root("s"), deep + "/s");
    server.serve(1, "here");
    EXPECT_EQ(perform(context, task::Exchange{deep + "/s", "x"}).value, "here");
    server.join();
}

}  // namespace
}  // namespace deployer::agent
