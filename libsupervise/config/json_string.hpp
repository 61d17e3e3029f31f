/// Strings of JSON (RFC 8259) from any bytes.
#pragma once

#include <string>
#include <string_view>

namespace supervise::config {

/// `text` between quotes. What comes out is valid UTF-8 on one line: each byte that is not becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

}  // namespace supervise::config
