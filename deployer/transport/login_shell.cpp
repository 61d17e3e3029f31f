#include "transport/login_shell.hpp"

#include <fmt/core.h>

namespace deployer::transport {
namespace {

bool is_plain(std::string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char character = word[i];
        if (character == '\'' || character == '!' || character == '\n' || character == '\r' ||
            character == '\0')
            return false;
        // fish knows \\ and \' within single quotes, and nothing else.
        if (character == '\\' && (i + 1 == word.size() || word[i + 1] == '\\'))
            return false;
    }
    return true;
}

}  // namespace

supervise::Result<std::string> shell_quoted(std::string_view word) {
    if (!is_plain(word))
        return supervise::fail(fmt::format(
            "\"{}\" holds a quote, an exclamation mark, a line end or a backslash that some login shells "
            "do not hand over as it is",
            word));
    return fmt::format("'{}'", word);
}

supervise::Result<std::string> exec_line(const std::vector<std::string>& words) {
    std::string line = "exec";
    for (const std::string& word : words) {
        const auto quoted = shell_quoted(word);
        if (!quoted)
            return tl::unexpected(quoted.error());
        line += " " + *quoted;
    }
    return line;
}

}  // namespace deployer::transport
