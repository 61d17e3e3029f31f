/// Text of others on its way to a terminal. What a host says must not move the cursor, change colours or
/// pretend to be lines of ours. Pure.
#pragma once

#include <string>
#include <string_view>

namespace deployer::report {

/// On one line: control characters, characters that turn the writing direction, and bytes that are no UTF-8
/// become \n, \t, \x1b ...; everything else stays.
std::string printable(std::string_view text);

/// The same for a line of a file: a tab stays.
std::string printable_line(std::string_view text);

bool is_utf8(std::string_view text);

}  // namespace deployer::report
