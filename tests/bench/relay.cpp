/// The least that a process in front of the daemon could do: it passes bytes on, both ways, without a look at
/// them.
///
/// usage: relay FRONT BACK
///
/// Takes connections at the Unix socket FRONT until it is killed, and makes one to BACK for each.
#include <array>
#include <memory>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>

namespace {

namespace asio = boost::asio;
using Protocol = asio::local::stream_protocol;
using Error = boost::system::error_code;

class Pair : public std::enable_shared_from_this<Pair> {
public:
    Pair(Protocol::socket client, Protocol::socket daemon)
        : client_(std::move(client)), daemon_(std::move(daemon)) {}

    void start() {
        pass(client_, daemon_, to_daemon_);
        pass(daemon_, client_, to_client_);
    }

private:
    using Buffer = std::array<char, 64 * 1024>;

    void pass(Protocol::socket& from, Protocol::socket& to, Buffer& buffer) {
        from.async_read_some(
            asio::buffer(buffer), [&, self = shared_from_this()](Error error, std::size_t bytes) {
                if (error)
                    return close();
                asio::async_write(to, asio::buffer(buffer, bytes), [&, self](Error failed, std::size_t) {
                    failed ? close() : pass(from, to, buffer);
                });
            });
    }

    void close() {
        Error ignored;
        client_.close(ignored);
        daemon_.close(ignored);
    }

    Protocol::socket client_, daemon_;
    Buffer to_daemon_, to_client_;
};

class Relay {
public:
    Relay(asio::io_context& loop, const char* front, const char* back)
        : acceptor_(loop, front), loop_(loop), back_(back) {}

    void accept() {
        acceptor_.async_accept([this](Error error, Protocol::socket client) {
            Protocol::socket daemon(loop_);
            if (!error && !daemon.connect(back_, error))
                std::make_shared<Pair>(std::move(client), std::move(daemon))->start();
            accept();
        });
    }

private:
    Protocol::acceptor acceptor_;
    asio::io_context& loop_;
    Protocol::endpoint back_;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3)
        return 2;
    asio::io_context loop(1);
    Relay relay(loop, argv[1], argv[2]);
    relay.accept();
    loop.run();
}
