/// Asks one daemon the same question as often as wanted, over its Unix socket, and measures the answers.
///
/// usage: rpc_load SOCKET BODY keep|fresh|drop COUNT CONNECTIONS
///
/// keep   connections stay, each asks again when it has its answer
/// fresh  a connection for each question
/// drop   connections that send half a request and hang up; nothing is waited for
///
/// Prints: questions a second, then the median, the 99th percentile and the longest time of an answer in
/// milliseconds.
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void give_up(const char* what) {
    std::fprintf(stderr, "rpc_load: %s: %s\n", what, std::strerror(errno));
    std::exit(1);
}

int connect_to(const char* path) {
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    while (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        if (errno != EAGAIN && errno != EINTR)
            give_up("connect");
        usleep(1000);  // the backlog of the daemon is full
    }
    return fd;
}

struct Connection {
    int fd = -1;
    std::string answer;
    std::size_t expected = 0;  ///< bytes of the whole answer, once its headers are there
    Clock::time_point asked;
};

class Load {
public:
    Load(const char* path, const std::string& body, bool keep, std::size_t count)
        : path_(path), keep_(keep), left_(count), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
        request_ = "POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: " +
                   std::to_string(body.size()) + (keep ? "" : "\r\nConnection: close") + "\r\n\r\n" + body;
        times_.reserve(count);
    }

    void run(std::size_t connections) {
        connections_.resize(connections);
        const auto began = Clock::now();
        for (Connection& connection : connections_)
            ask(connection);
        while (waiting_ > 0) {
            epoll_event events[64];
            const int ready = epoll_wait(epoll_, events, 64, 30'000);
            if (ready == 0)
                give_up("no answer for 30 s");
            for (int i = 0; i < ready; ++i)
                read_from(*static_cast<Connection*>(events[i].data.ptr));
        }
        report(std::chrono::duration<double>(Clock::now() - began).count());
    }

private:
    void ask(Connection& connection) {
        if (left_ == 0)
            return;
        --left_;
        ++waiting_;
        connection.answer.clear();
        connection.expected = 0;
        connection.asked = Clock::now();
        if (connection.fd < 0) {
            connection.fd = connect_to(path_);
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.ptr = &connection;
            epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.fd, &event);
        }
        if (send(connection.fd, request_.data(), request_.size(), MSG_NOSIGNAL) !=
            static_cast<ssize_t>(request_.size()))
            give_up("send");
    }

    void read_from(Connection& connection) {
        static char buffer[256 * 1024];
        const ssize_t length = recv(connection.fd, buffer, sizeof buffer, 0);
        if (length <= 0)
            give_up("the daemon hung up");
        connection.answer.append(buffer, static_cast<std::size_t>(length));
        if (connection.expected == 0)
            connection.expected = size_of(connection.answer);
        if (connection.expected == 0 || connection.answer.size() < connection.expected)
            return;
        times_.push_back(std::chrono::duration<double, std::milli>(Clock::now() - connection.asked).count());
        --waiting_;
        if (!keep_) {
            close(connection.fd);
            connection.fd = -1;
        }
        ask(connection);
    }

    /// Headers and body together, or 0 while the headers are not complete.
    static std::size_t size_of(const std::string& answer) {
        const std::size_t end = answer.find("\r\n\r\n");
        if (end == std::string::npos)
            return 0;
        if (answer.compare(0, 12, "HTTP/1.1 200") != 0)
            give_up(answer.substr(0, 12).c_str());
        const std::size_t length = answer.find("Content-Length: ");
        if (length == std::string::npos || length > end)
            give_up("an answer without its length");
        return end + 4 + static_cast<std::size_t>(std::atol(answer.c_str() + length + 16));
    }

    void report(double seconds) {
        std::sort(times_.begin(), times_.end());
        const auto at = [&](double share) {
            return times_[static_cast<std::size_t>(share * static_cast<double>(times_.size() - 1))];
        };
        std::printf("%.1f %.4f %.4f %.4f\n", static_cast<double>(times_.size()) / seconds, at(0.5), at(0.99),
                    at(1));
    }

    const char* path_;
    bool keep_;
    std::size_t left_;
    std::size_t waiting_ = 0;
    int epoll_;
    std::string request_;
    std::vector<Connection> connections_;
    std::vector<double> times_;
};

void drop(const char* path, std::size_t count) {
    const std::string half = "POST /RPC2 HTTP/1.1\r\nHost: local";
    for (std::size_t i = 0; i < count; ++i) {
        const int fd = connect_to(path);
        (void)send(fd, half.data(), i % 2 == 0 ? half.size() : 0, MSG_NOSIGNAL);
        close(fd);
    }
    std::printf("0 0 0 0\n");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 6) {
        std::fputs("usage: rpc_load SOCKET BODY keep|fresh|drop COUNT CONNECTIONS\n", stderr);
        return 2;
    }
    std::ifstream file(argv[2]);
    const std::string body{std::istreambuf_iterator<char>(file), {}};
    const std::string mode = argv[3];
    const auto count = static_cast<std::size_t>(std::atol(argv[4]));
    if (mode == "drop")
        drop(argv[1], count);
    else
        Load(argv[1], body, mode == "keep", count).run(static_cast<std::size_t>(std::atol(argv[5])));
}
