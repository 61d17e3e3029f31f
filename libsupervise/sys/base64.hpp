/// base64 (RFC 4648), as XML-RPC values and Basic credentials carry it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace supervise::sys {

/// `line_length` > 0 breaks the text into lines of so many characters, each ended by '\n'.
std::string encode_base64(std::string_view bytes, std::size_t line_length = 0);

/// White space is skipped. Nothing when a character is none of the alphabet or the padding is wrong.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace supervise::sys
