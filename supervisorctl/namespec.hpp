/// Names of processes as users write and read them (CTL-014). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace supervise::ctl {

struct Namespec {
    std::string group;
    std::optional<std::string> process;  ///< none: the whole group

    /// `name` is process `name` in group `name`; `group:process`; `group:*` and `group:` are the whole group.
    static Namespec parse(std::string_view text);

    bool covers(std::string_view of_group, std::string_view name) const {
        return group == of_group && (!process || *process == name);
    }
};

/// What is said when `text`, as the user wrote it, names nothing (CTL-021).
std::string no_such_text(const std::string& text);

/// The short name when both are the same, else `group:process`.
std::string show_namespec(std::string_view group, std::string_view process);

}  // namespace supervise::ctl
