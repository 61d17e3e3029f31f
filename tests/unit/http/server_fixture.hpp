/// A server on a Unix socket in a temporary folder, on the real loop, and clients that speak raw bytes.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <sys/socket.h>
#include <sys/un.h>

#include "fake/logger.hpp"
#include "fake/temp_folder.hpp"
#include "http/limits.hpp"
#include "http/server.hpp"
#include "sys/asio_loop.hpp"
#include "sys/connect.hpp"
#include "sys/signals.hpp"

namespace supervise::http {

/// A client's end. Everything happens on the loop, so that one thread plays both sides.
class Client {
public:
    Client(sys::Loop& loop, sys::Fd fd) : loop_(loop), fd_(std::move(fd)) { read(); }

    void send(std::string_view bytes) {
        unsent_ += bytes;
        write();
    }
    void stop_reading() { readable_.reset(); }
    void read() {
        readable_ = loop_.when_readable(fd_.get(), [this] { take(); });
    }
    void end_sending() { ::shutdown(fd_.get(), SHUT_WR); }
    void close() {
        readable_.reset();
        fd_.reset();
    }

    std::string received;
    bool ended = false;  ///< the server closed

private:
    void write() {
        while (!unsent_.empty()) {
            const sys::Transfer put = sys::write_some(fd_.get(), unsent_.data(), unsent_.size());
            if (put.outcome == sys::Transfer::Outcome::would_block) {
                const auto later = std::chrono::milliseconds(1);
                retry_ = loop_.after(later, [this] { write(); });
                return;
            }
            if (put.outcome != sys::Transfer::Outcome::some)
                return unsent_.clear();
            unsent_.erase(0, put.bytes);
        }
    }
    void take() {
        char buffer[65536];
        const sys::Transfer got = sys::read_some(fd_.get(), buffer, sizeof buffer);
        if (got.outcome == sys::Transfer::Outcome::some) {
            received.append(buffer, got.bytes);
        } else if (got.outcome != sys::Transfer::Outcome::would_block) {
            ended = true;
            readable_.reset();
        }
    }

    sys::Loop& loop_;
    sys::Fd fd_;
    std::string unsent_;
    sys::Registration readable_;
    sys::Registration retry_;
};

class ServerFixture : public testing::Test {
protected:
    ServerFixture() {
        sys::ignore_signals({SIGPIPE});  // as the daemon does
        const auto echo = [](const Request& request, const Answer& answer) {
            Response response;
            response.headers.emplace_back("Content-Type", "text/plain");
            response.body = request.method + " " + request.target + " " + request.body;
            answer(std::move(response));
            return sys::Registration();
        };
        router.add("/echo", Router::Match::prefix, echo, limits::max_body_bytes);
        router.add("/large", Router::Match::prefix, [](const Request&, const Answer& answer) {
            Response response;
            response.body.assign(4 * 1024 * 1024, 'x');
            answer(std::move(response));
            return sys::Registration();
        });
        router.add("/later", Router::Match::exact, [this](const Request&, Answer answer) {
            waiting.push_back(std::move(answer));
            struct Cancelled final : sys::Registration::Impl {
                explicit Cancelled(int& count_) : count(count_) {}
                ~Cancelled() override { ++count; }
                int& count;
            };
            return sys::Registration(std::make_unique<Cancelled>(dropped));
        });
    }

    static config::HttpServerConfig unix_section(const std::string& file) {
        config::HttpServerConfig config;
        config.family = config::HttpServerConfig::Family::unix_socket;
        config.section = "unix_http_server";
        config.file = file;
        return config;
    }

    void serve(std::vector<config::HttpServerConfig> sections) {
        auto opened = open_servers(sections);
        ASSERT_TRUE(opened) << opened.error().message;
        servers = std::make_unique<Servers>(Site{loop, logger, router, counts}, std::move(opened->endpoints));
    }
    void serve() { serve({unix_section(folder / "sock")}); }

    std::unique_ptr<Client> connect() {
        auto fd = sys::connect_unix(folder / "sock", std::chrono::seconds(1));
        EXPECT_TRUE(fd);
        return std::make_unique<Client>(loop, std::move(*fd));
    }

    /// Runs the loop until `reached`, or fails.
    void run_until(const std::function<bool()>& reached) {
        bool late = false;
        const auto limit = loop.after(std::chrono::seconds(10), [&] {
            late = true;
            loop.stop();
        });
        std::function<void()> look = [&] {
            if (reached() || late)
                return loop.stop();
            next_look = loop.after(std::chrono::milliseconds(1), look);
        };
        loop.defer(look);
        loop.run();
        next_look.reset();
        EXPECT_FALSE(late) << "waited in vain";
    }
    /// What the server says to these bytes until it closes or has nothing to add.
    std::string exchange(const std::string& bytes) {
        auto client = connect();
        client->send(bytes);
        client->end_sending();
        run_until([&] { return client->ended; });
        return client->received;
    }
    static std::string status_line(const std::string& response) {
        return response.substr(0, response.find("\r\n"));
    }

    fake::TempFolder folder;
    fake::Logger logger;
    sys::AsioLoop loop;
    Router router;
    metrics::HttpCounts counts;
    std::vector<Answer> waiting;
    int dropped = 0;
    std::unique_ptr<Servers> servers;
    sys::Registration next_look;
};

}  // namespace supervise::http
