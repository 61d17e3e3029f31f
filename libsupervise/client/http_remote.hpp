/// A daemon reached over HTTP, by TCP or a Unix socket. One connection serves all calls that follow each
/// other; calls at the same time and streams have their own.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/connection.hpp"
#include "client/remote.hpp"
#include "client/server_url.hpp"

namespace supervise::client {

struct Credentials {
    std::string username, password;
};

class HttpRemote final : public Remote {
public:
    /// Without credentials no Authorization is sent (CTL-010). `answer_timeout`: how long connecting and a
    /// method may take; none: the limit for connecting, and as long as the method takes. `tls`: what https
    /// shows and trusts.
    HttpRemote(ServerUrl url, std::optional<Credentials> credentials,
               std::optional<sys::Duration> answer_timeout = std::nullopt, sys::TlsFiles tls = {});

    Answer<rpc::Value> call(std::string_view method, rpc::Array params) override;
    Answer<std::unique_ptr<PendingCall>> begin(std::string_view method, rpc::Array params) override;
    void set_deadline(std::optional<sys::MonoTime> deadline) override { deadline_ = deadline; }
    Answer<std::unique_ptr<LogStream>> follow(const std::string& path) override;

private:
    class Call;
    /// Connections that calls have done with. Many stay only while calls are on their way.
    struct Pool {
        std::vector<Connection> idle;
        std::size_t calls = 0;
    };

    Answer<std::unique_ptr<Call>> post(std::string_view body);
    Answer<Connection> connect(sys::Duration timeout);
    /// How long something may take that has `limit` where there is no deadline.
    sys::Duration allowed(sys::Duration limit) const;

    ServerUrl url_;
    std::string common_headers_;
    std::string authorization_;
    std::optional<sys::Duration> answer_timeout_;
    std::optional<sys::MonoTime> deadline_;
    /// A call gives its connection back when it has its answer.
    std::shared_ptr<Pool> pool_ = std::make_shared<Pool>();
    sys::TlsFiles tls_files_;
    std::optional<sys::TlsContext> tls_;  ///< made with the first connection of https
};

}  // namespace supervise::client
