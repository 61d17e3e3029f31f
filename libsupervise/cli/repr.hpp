/// Text quoted the way Supervisor's messages quote it (Python's repr), so that messages compare equal.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace supervise::cli {

/// 'text', or "it's" when only single quotes occur inside; control characters and invalid UTF-8 are escaped.
std::string repr(std::string_view text);

/// ['a', 'b']
std::string repr_list(std::span<const std::string> texts);

/// The same rules for a byte string: b'...', every byte outside printable ASCII escaped.
std::string repr_bytes(std::string_view bytes);

/// How many bytes the UTF-8 character at the start of `text` has; 0 when `text` does not start with a valid
/// one.
std::size_t utf8_length(std::string_view text);

/// The number of characters in `text`; a byte that is not part of valid UTF-8 counts as one.
std::size_t utf8_count(std::string_view text);

}  // namespace supervise::cli
