#include "supervisorctl/terminal_text.hpp"

#include <cstddef>
#include <iterator>

#include <fmt/format.h>

#include "config/text.hpp"

namespace supervise::ctl {
namespace {

constexpr char escape = '\x1b';
/// No honest colour sequence is longer; a longer one is shown as text.
constexpr std::size_t max_colour_bytes = 64;
constexpr std::size_t max_character_bytes = 4;

/// Length of the colour sequence at the start of `text`: ESC [ parameters m. 0: it is none; npos: it may
/// become one.
std::size_t colour_length(std::string_view text) {
    if (text.size() > 1 && text[1] != '[') {
        return 0;
    }
    const std::size_t end = text.find_first_not_of("0123456789;:", 2);
    if (end == std::string_view::npos) {
        return text.size() < max_colour_bytes ? std::string_view::npos : 0;
    }
    return text[end] == 'm' && end < max_colour_bytes ? end + 1 : 0;
}

/// Could `text`, shorter than a character, be the beginning of one?
bool is_cut_character(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    return text.size() < length && text.size() < max_character_bytes;
}

void show_control(std::string& out, unsigned byte) {
    if (byte < 0x20) {
        out += '^';
        out += static_cast<char>(byte + '@');
    } else {
        fmt::format_to(std::back_inserter(out), "\\x{:02x}", byte);
    }
}

/// How many bytes of `text` were put into `out`; 0 when it has to wait for more.
std::size_t take_escape(std::string_view text, std::string& out) {
    const std::size_t colour = text.size() == 1 ? std::string_view::npos : colour_length(text);
    if (colour == std::string_view::npos) {
        return 0;
    }
    if (colour == 0) {
        show_control(out, escape);
        return 1;
    }
    out += text.substr(0, colour);
    return colour;
}

std::size_t take_carriage_return(std::string_view text, std::string& out) {
    if (text.size() == 1) {
        return 0;
    }
    // Before a line end it is part of it; alone it would write over what stands in the line.
    if (text[1] == '\n') {
        out += '\r';
    } else {
        show_control(out, '\r');
    }
    return 1;
}

std::size_t take_beyond_ascii(std::string_view text, std::string& out) {
    const config::CodePoint point = config::first_code_point(text);
    const bool is_invalid = point.value >= 0xdc80 && point.value <= 0xdcff;
    if (is_invalid && is_cut_character(text)) {
        return 0;
    }
    // C1 controls do in one character what ESC does with two; some terminals take the bare byte as well.
    if (is_invalid) {
        show_control(out, static_cast<unsigned char>(text[0]));
    } else if (point.value < 0xa0) {
        show_control(out, point.value);
    } else {
        out += text.substr(0, point.bytes);
    }
    return point.bytes;
}

/// Puts one harmless unit from the start of `text` into `out`; the bytes it took, 0 when it has to wait for
/// more.
std::size_t take_unit(std::string_view text, std::string& out) {
    const auto byte = static_cast<unsigned char>(text[0]);
    if (text[0] == escape) {
        return take_escape(text, out);
    }
    if (text[0] == '\r') {
        return take_carriage_return(text, out);
    }
    if (byte >= 0x80) {
        return take_beyond_ascii(text, out);
    }
    if (text[0] == '\n' || text[0] == '\t' || (byte >= 0x20 && byte < 0x7f)) {
        out += text[0];
    } else {
        show_control(out, byte);
    }
    return 1;
}

}  // namespace

std::string TerminalText::feed(std::string_view bytes) {
    std::string joined = std::move(waiting_);
    waiting_.clear();
    joined += bytes;
    std::string out;
    out.reserve(joined.size());
    std::string_view rest = joined;
    while (!rest.empty()) {
        const std::size_t taken = take_unit(rest, out);
        if (taken == 0) {
            break;
        }
        rest.remove_prefix(taken);
    }
    waiting_ = rest;
    return out;
}

std::string TerminalText::finish() {
    std::string out;
    for (const char c : waiting_) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7f) {
            out += c;
        } else {
            show_control(out, byte);
        }
    }
    waiting_.clear();
    return out;
}

std::string harmless(std::string_view text) {
    TerminalText filter;
    std::string out = filter.feed(text);
    return out + filter.finish();
}

}  // namespace supervise::ctl
