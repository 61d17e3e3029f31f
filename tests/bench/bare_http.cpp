/// The measure for answering requests: a server made of Beast's own parts that reads a request and sends the
/// same answer to all.  usage: bare_http SOCKET BODY
///
/// Takes connections at the Unix socket until it is killed; the file BODY is the answer's body.
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Protocol = asio::local::stream_protocol;
using Error = boost::system::error_code;

class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Protocol::socket socket, const std::string& body) : socket_(std::move(socket)), body_(body) {}

    void read() {
        request_ = {};
        http::async_read(socket_, buffer_, request_, [self = shared_from_this()](Error error, std::size_t) {
            if (!error)
                self->answer();
        });
    }

private:
    void answer() {
        response_ = {http::status::ok, request_.version()};
        response_.set(http::field::content_type, "text/xml");
        response_.keep_alive(request_.keep_alive());
        response_.body() = body_;
        response_.prepare_payload();
        http::async_write(socket_, response_, [self = shared_from_this()](Error error, std::size_t) {
            if (!error && self->response_.keep_alive())
                self->read();
        });
    }

    Protocol::socket socket_;
    const std::string& body_;
    boost::beast::flat_buffer buffer_;
    http::request<http::string_body> request_;
    http::response<http::string_body> response_;
};

void accept(Protocol::acceptor& acceptor, const std::string& body) {
    acceptor.async_accept([&acceptor, &body](Error error, Protocol::socket socket) {
        if (!error)
            std::make_shared<Connection>(std::move(socket), body)->read();
        accept(acceptor, body);
    });
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3)
        return 2;
    std::ifstream file(argv[2]);
    const std::string body{std::istreambuf_iterator<char>(file), {}};
    asio::io_context loop(1);
    Protocol::acceptor acceptor(loop, Protocol::endpoint(argv[1]));
    accept(acceptor, body);
    loop.run();
}
