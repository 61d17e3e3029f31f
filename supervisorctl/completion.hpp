/// What Tab completes (CTL-084, CTL-085). Pure: the names come from whoever knows them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace supervise::ctl {

struct ProcessName {
    std::string group, process;
};

/// The names a daemon has. Empty when it does not say.
class Names {
public:
    virtual ~Names() = default;
    /// In the daemon's order, members of a group together.
    virtual std::span<const ProcessName> processes() = 0;
    /// Groups that are configured but not active yet.
    virtual std::span<const std::string> new_groups() = 0;
};

/// The words that can stand where the last word of `line` begins, as far as it has been typed; sorted as
/// they are to be shown.
std::vector<std::string> completions(std::string_view line, Names& names);

/// The last word of `line`: what stands behind the last blank.
std::string_view last_word(std::string_view line);

/// What all of `words` begin with.
std::string common_prefix(std::span<const std::string> words);

}  // namespace supervise::ctl
