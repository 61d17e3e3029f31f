/// Lines of a screen as data: pieces of text, each in a style. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sys/screen.hpp"

namespace supervise::ctl::screen {

enum class Style {
    plain,
    strong,
    heading,
    quiet,
    good,
    passing,  ///< on the way from one state to another
    bad,
};

struct Span {
    std::string text;
    Style style = Style::plain;
};
using Line = std::vector<Span>;

/// `text` with everything that is no visible character replaced by '?', whatever it would do to a terminal.
std::string visible(std::string_view text);

enum class Align { left, right };

/// Exactly `width` characters: filled with blanks, or cut.
std::string cell(std::string_view text, std::size_t width, Align align = Align::left);

/// The bytes that make a terminal of that size show these lines and nothing else. What is too long or too
/// much is cut. Without colours, styles that are not colours stay.
std::string paint(const std::vector<Line>& lines, sys::TerminalSize size, bool colours);

}  // namespace supervise::ctl::screen
