#include "control/socket_remote.hpp"

#include <cerrno>

#include <fmt/core.h>

#include "client/http_response.hpp"
#include "client/quick_response.hpp"
#include "control/limits.hpp"
#include "control/patience.hpp"
#include "rpc/codec.hpp"

namespace deployer::control {

namespace client = supervise::client;
namespace rpc = supervise::rpc;
using client::Error;

namespace {

constexpr int http_ok = 200;

client::Answer<std::string> body_of(std::string_view response) {
    std::string body;
    client::HttpResponse reader(limits::max_response_bytes,
                                [&body](std::string_view piece) { body += piece; });
    auto taken = reader.put(response);
    if (taken && !reader.is_complete()) {
        taken = reader.put_end();
    }
    if (reader.has_header() && reader.status() != http_ok) {
        return client::failure(Error::Kind::status, reader.status(), reader.reason());
    }
    if (!taken) {
        return tl::unexpected(taken.error());
    }
    return body;
}

client::Answer<rpc::Value> value_of(const std::string& body) {
    if (auto quick = client::read_quickly(body)) {
        return std::move(*quick);
    }
    auto response = rpc::decode_response(body);
    if (!response) {
        return client::failure(Error::Kind::unintelligible, 0, response.error().message);
    }
    if (!*response) {
        return client::failure(Error::Kind::fault, response->error().code, response->error().text);
    }
    return std::move(**response);
}

/// Not there yet, or on its way down and up again.
bool may_pass(const Error& error) {
    return is_absent(error) || error.is_fault(static_cast<int>(rpc::FaultCode::shutdown_state));
}

}  // namespace

bool is_absent(const Error& error) {
    return error.is_system(ENOENT) || error.is_system(ECONNREFUSED);
}

client::Answer<std::string> SocketRemote::exchange(const std::string& request) {
    if (deadline_ && pace_.now() >= *deadline_) {
        return client::failure(Error::Kind::timeout, 0, "timed out");
    }
    auto response = exchanger_.exchange(socket_, request);
    if (!response) {
        return client::failure(Error::Kind::system, response.error().code, response.error().message);
    }
    if (response->empty()) {
        return client::failure(Error::Kind::closed, 0, "the daemon closed the connection without an answer");
    }
    return body_of(*response);
}

client::Answer<rpc::Value> SocketRemote::call_once(const std::string& request) {
    const auto body = exchange(request);
    return body ? value_of(*body) : tl::unexpected(body.error());
}

client::Answer<rpc::Value> SocketRemote::call(std::string_view method, rpc::Array params) {
    const std::string body = rpc::encode_call({std::string(method), std::move(params)});
    const std::string request =
        fmt::format("POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nUser-Agent: hadeploy/" SUPERVISE_VERSION
                    "\r\nContent-Type: text/xml\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}",
                    body.size(), body);
    Patience patience(pace_, patience_);
    for (;;) {
        auto answer = call_once(request);
        if (answer || !may_pass(answer.error()) || !patience.wait()) {
            was_absent_ = was_absent_ || (!answer && is_absent(answer.error()));
            return answer;
        }
    }
}

client::Answer<std::string> SocketRemote::get(std::string_view path) {
    return exchange(
        fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: hadeploy/" SUPERVISE_VERSION
                    "\r\nAccept: */*\r\nConnection: close\r\n\r\n",
                    path));
}

client::Answer<std::unique_ptr<client::PendingCall>> SocketRemote::begin(std::string_view method,
                                                                         rpc::Array) {
    return client::failure(Error::Kind::bad_value, 0, fmt::format("{} cannot be left waiting", method));
}

client::Answer<std::unique_ptr<client::LogStream>> SocketRemote::follow(const std::string& path) {
    return client::failure(Error::Kind::bad_value, 0, fmt::format("{} cannot be followed", path));
}

}  // namespace deployer::control
