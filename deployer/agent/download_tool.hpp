/// curl or wget, told what to fetch: as argv and input, and what the headers it printed say.
#pragma once

#include <optional>
#include <string>

#include "agent/host.hpp"
#include "task/operation.hpp"

namespace deployer::agent {

/// What identifies a version of a resource; of HTTP's headers.
struct Version {
    std::string etag, modified;

    /// As a note of the ledger, and back.
    std::string note() const { return etag + "\n" + modified; }
    static Version of_note(const std::string& note);
};

/// What the server said: of the last response, behind all redirections.
struct Response {
    int status = 0;
    Version version;
};

/// By curl where it is installed, else wget. What is known is asked for only if it has changed.
Command curl(const task::Download& download, const std::optional<Version>& known);
/// A secret URL goes by the input of GNU's wget; BusyBox's has no way for it.
Command wget(const task::Download& download, const std::optional<Version>& known);

/// Of the headers both print to their standard error.
Response read_response(const std::string& printed);

/// The line that says why it failed, among headers and hints; without the URL, when that is secret.
std::string complaint(const std::string& program, const std::string& printed, const task::Download& download);

}  // namespace deployer::agent
