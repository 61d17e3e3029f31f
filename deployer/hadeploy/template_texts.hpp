/// Templates of this machine, with those that they bring in.
#pragma once

#include <string>
#include <vector>

#include "source/load.hpp"

namespace deployer::hadeploy {

struct TemplateTexts {
    std::vector<std::string> texts;
    bool is_complete = true;  ///< false: which others they bring in is known only when they are rendered
};

/// Of the files at `paths`, and of what they include, import or extend by name. One that cannot be read has
/// no text here; rendering tells.
TemplateTexts read_templates(const std::vector<std::string>& paths, const source::LoadContext& load);

}  // namespace deployer::hadeploy
