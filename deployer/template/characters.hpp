/// Text in UTF-8 as a sequence of characters, as Python sees it. A byte that is no UTF-8 is a character of
/// its own. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "template/value.hpp"

namespace deployer::jinja {

std::size_t count_characters(std::string_view text);
/// Each character as a text.
List split_characters(std::string_view text);
/// The bytes of the characters from `begin` up to `end`.
std::string_view characters(std::string_view text, std::size_t begin, std::size_t end);

/// Code points; a byte that is no UTF-8 is 0xDC00 + byte, as Python's surrogateescape has it.
std::vector<char32_t> code_points(std::string_view text);
void append_code_point(std::string& text, char32_t point);

/// Case and classes for ASCII and Latin-1, Greek and Cyrillic letters; others stay as they are.
char32_t to_upper(char32_t point);
char32_t to_lower(char32_t point);
bool is_letter(char32_t point);
bool is_space(char32_t point);

std::string upper(std::string_view text);
std::string lower(std::string_view text);
/// Every word with a capital; words are runs of letters.
std::string title(std::string_view text);
std::string capitalize(std::string_view text);

/// Without the characters of `set`, by default blanks, at the wanted ends.
std::string strip(std::string_view text, bool left, bool right, const std::string* set = nullptr);

}  // namespace deployer::jinja
