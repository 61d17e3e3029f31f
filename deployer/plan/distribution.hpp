/// The self-contained supervisord that is sent to hosts which have none: what its list says, and the
/// operations that put it below /usr.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/build.hpp"
#include "plan/plan.hpp"
#include "sys/result.hpp"

namespace deployer::plan {

struct DistributionFile {
    std::string sha256, mode, path;  ///< path: below the prefix
};

struct Distribution {
    std::string version;
    std::vector<DistributionFile> files;
};

/// Reads "supervise VERSION" and "SHA256 MODE PATH" lines. Refuses paths that lead out of the prefix.
supervise::Result<Distribution> parse_manifest(std::string_view text);

/// What /usr/bin/supervisord on a host is, by what it says to --version.
enum class Installed { unknown, nothing, ours, other };
Installed installed_kind(const jinja::Dict& facts);
/// "4.4.0+supervise.0.1.0" and "0.1.0" are the same.
bool is_older(std::string_view installed, std::string_view than);

/// All operations in the order in which they leave a host able to work at any time: libraries before
/// programs. `guard`: refuse files that a package of the host owns.
supervise::Result<std::vector<Item>> install_items(const Distribution& distribution,
                                                   const std::string& folder, bool guard,
                                                   task::Contents& contents);

}  // namespace deployer::plan
