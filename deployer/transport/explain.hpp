/// Why a session ended, in one line, out of what ssh and the host have said. Pure.
#pragma once

#include <string>
#include <string_view>

#include "model/model.hpp"

namespace deployer::transport {

struct Ending {
    std::string_view errors;  ///< the end of standard error
    std::string_view output;  ///< what a login shell has printed instead of the agent
    int status = 0;           ///< of the client, as waitpid(2) gives it
    bool logged_in = false;   ///< the agent had spoken
};

/// Printable, of bounded length, and never empty. The reason the start command gives wins; then OpenSSH's
/// words, with what to do about it where that is known; then the last line that says something.
std::string explain(const Ending& ending, const model::Host& host);

/// The server hung up before it had said who it is, as it does when too many log in at once.
bool was_turned_away(std::string_view errors);

}  // namespace deployer::transport
