/// What a process was started with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace supervise::sys {

/// The absolute path of the current folder; "/" when it is gone.
std::string current_folder();

/// The variables of the environment, in its order.
std::vector<std::pair<std::string, std::string>> environment_variables();

/// What it was started with, its name first.
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
