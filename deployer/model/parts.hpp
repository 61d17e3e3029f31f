/// Which part of the description a run is about: --scope, --noScope and --limit (HD-SCOPE-10 to -17).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/scopes.hpp"
#include "model/tables.hpp"

namespace deployer::model {

/// The names that are parts, not hosts or groups of them.
std::span<const std::string_view> part_words();

struct Selection {
    Parts parts;
    /// Only folders, files and trees with one of these texts as their scope; empty: all of them
    /// (HD-SCOPE-13).
    std::vector<std::string> item_scopes;
    std::vector<bool> hosts;  ///< by index: whether the run is about the host
};

Selection select(Reading& reading, const Root& root, const HostNames& names, std::size_t host_count);

/// Takes what is not selected out of the model.
void apply(const Selection& selection, Model& model);

}  // namespace deployer::model
