/// Where what is deployed on a host differs from its description; a survey of its own. As JSON, too, which is
/// how it comes out of a run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sys/result.hpp"

namespace deployer::control {

struct Difference {
    std::string what, name;  ///< "file", "/opt/app/run.sh"
    std::string supervisor;  ///< that it belongs to; empty: none
    std::string how;         ///< "content, mode 0700 -> 0755"
    std::string diff = {};   ///< of texts, unified; empty: not asked for, or nothing to show

    bool operator==(const Difference&) const = default;
};

using Differences = std::vector<Difference>;

std::string differences_to_json(const Differences& differences);
supervise::Result<Differences> differences_from_json(std::string_view text);

}  // namespace deployer::control
