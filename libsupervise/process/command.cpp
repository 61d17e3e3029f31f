#include "process/command.hpp"

#include <fmt/core.h>

#include "config/shell_words.hpp"
#include "config/text.hpp"
#include "sys/executable.hpp"

namespace supervise::process {

namespace {

constexpr std::string_view default_path = "/bin:/usr/bin:/usr/local/bin";

/// The first folder of `path` with any entry of that name ends the search, whatever the entry is (PROC-032).
std::string search(const std::string& word, std::string_view path) {
    while (true) {
        const std::size_t colon = path.find(':');
        const std::string_view folder = path.substr(0, colon);
        std::string candidate = folder.empty() ? word : fmt::format("{}/{}", folder, word);
        if (sys::executability(candidate) != sys::Executability::missing)
            return candidate;
        if (colon == std::string_view::npos)
            return {};
        path.remove_prefix(colon + 1);
    }
}

tl::unexpected<CommandError> refuse(std::string text) {
    return tl::unexpected(CommandError{false, std::move(text)});
}

}  // namespace

tl::expected<Command, CommandError> resolve_command(std::string_view command, std::string_view path,
                                                    const std::optional<std::string>& directory) {
    auto words = config::command_words(command);
    if (!words)
        return refuse(words.error().message);
    Command result{{}, std::move(*words)};
    const std::string& word = result.argv.front();
    result.path =
        word.find('/') != std::string::npos ? word : search(word, path.empty() ? default_path : path);
    const bool relative = directory && !result.path.starts_with('/');
    const std::string file = relative ? fmt::format("{}/{}", *directory, result.path) : result.path;
    switch (result.path.empty() ? sys::Executability::missing : sys::executability(file)) {
    case sys::Executability::missing:
        return tl::unexpected(
            CommandError{true, fmt::format("can't find command {}", config::python_repr(word))});
    case sys::Executability::directory:
        return refuse(fmt::format("command at {} is a directory", config::python_repr(result.path)));
    case sys::Executability::no_execute_bit:
        return refuse(fmt::format("command at {} is not executable", config::python_repr(result.path)));
    case sys::Executability::no_permission:
        return refuse(fmt::format("no permission to run command {}", config::python_repr(result.path)));
    case sys::Executability::executable:
        break;
    }
    return result;
}

}  // namespace supervise::process
