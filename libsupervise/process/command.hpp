/// From the text of `command` to what can be executed: words, search along PATH, checks (PROC-030 to
/// PROC-034).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace supervise::process {

struct Command {
    std::string path;               ///< the file to execute
    std::vector<std::string> argv;  ///< words as written (PROC-031)
};

struct CommandError {
    bool missing =
        false;  ///< the file is not there; else it is there, or the text is, but cannot be executed
    std::string text;
};

/// Resolves `command`; a word without a slash is searched along `path` (colon-separated; empty: a built-in
/// default), a relative path is looked for in `directory`, where it will be executed (PROC-033).
tl::expected<Command, CommandError>
resolve_command(std::string_view command, std::string_view path,
                const std::optional<std::string>& directory = std::nullopt);

}  // namespace supervise::process
