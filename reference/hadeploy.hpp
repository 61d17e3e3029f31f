/// What the tables of hadeploy say, in the shape that its manual page and completion files need. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reference/vocabulary.hpp"

namespace supervise::reference {

std::vector<Flag> hadeploy_flags();

/// Of `hadeploy vault`: its options, and the words that say what it shall do.
std::vector<Flag> hadeploy_vault_flags();
struct Named {
    std::string name, help;
};
std::vector<Named> hadeploy_vault_verbs();
std::vector<std::string> names(const std::vector<Named>& all);

}  // namespace supervise::reference
