/// All kinds of sections with their keys, in the order people read them: what the sample configuration and
/// the reference documentation are made from.
#pragma once

#include <string_view>
#include <vector>

#include "config/option.hpp"

namespace supervise::config {

struct CatalogueSection {
    std::string_view name;               ///< as one would write it: "program:x"
    std::string_view summary;            ///< what the section is for; sentences
    std::string_view also;               ///< whose keys apply too: "program:x", or empty
    bool in_sample = false;              ///< active in the sample configuration, not commented out
    std::vector<const Option*> options;  ///< required ones first
};

std::vector<CatalogueSection> catalogue();

}  // namespace supervise::config
