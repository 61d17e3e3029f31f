/// Text the way Python's `str` sees it, over UTF-8 bytes: what counts as white space, how a value looks in a
/// message. Supervisor's messages are full of both, so they have to match to the byte.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace supervise::config {

/// One code point and the bytes it takes. An invalid byte is a code point of its own, in the surrogate range
/// that Python's "surrogateescape" uses.
struct CodePoint {
    char32_t value;
    std::size_t bytes;
};
CodePoint first_code_point(std::string_view text);

/// Number of code points.
std::size_t length_in_characters(std::string_view text);

/// `str.isspace()` of one character.
bool is_space(char32_t character);

/// `str.strip()`, `str.lstrip()`, `str.rstrip()`.
std::string_view strip(std::string_view text);
std::string_view strip_left(std::string_view text);
std::string_view strip_right(std::string_view text);

/// `str.split()`: words between any white space.
std::vector<std::string_view> split_words(std::string_view text);

/// `text.split(separator)`: never empty.
std::vector<std::string_view> split_at(std::string_view text, char separator);

/// Lower and upper case of ASCII letters. (Python also changes other letters; no key or word of ours has
/// any.)
std::string lower(std::string_view text);
std::string upper(std::string_view text);

/// `repr(text)`: quoted and escaped as Python shows a str.
std::string python_repr(std::string_view text);

/// Text with every occurrence of `from` replaced by `to`.
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);

/// Is all of `text` valid UTF-8? If not, the message of Python's UnicodeDecodeError.
std::optional<std::string> utf8_fault(std::string_view text);

}  // namespace supervise::config
