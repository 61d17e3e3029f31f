#include "rpc/utf8.hpp"

namespace supervise::rpc {

std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto continues = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
        return i < text.size() && byte(i) >= low && byte(i) <= high;
    };
    const unsigned first = byte(0);
    if (first < 0x80)
        return 1;
    if (first < 0xC2)
        return 0;
    if (first < 0xE0)
        return continues(1) ? 2 : 0;
    if (first < 0xF0) {
        const unsigned low = first == 0xE0 ? 0xA0 : 0x80;   // overlong below
        const unsigned high = first == 0xED ? 0x9F : 0xBF;  // surrogates above
        return continues(1, low, high) && continues(2) ? 3 : 0;
    }
    if (first < 0xF5) {
        const unsigned low = first == 0xF0 ? 0x90 : 0x80;
        const unsigned high = first == 0xF4 ? 0x8F : 0xBF;  // above U+10FFFF
        return continues(1, low, high) && continues(2) && continues(3) ? 4 : 0;
    }
    return 0;
}

std::size_t xml_length(std::string_view text) {
    const std::size_t length = utf8_length(text);
    if (length == 1 && !is_xml_char(static_cast<unsigned char>(text[0])))
        return 0;
    const bool noncharacter =
        length == 3 && text[0] == '\xEF' && text[1] == '\xBF' && (text[2] == '\xBE' || text[2] == '\xBF');
    return noncharacter ? 0 : length;
}

std::size_t find_not_xml(std::string_view text) {
    for (std::size_t place = 0; place < text.size();) {
        const std::size_t length = xml_length(text.substr(place));
        if (length == 0)
            return place;
        place += length;
    }
    return std::string_view::npos;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

bool is_xml_char(char32_t c) {
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
           (c >= 0x10000 && c <= 0x10FFFF);
}

}  // namespace supervise::rpc
