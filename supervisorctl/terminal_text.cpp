#include "supervisorctl/terminal_text.hpp"

#include <cstddef>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "config/text.hpp"
#include "sys/number.hpp"

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

/// Do the parameters of a colour sequence ask for concealed text (ECMA-48: 8)?
bool conceals(std::string_view parameters) {
    int to_skip = 0;
    bool is_colour = false;  // of the foreground, the background or the underline: its kind comes next
    while (!parameters.empty()) {
        const std::size_t end = parameters.find(';');
        const std::string_view field = parameters.substr(0, end);
        const int number = leading_number<int>(field).value;  // behind a colon it has parts of its own
        if (std::exchange(is_colour, false) && (number == 5 || number == 2)) {
            to_skip = number == 5 ? 1 : 3;  // a number, or three parts
        } else if (to_skip > 0) {
            --to_skip;
        } else if (number == 8) {
            return true;
        } else {
            is_colour =
                (number == 38 || number == 48 || number == 58) && field.find(':') == std::string_view::npos;
        }
        parameters.remove_prefix(end == std::string_view::npos ? parameters.size() : end + 1);
    }
    return false;
}

/// Does a colour sequence end all colours, and do nothing else?
bool is_reset(std::string_view sequence) {
    return sequence.find_first_not_of("0;", 2) == sequence.find('m');
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
    if (colour == 0 || conceals(text.substr(2, colour - 3))) {
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
    } else if (!is_visible(point.value)) {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(point.value));
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
    // What has an escape here is a colour.
    if (const std::size_t colour = out.rfind(escape); colour != std::string::npos) {
        is_coloured_ = !is_reset(std::string_view(out).substr(colour));
    }
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
    if (std::exchange(is_coloured_, false)) {
        out += "\x1b[0m";
    }
    return out;
}

bool is_visible(char32_t c) {
    return c >= 0x20 && !(c >= 0x7f && c < 0xa0) && !(c >= 0xd800 && c <= 0xdfff) && c != 0x061c &&
           c != 0x200b && c != 0x200e && c != 0x200f && !(c >= 0x2028 && c <= 0x202e) &&
           !(c >= 0x2060 && c <= 0x206f) && c != 0xfeff && !(c >= 0xe0000 && c <= 0xe007f);
}

std::string harmless(std::string_view text) {
    TerminalText filter;
    std::string out = filter.feed(text);
    return out + filter.finish();
}

}  // namespace supervise::ctl
