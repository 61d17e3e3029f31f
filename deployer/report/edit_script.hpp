/// The shortest way from one list of lines to another (Myers, "An O(ND) Difference Algorithm", 1986). Pure.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace deployer::report {

struct Edit {
    enum class Kind : std::uint8_t { keep, remove, insert };
    Kind kind = Kind::keep;
    std::string_view line;
};

/// All lines, in order; what is removed stands before what is inserted in its place. Lists that differ in
/// more than max_edits lines are shown as replaced from their first difference to their last.
std::vector<Edit> edit_script(const std::vector<std::string_view>& before,
                              const std::vector<std::string_view>& after);

/// The search keeps a row for each edit: 2,000 of them take 16 MiB.
inline constexpr int max_edits = 2000;

}  // namespace deployer::report
