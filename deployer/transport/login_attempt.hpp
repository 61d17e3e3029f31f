/// One attempt to log in to a host and to get the agent to speak there.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sys/private_folder.hpp"
#include "transport/agent_program.hpp"
#include "transport/agent_session.hpp"
#include "transport/askpass.hpp"
#include "transport/become_prompt.hpp"
#include "transport/channel.hpp"
#include "transport/greeting.hpp"

namespace deployer::transport {

/// Twelve bytes nobody can guess, in hexadecimal.
supervise::Result<std::string> random_token();

class LoginAttempt {
public:
    /// All of them outlive it.
    LoginAttempt(const model::Host& host, const LoginOptions& options, const AgentProgram& agent)
        : host_(host), options_(options), agent_(agent) {}

    /// Once. The code of an error is EAGAIN when the server had too many logins under way.
    supervise::Result<std::unique_ptr<AgentSession>> run();

private:
    supervise::Result<std::vector<std::string>> command_line();
    /// What ssh needs besides its command line: the socket for the password, the host's key.
    supervise::Result<void> prepare_folder();
    supervise::Result<void> wait_for_agent(Channel& channel);
    /// Takes in what has come; true when the agent has spoken.
    supervise::Result<bool> take(Channel& channel);
    tl::unexpected<supervise::Error> ended(Channel& channel) const;
    tl::unexpected<supervise::Error> too_slow(const Channel& channel) const;

    const model::Host& host_;
    const LoginOptions& options_;
    const AgentProgram& agent_;
    std::optional<supervise::sys::PrivateFolder> folder_;  ///< outlives the desk in it
    std::optional<PasswordDesk> desk_;
    std::string known_hosts_;
    BecomePrompt prompt_{{}, {}};
    GreetingScanner greeting_;
    bool sent_agent_ = false;
};

}  // namespace deployer::transport
