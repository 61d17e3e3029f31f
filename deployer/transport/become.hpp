/// Becoming another account on a host. Pure.
#pragma once

#include <string>
#include <vector>

#include "model/model.hpp"
#include "sys/result.hpp"

namespace deployer::transport {

/// How the start of the agent is wrapped.
struct StartLine {
    std::string text;  ///< one command line for any login shell
    /// What a question for the become password ends with, on standard error or output, blanks aside; empty:
    /// none is expected.
    std::string prompt;
};

/// `script` for /bin/sh is run as the login account, or as `become` says. `token` is unguessable: the prompt
/// is made of it, so that nothing a host prints by accident is taken for one. Fails for a method that is not
/// known, and for texts that no command line can carry.
supervise::Result<StartLine> start_line(const model::Become& become, const std::string& script,
                                        const std::string& token);

}  // namespace deployer::transport
