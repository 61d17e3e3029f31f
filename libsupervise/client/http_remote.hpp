/// A daemon reached over HTTP, by TCP or a Unix socket. One connection serves all calls; each stream has its
/// own.
#pragma once

#include <optional>
#include <string>

#include "client/connection.hpp"
#include "client/remote.hpp"
#include "client/server_url.hpp"

namespace supervise::client {

struct Credentials {
    std::string username, password;
};

class HttpRemote final : public Remote {
public:
    /// Without credentials no Authorization is sent (CTL-010). `answer_timeout`: how long a method may take;
    /// none: as long as it takes.
    HttpRemote(ServerUrl url, std::optional<Credentials> credentials,
               std::optional<sys::Duration> answer_timeout = std::nullopt);

    Answer<rpc::Value> call(std::string_view method, rpc::Array params) override;
    Answer<std::unique_ptr<LogStream>> follow(const std::string& path) override;

private:
    Answer<std::string> post(std::string_view body);
    Answer<std::string> read_answer();

    ServerUrl url_;
    std::string common_headers_;
    std::string authorization_;
    std::optional<sys::Duration> answer_timeout_;
    std::optional<Connection> connection_;
};

}  // namespace supervise::client
