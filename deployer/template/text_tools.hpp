/// What filters and methods do with text. Counts and widths are in characters. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "template/value.hpp"

namespace deployer::jinja {

enum class Side { left, right, both };

/// Filled up on that side to `width` characters.
std::string pad(std::string_view text, std::int64_t width, std::string_view fill, Side side);
/// `count` negative: every one.
std::string replace_all(std::string_view text, std::string_view old, std::string_view with,
                        std::int64_t count = -1);
/// Without overlaps.
std::int64_t count_of(std::string_view text, std::string_view part);
/// No separator: at runs of blanks.
List split_text(std::string_view text, const std::optional<std::string>& separator,
                std::optional<std::size_t> max_splits, bool from_the_right = false);
List split_lines(std::string_view text, bool keep_ends);
/// `strict`: elements that are no text are refused, as Python's str.join does.
std::string join_texts(const List& items, std::string_view separator, bool strict = false);

std::string escape_html(std::string_view text);
std::string quote_url(std::string_view text, bool keep_slashes);
/// For a shell, as shlex.quote().
std::string quote_shell(std::string_view text);

/// Jinja2's filters of the same names.
std::string wrap(std::string_view text, std::size_t width, bool break_long_words, std::string_view line_end,
                 bool break_on_hyphens);
std::string indent(std::string_view text, std::string_view prefix, bool first, bool blank);
std::string truncate(std::string_view text, std::size_t length, bool kill_words, std::string_view end,
                     std::size_t leeway);
std::string strip_tags(std::string_view text);

}  // namespace deployer::jinja
