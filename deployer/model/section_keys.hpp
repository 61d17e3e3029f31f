/// Keys of Supervisor's program sections in a description: supervisord's own tables, in the order in which
/// they are written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/fault.hpp"
#include "config/option.hpp"
#include "model/key.hpp"
#include "model/model.hpp"

namespace deployer::model {

struct SectionKey {
    const supervise::config::Option* option;
    Type type;  ///< in YAML
    /// The one kind of section that has the key; nothing: all of them.
    std::optional<Program::Kind> only;
};

/// In the order of HD-PRG-02, then the others as supervisord's tables have them. Each name once.
const std::vector<SectionKey>& program_section_keys();

Type yaml_type(const supervise::config::Option& option);

/// What is wrong with a value, if anything, as far as it can be judged away from the host: paths, accounts
/// and what is expanded there are not looked at.
std::optional<supervise::config::Fault> section_value_fault(const supervise::config::Option& option,
                                                            const std::string& text);

}  // namespace deployer::model
