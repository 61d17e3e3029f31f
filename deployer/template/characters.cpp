#include "template/characters.hpp"

#include <algorithm>
#include <array>
#include <clocale>
#include <cwctype>
#include <memory>
#include <type_traits>
#include <utility>

namespace deployer::jinja {
namespace {

constexpr char32_t escape_base = 0xDC00;

/// Classes and case of Unicode, whatever the user's locale is.
locale_t unicode() {
    struct Free {
        void operator()(locale_t locale) const { ::freelocale(locale); }
    };
    static const std::unique_ptr<std::remove_pointer_t<locale_t>, Free> locale(
        ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr));
    return locale.get();
}

struct Decoded {
    char32_t point;
    std::size_t bytes;
};

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Precondition: not empty.
Decoded decode(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    const Decoded broken{escape_base + lead, 1};
    if (lead < 0xC2 || lead > 0xF4 || text.size() < size)
        return broken;
    char32_t point = lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if (!is_continuation(text[i]))
            return broken;
        point = (point << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    const bool is_surrogate = point >= 0xD800 && point <= 0xDFFF;
    return point < least[size] || point > 0x10FFFF || is_surrogate ? broken : Decoded{point, size};
}

template <class Change>
std::string changed(std::string_view text, Change change) {
    std::string result;
    result.reserve(text.size());
    for (const char32_t point : code_points(text))
        append_code_point(result, change(point));
    return result;
}

}  // namespace

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count)
        text.remove_prefix(decode(text).bytes);
    return count;
}

List split_characters(std::string_view text) {
    List result;
    while (!text.empty()) {
        const std::size_t bytes = decode(text).bytes;
        result.emplace_back(text.substr(0, bytes));
        text.remove_prefix(bytes);
    }
    return result;
}

std::string_view characters(std::string_view text, std::size_t begin, std::size_t end) {
    std::size_t at = 0;
    std::size_t from = text.size();
    for (std::size_t i = 0;; ++i) {
        if (i == begin)
            from = at;
        if (i == end || at >= text.size())
            break;
        at += decode(text.substr(at)).bytes;
    }
    return from >= at ? std::string_view() : text.substr(from, at - from);
}

std::vector<char32_t> code_points(std::string_view text) {
    std::vector<char32_t> points;
    points.reserve(text.size());
    while (!text.empty()) {
        const Decoded decoded = decode(text);
        points.push_back(decoded.point);
        text.remove_prefix(decoded.bytes);
    }
    return points;
}

void append_code_point(std::string& text, char32_t point) {
    const auto put = [&](char32_t byte) {
        text.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
    };
    if (point < 0x80) {
        put(point);
    } else if (point >= escape_base + 0x80 && point <= escape_base + 0xFF) {
        put(point - escape_base);
    } else if (point < 0x800) {
        put(0xC0U | (point >> 6U));
        put(0x80U | (point & 0x3FU));
    } else if (point < 0x10000) {
        put(0xE0U | (point >> 12U));
        put(0x80U | ((point >> 6U) & 0x3FU));
        put(0x80U | (point & 0x3FU));
    } else {
        put(0xF0U | (point >> 18U));
        put(0x80U | ((point >> 12U) & 0x3FU));
        put(0x80U | ((point >> 6U) & 0x3FU));
        put(0x80U | (point & 0x3FU));
    }
}

char32_t to_upper(char32_t point) {
    return static_cast<char32_t>(::towupper_l(static_cast<wint_t>(point), unicode()));
}

char32_t to_lower(char32_t point) {
    return static_cast<char32_t>(::towlower_l(static_cast<wint_t>(point), unicode()));
}

bool is_letter(char32_t point) {
    return ::iswalpha_l(static_cast<wint_t>(point), unicode()) != 0 && !(point >= '0' && point <= '9');
}

bool is_space(char32_t point) {
    return (point >= 0x1C && point <= 0x1F) || point == 0x85 || point == 0xA0 || point == 0x2007 ||
           point == 0x202F || ::iswspace_l(static_cast<wint_t>(point), unicode()) != 0;
}

std::string upper(std::string_view text) {
    constexpr char32_t sharp_s = 0xDF;
    std::string result;
    for (const char32_t point : code_points(text)) {
        if (point == sharp_s)
            result += "SS";
        else
            append_code_point(result, to_upper(point));
    }
    return result;
}

std::string lower(std::string_view text) {
    return changed(text, to_lower);
}

std::string title(std::string_view text) {
    bool in_word = false;
    return changed(text, [&](char32_t point) {
        const bool continues = std::exchange(in_word, is_letter(point));
        return continues ? to_lower(point) : to_upper(point);
    });
}

std::string capitalize(std::string_view text) {
    bool is_first = true;
    return changed(text, [&](char32_t point) {
        return std::exchange(is_first, false) ? to_upper(point) : to_lower(point);
    });
}

std::string strip(std::string_view text, bool left, bool right, const std::string* set) {
    std::vector<char32_t> points = code_points(text);
    const std::vector<char32_t> members = set != nullptr ? code_points(*set) : std::vector<char32_t>();
    const auto goes = [&](char32_t point) {
        return set == nullptr ? is_space(point)
                              : std::find(members.begin(), members.end(), point) != members.end();
    };
    std::size_t begin = 0;
    std::size_t end = points.size();
    while (left && begin < end && goes(points[begin]))
        ++begin;
    while (right && end > begin && goes(points[end - 1]))
        --end;
    std::string result;
    for (std::size_t i = begin; i < end; ++i)
        append_code_point(result, points[i]);
    return result;
}

}  // namespace deployer::jinja
