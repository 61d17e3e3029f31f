/// Strings of JSON (RFC 8259) from any bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace supervise::config {

/// `text` between quotes. What comes out is valid UTF-8 on one line: each byte that is not becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

/// The byte for which append_json_string writes `escape`: "\\n" or "\\u001b". None when it never writes that.
std::optional<char> json_escaped(std::string_view escape);
inline constexpr std::size_t longest_json_escape = 6;

}  // namespace supervise::config
