/// File modes as descriptions write them.
#pragma once

#include <optional>
#include <string_view>

namespace deployer::model {

/// The bits of "0755" or "755"; nothing for anything but three or four octal digits (and a leading zero).
std::optional<unsigned> mode_bits(std::string_view text);

}  // namespace deployer::model
