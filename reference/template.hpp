/// Templates: text with marks such as @OPTIONS@ where what is made from the tables goes. Pure.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "sys/result.hpp"

namespace supervise::reference {

/// What stands for each mark, by the mark's name.
using Blocks = std::map<std::string, std::string, std::less<>>;

/// `text` with its marks, which are capital letters and `_` between two `@`, replaced. A mark without a block
/// is an error, and a block without a mark: what is in a table must not be forgotten in its page.
Result<std::string> fill(std::string_view text, const Blocks& blocks);

}  // namespace supervise::reference
