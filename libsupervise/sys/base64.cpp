#include "sys/base64.hpp"

#include <array>
#include <cstdint>

namespace supervise::sys {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr unsigned char no_digit = 0xFF;

consteval std::array<unsigned char, 256> make_digits() {
    std::array<unsigned char, 256> digits{};
    digits.fill(no_digit);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        digits[static_cast<unsigned char>(alphabet[i])] = static_cast<unsigned char>(i);
    return digits;
}
constexpr auto digits = make_digits();

std::uint32_t byte_at(std::string_view bytes, std::size_t i) {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

std::string encode_base64(std::string_view bytes, std::size_t line_length) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    std::size_t column = 0;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::uint32_t group =
            byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8 | byte_at(bytes, i + 2);
        text += alphabet[group >> 18 & 63];
        text += alphabet[group >> 12 & 63];
        text += i + 1 < bytes.size() ? alphabet[group >> 6 & 63] : '=';
        text += i + 2 < bytes.size() ? alphabet[group & 63] : '=';
        column += 4;
        if (line_length > 0 && column >= line_length) {
            text += '\n';
            column = 0;
        }
    }
    if (line_length > 0 && column > 0)
        text += '\n';
    return text;
}

std::optional<std::string> decode_base64(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    std::uint32_t group = 0;
    std::size_t characters = 0;
    std::size_t padding = 0;
    for (const char c : text) {
        if (is_blank(c))
            continue;
        if (c == '=') {
            ++padding;
            continue;
        }
        const unsigned char digit = digits[static_cast<unsigned char>(c)];
        if (digit == no_digit || padding > 0)
            return std::nullopt;
        group = group << 6 | digit;
        if (++characters % 4 == 0) {
            bytes += static_cast<char>(group >> 16 & 0xFF);
            bytes += static_cast<char>(group >> 8 & 0xFF);
            bytes += static_cast<char>(group & 0xFF);
        }
    }
    const std::size_t left = characters % 4;
    if (left == 1 || (characters + padding) % 4 != 0 || padding > 2)
        return std::nullopt;
    if (left >= 2)
        bytes += static_cast<char>((left == 2 ? group >> 4 : group >> 10) & 0xFF);
    if (left == 3)
        bytes += static_cast<char>(group >> 2 & 0xFF);
    return bytes;
}

}  // namespace supervise::sys
