/// UTF-8, byte by byte: what is well-formed, and what XML 1.0 may carry.
#pragma once

#include <cstddef>
#include <string_view>

namespace supervise::rpc {

/// Length of the well-formed sequence that `text` begins with (1 to 4), or 0. No overlong forms, no
/// surrogates, nothing above U+10FFFF. Precondition: not empty.
std::size_t utf8_length(std::string_view text);

/// The same, but 0 also for a character that XML 1.0 does not allow in a document.
std::size_t xml_length(std::string_view text);

/// Where the first byte stands that cannot be part of a document; npos: all of the text can.
std::size_t find_not_xml(std::string_view text);

/// Well-formed all through.
bool is_utf8(std::string_view text);

/// A code point that XML 1.0 allows in a document.
bool is_xml_char(char32_t code_point);

}  // namespace supervise::rpc
