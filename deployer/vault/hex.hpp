/// Bytes as hex digits and back. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace deployer::vault {

/// Lower case.
std::string to_hex(std::string_view bytes);
/// Nothing for an odd number of digits or anything else.
std::optional<std::string> from_hex(std::string_view digits);

}  // namespace deployer::vault
