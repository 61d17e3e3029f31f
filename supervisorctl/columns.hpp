/// A list in columns, read downwards. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace supervise::ctl {

/// The rows of the table with the fewest rows that fits into `width`; columns as wide as they need, two
/// blanks apart.
std::vector<std::string> in_columns(std::span<const std::string_view> texts, std::size_t width);

}  // namespace supervise::ctl
