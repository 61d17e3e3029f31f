/// What belongs to HADeploy's plugins that do not exist here (HD-OUT): refused by name, in one clear line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace deployer::model {

struct Foreign {
    std::string message;
    std::string remedy;
};

/// For a key at the top of a description, or of an item.
std::optional<Foreign> foreign_key(std::string_view key);

/// For the scheme of a `src` or `notify`: "mvn", "storm".
std::optional<Foreign> foreign_scheme(std::string_view scheme, std::string_view text);

/// Names that --scope and --noScope know, of parts that do not exist here.
bool is_foreign_part(std::string_view name);

}  // namespace deployer::model
