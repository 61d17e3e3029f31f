/// XML-RPC over "request bytes in, response bytes out": each call is one connection that the other side
/// closes. Works with Supervisor 4 and with ours.
#pragma once

#include <string>

#include "client/remote.hpp"
#include "control/exchanger.hpp"

namespace deployer::control {

class SocketRemote final : public supervise::client::Remote {
public:
    /// `patience`: how long a daemon may be away before that is an error.
    SocketRemote(Exchanger& exchanger, Pace& pace, std::string socket, std::chrono::milliseconds patience)
        : exchanger_(exchanger), pace_(pace), socket_(std::move(socket)), patience_(patience) {}

    supervise::client::Answer<supervise::rpc::Value> call(std::string_view method,
                                                          supervise::rpc::Array params) override;
    /// A call has found nobody at the socket.
    bool was_absent() const { return was_absent_; }
    /// The body of a GET.
    supervise::client::Answer<std::string> get(std::string_view path);

    void set_deadline(std::optional<supervise::sys::MonoTime> deadline) override { deadline_ = deadline; }
    /// Only calls fit through an exchange; these two fail.
    supervise::client::Answer<std::unique_ptr<supervise::client::PendingCall>>
    begin(std::string_view method, supervise::rpc::Array params) override;
    supervise::client::Answer<std::unique_ptr<supervise::client::LogStream>>
    follow(const std::string& path) override;

private:
    supervise::client::Answer<supervise::rpc::Value> call_once(const std::string& request);
    supervise::client::Answer<std::string> exchange(const std::string& request);

    Exchanger& exchanger_;
    Pace& pace_;
    std::string socket_;
    std::chrono::milliseconds patience_;
    std::optional<supervise::sys::MonoTime> deadline_;
    bool was_absent_ = false;
};

/// Nobody listens at the socket.
bool is_absent(const supervise::client::Error& error);

}  // namespace deployer::control
