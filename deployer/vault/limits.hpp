/// What is read for a vault at most.
#pragma once

#include <cstddef>

namespace deployer::vault::limits {

/// Of a vault text or of what is put into one: a whole key file fits many times.
inline constexpr std::size_t max_text_bytes = std::size_t{16} * 1024 * 1024;
inline constexpr std::size_t max_password_bytes = std::size_t{64} * 1024;

}  // namespace deployer::vault::limits
