#include "report/printable.hpp"

#include <cstdint>

#include <fmt/format.h>

namespace deployer::report {
namespace {

struct Character {
    std::size_t size = 0;  ///< 0: no well-formed UTF-8
    char32_t code = 0;
};

Character first_of(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80)
        return {1, lead};
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < size)
        return {};
    char32_t code = lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0U) != 0x80)
            return {};
        code = code << 6 | (byte & 0x3FU);
    }
    const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
    const bool outside = code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF);
    return overlong || outside ? Character{} : Character{size, code};
}

bool turns_direction(char32_t code) {
    return code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

bool is_control(char32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029;
}

std::string escaped(std::string_view bytes) {
    if (bytes == "\n")
        return "\\n";
    if (bytes == "\t")
        return "\\t";
    if (bytes == "\r")
        return "\\r";
    std::string out;
    for (const char byte : bytes)
        out += fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(byte)));
    return out;
}

std::string cleaned(std::string_view text, bool keep_tabs) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const Character character = first_of(text);
        const std::string_view bytes = text.substr(0, character.size == 0 ? 1 : character.size);
        const bool stays = character.size != 0 && !turns_direction(character.code) &&
                           (!is_control(character.code) || (keep_tabs && character.code == '\t'));
        if (stays)
            out += bytes;
        else
            out += escaped(bytes);
        text.remove_prefix(bytes.size());
    }
    return out;
}

}  // namespace

std::string printable(std::string_view text) {
    return cleaned(text, false);
}

std::string printable_line(std::string_view text) {
    return cleaned(text, true);
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t size = first_of(text).size;
        if (size == 0)
            return false;
        text.remove_prefix(size);
    }
    return true;
}

}  // namespace deployer::report
