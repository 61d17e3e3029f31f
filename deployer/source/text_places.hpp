/// Lines and columns of a text, and what stands there. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "source/node.hpp"

namespace deployer::source {

struct LineColumn {
    int line = 1, column = 1;
};

/// Of a byte; columns in characters.
LineColumn line_column(std::string_view text, std::size_t at);

/// The first byte that no YAML text may hold, if any: bad UTF-8, control characters.
std::optional<std::size_t> unreadable_byte(std::string_view text);

/// What begins at `at`, behind its anchor and tag.
std::size_t skip_properties(std::string_view text, std::size_t at);

/// How the scalar is written whose content begins at `at`.
Node::Style style_at(std::string_view text, std::size_t at);

/// Whether the quote that opens at `at` is closed before the end.
bool is_quote_closed(std::string_view text, std::size_t at);

/// The word up to the next blank or bracket.
std::string_view word_at(std::string_view text, std::size_t at);

}  // namespace deployer::source
