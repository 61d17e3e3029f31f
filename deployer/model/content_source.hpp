/// Finds what `src`, `unit_file` and `conf_file_src` name (HD-FIL-01 to -08, HD-TREE-04).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/assembly.hpp"

namespace deployer::model {

enum class Wanted : std::uint8_t {
    file,     ///< file:// or tmpl://
    any_url,  ///< the same, or http:// or https://
    folder,   ///< of a tree
};

struct SourceFault {
    bool unknown_scheme = false;  ///< callers word it; `message` is empty then
    std::string message, remedy;
};

/// Fills the source by what is `written`. Only actions that read contents look whether it is there.
std::optional<SourceFault> find_content(Assembly& assembly, ContentSource& source, Wanted wanted);

}  // namespace deployer::model
