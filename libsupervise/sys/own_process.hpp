/// What a process was started with.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace supervise::sys {

/// The absolute path of the current folder; "/" when it is gone.
std::string current_folder();

/// The environment as it is handed on: "NAME=value" each, and what may stand there without a name.
std::vector<std::string> environment_entries();

/// The variables of the environment, in its order.
std::vector<std::pair<std::string, std::string>> environment_variables();

/// What main() is given: the program's name and its arguments.
inline std::vector<std::string> arguments_of_main(int argc, char** argv) {
    const std::span words(argv, static_cast<std::size_t>(argc));
    return {words.begin(), words.end()};
}

/// The same for where main() is not near; by /proc.
std::vector<std::string> own_arguments();

/// How many descriptors are open, and how many may be.
struct Descriptors {
    std::uint64_t open = 0;
    std::uint64_t limit = 0;
};
/// Nothing without /proc. Safe on any thread.
std::optional<Descriptors> own_descriptors();

unsigned real_uid();
unsigned effective_uid();

/// The absolute path of the file this process runs, links followed.
std::string own_program();
/// Names that very file for children, even when another one has taken its place.
std::string own_program_for_children();

}  // namespace supervise::sys
