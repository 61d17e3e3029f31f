#include "supervisorctl/screen/line.hpp"

#include "config/text.hpp"
#include "supervisorctl/terminal_text.hpp"

namespace supervise::ctl::screen {
namespace {

/// The first `width` characters.
std::string_view cut(std::string_view text, std::size_t width) {
    std::size_t bytes = 0;
    for (; width > 0 && bytes < text.size(); --width) {
        bytes += config::first_code_point(text.substr(bytes)).bytes;
    }
    return text.substr(0, bytes);
}

/// SGR parameters (ECMA-48).
std::string_view sgr(Style style, bool colours) {
    switch (style) {
    case Style::plain:
        return "";
    case Style::strong:
        return "1";
    case Style::heading:
        return "7";
    case Style::quiet:
        return "2";
    case Style::good:
        return colours ? "32" : "";
    case Style::passing:
        return colours ? "33" : "";
    case Style::bad:
        return colours ? "1;31" : "1";
    }
    return "";
}

}  // namespace

std::string visible(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const config::CodePoint point = config::first_code_point(text);
        if (is_visible(point.value)) {
            out += text.substr(0, point.bytes);
        } else {
            out += '?';
        }
        text.remove_prefix(point.bytes);
    }
    return out;
}

std::string cell(std::string_view text, std::size_t width, Align align) {
    const std::string_view kept = cut(text, width);
    const std::string blanks(width - config::length_in_characters(kept), ' ');
    return align == Align::left ? std::string(kept) + blanks : blanks + std::string(kept);
}

std::string paint(const std::vector<Line>& lines, sys::TerminalSize size, bool colours) {
    std::string out = "\x1b[H";
    const std::size_t rows = std::min(lines.size(), static_cast<std::size_t>(size.rows));
    for (std::size_t row = 0; row < rows; ++row) {
        std::size_t left = static_cast<std::size_t>(size.columns);
        for (const Span& span : lines[row]) {
            const std::string_view text = cut(span.text, left);
            left -= config::length_in_characters(text);
            const std::string_view parameters = sgr(span.style, colours);
            if (parameters.empty() || text.empty()) {
                out += text;
            } else {
                out.append("\x1b[").append(parameters).append("m").append(text).append("\x1b[m");
            }
        }
        out += row + 1 < rows ? "\x1b[K\r\n" : "\x1b[K";
    }
    return out += "\x1b[J";
}

}  // namespace supervise::ctl::screen
