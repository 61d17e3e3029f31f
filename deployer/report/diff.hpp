/// The difference of two texts as `diff -u` shows it. Pure.
#pragma once

#include <string>
#include <string_view>

namespace deployer::report {

/// Unified, three lines of context, with the heads "--- before: PATH" and "+++ after: PATH" (Ansible's).
/// Empty when the texts are the same; one line for texts that are not text. Bytes of the lines are as they
/// are, each line ends with "\n".
std::string unified_diff(std::string_view before, std::string_view after, std::string_view path);

}  // namespace deployer::report
