/// One login to one host, with the agent running behind it. Blocking: a thread works with one session at a
/// time.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/model.hpp"
#include "sys/result.hpp"
#include "task/content.hpp"
#include "task/operation.hpp"
#include "task/wire.hpp"

namespace deployer::transport {

class Session {
public:
    virtual ~Session() = default;

    /// What the agent said of its host: a JSON object.
    virtual const std::string& facts() const = 0;

    /// Sends requests, sends contents the host asks for, and gives each answer to `take` as it arrives, with
    /// the index of its request. Stops behind the first failure of a request that may not fail. An error is
    /// the end of the session: the host was cut off.
    virtual supervise::Result<void> run(std::span<const task::Request> requests,
                                        const task::Contents& contents,
                                        const std::function<void(std::size_t, task::Answer)>& take) = 0;
};

struct LoginOptions {
    task::Begin begin;
    bool check_host_key = true;        ///< false: --insecure-host-keys
    std::chrono::seconds timeout{10};  ///< for the login; then for each silence: see limits.hpp
};

/// Logs in. `host`'s texts are rendered already (passwords in clear). The error's text says what OpenSSH or
/// the agent said, in one line, without secrets; its code is EBUSY when another run is at work on the host.
using Login = std::function<supervise::Result<std::unique_ptr<Session>>(const model::Host& host,
                                                                        const LoginOptions& options)>;

/// The real one, for one run: OpenSSH's client, or this machine for `local` hosts. `agent_file` is the
/// agent's program.
Login open_ssh(const std::string& agent_file);

}  // namespace deployer::transport
