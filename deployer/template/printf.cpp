#include "template/printf.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/core.h>

#include "template/characters.hpp"
#include "template/operations.hpp"
#include "template/value_text.hpp"

namespace deployer::jinja {
namespace {

/// Of a width or precision.
constexpr std::size_t max_width = 100'000;

struct Specification {
    std::string fill = " ";
    char align = '\0';  ///< < > ^ =, or none
    char sign = '-';
    bool alternate = false;
    std::size_t width = 0;
    char grouping = '\0';
    std::optional<std::size_t> precision;
    char type = '\0';
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t read_number(std::string_view& text) {
    std::size_t number = 0;
    while (!text.empty() && is_digit(text[0])) {
        number = number * 10 + static_cast<std::size_t>(text[0] - '0');
        if (number > max_width)
            fail("the width of a format is too large");
        text.remove_prefix(1);
    }
    return number;
}

std::string padded(std::string text, const Specification& how, char default_align) {
    const std::size_t size = count_characters(text);
    if (size >= how.width)
        return text;
    const std::size_t missing = how.width - size;
    const char align = how.align != '\0' ? how.align : default_align;
    const std::size_t left = align == '<' ? 0 : align == '^' ? missing / 2 : missing;
    std::string before;
    std::string after;
    for (std::size_t i = 0; i < missing; ++i)
        (i < left ? before : after) += how.fill;
    const bool has_sign =
        align == '=' && !text.empty() && (text[0] == '-' || text[0] == '+' || text[0] == ' ');
    return has_sign ? text.substr(0, 1) + before + text.substr(1) : before + text + after;
}

void group_digits(std::string& digits, char separator) {
    const std::size_t whole = std::min(digits.find('.'), digits.size());
    const std::size_t begin = digits.find_first_of("0123456789");
    for (std::size_t at = whole; begin != std::string::npos && at > begin + 3;) {
        at -= 3;
        digits.insert(at, 1, separator);
    }
}

std::string with_sign(const std::string& digits, bool is_negative, char sign) {
    return is_negative ? "-" + digits : sign == '-' ? digits : std::string(1, sign) + digits;
}

std::string in_base(std::uint64_t number, char type, bool alternate) {
    std::array<char, 70> buffer{};
    const int base = type == 'b' ? 2 : type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
    const char* const end = std::to_chars(buffer.begin(), buffer.end(), number, base).ptr;
    std::string digits(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    if (type == 'X')
        digits = upper(digits);
    return alternate && base != 10 ? fmt::format("0{}{}", type, digits) : digits;
}

std::string float_digits(double number, char type, std::optional<std::size_t> precision) {
    const auto digits = static_cast<int>(precision.value_or(6));
    switch (type) {
    case 'e':
        return fmt::format("{:.{}e}", number, digits);
    case 'E':
        return fmt::format("{:.{}E}", number, digits);
    case 'g':
        return fmt::format("{:.{}g}", number, digits);
    case 'G':
        return fmt::format("{:.{}G}", number, digits);
    case '%':
        return fmt::format("{:.{}f}%", number * 100, digits);
    case '\0':
        return precision ? fmt::format("{:.{}g}", number, digits) : float_text(number);
    default:
        return fmt::format("{:.{}f}", number, digits);
    }
}

std::string format_number(const Value& value, const Specification& how) {
    const bool is_whole = value.kind() != Value::Kind::floating;
    const bool wants_float =
        how.type != '\0' && std::string_view("eEfFgG%").find(how.type) != std::string_view::npos;
    std::string digits;
    bool is_negative = false;
    if (is_whole && !wants_float) {
        const std::int64_t number = value.index();
        is_negative = number < 0;
        const auto magnitude =
            is_negative ? 0U - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
        if (how.type == 'c') {
            append_code_point(digits, static_cast<char32_t>(magnitude));
            return padded(digits, how, '<');
        }
        digits = in_base(magnitude, how.type == 'n' ? 'd' : how.type, how.alternate);
    } else {
        const double number = value.number();
        is_negative = std::signbit(number) && !std::isnan(number);
        digits = float_digits(std::abs(number), how.type, how.precision);
    }
    if (how.grouping != '\0')
        group_digits(digits, how.grouping);
    return padded(with_sign(digits, is_negative, how.sign), how, '>');
}

Specification parse_specification(std::string_view text) {
    Specification how;
    const std::size_t first = text.empty() ? 0 : characters(text, 0, 1).size();
    const auto is_align = [](char c) { return c == '<' || c == '>' || c == '^' || c == '='; };
    if (text.size() > first && first > 0 && is_align(text[first])) {
        how.fill = std::string(text.substr(0, first));
        how.align = text[first];
        text.remove_prefix(first + 1);
    } else if (!text.empty() && is_align(text[0])) {
        how.align = text[0];
        text.remove_prefix(1);
    }
    const auto skip = [&](char c) {
        const bool there = text.starts_with(c);
        text.remove_prefix(there ? 1 : 0);
        return there;
    };
    for (const char sign : {'+', '-', ' '})
        if (skip(sign))
            how.sign = sign;
    how.alternate = skip('#');
    if (skip('0') && how.align == '\0') {
        how.fill = "0";
        how.align = '=';
    }
    how.width = read_number(text);
    for (const char grouping : {',', '_'})
        if (skip(grouping))
            how.grouping = grouping;
    if (skip('.'))
        how.precision = read_number(text);
    if (!text.empty()) {
        how.type = text[0];
        text.remove_prefix(1);
    }
    if (!text.empty())
        fail("Invalid format specifier");
    return how;
}

/// "%(name)-08.3f": what stands behind the percent sign.
struct Conversion {
    std::optional<std::string> name;
    Specification how;
    bool left = false, zero = false;
};

Conversion parse_conversion(std::string_view& rest, const std::function<std::int64_t()>& next_number) {
    Conversion conversion;
    if (rest.starts_with('(')) {
        const std::size_t end = rest.find(')');
        if (end == std::string_view::npos)
            fail("incomplete format key");
        conversion.name = std::string(rest.substr(1, end - 1));
        rest.remove_prefix(end + 1);
    }
    for (; !rest.empty() && std::string_view("-+ 0#").find(rest[0]) != std::string_view::npos;
         rest.remove_prefix(1)) {
        conversion.left |= rest[0] == '-';
        conversion.zero |= rest[0] == '0';
        conversion.how.alternate |= rest[0] == '#';
        if (rest[0] == '+' || (rest[0] == ' ' && conversion.how.sign == '-'))
            conversion.how.sign = rest[0];
    }
    const auto size = [&]() -> std::size_t {
        if (!rest.starts_with('*'))
            return read_number(rest);
        rest.remove_prefix(1);
        return static_cast<std::size_t>(std::clamp<std::int64_t>(next_number(), 0, max_width));
    };
    conversion.how.width = size();
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        conversion.how.precision = size();
    }
    while (!rest.empty() && (rest[0] == 'h' || rest[0] == 'l' || rest[0] == 'L'))
        rest.remove_prefix(1);
    if (rest.empty())
        fail("incomplete format");
    conversion.how.type = rest[0];
    rest.remove_prefix(1);
    return conversion;
}

std::string converted(const Value& value, Conversion conversion) {
    Specification& how = conversion.how;
    how.align = conversion.left ? '<' : '>';
    const auto cut = [&](const std::string& text) {
        return padded(how.precision ? std::string(characters(text, 0, *how.precision)) : text, how, '>');
    };
    switch (how.type) {
    case 's':
        return cut(value.text());
    case 'r':
    case 'a':
        return cut(value.repr());
    case 'c':
        return cut(value.is_text() ? value.str() : format_value(value, "c"));
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X': {
        if (!value.defined().is_number())
            fail(fmt::format("%{} format: a real number is required, not {}", how.type, value.type_name()));
        const bool decimal = how.type == 'd' || how.type == 'i' || how.type == 'u';
        if (!decimal && value.kind() == Value::Kind::floating)
            fail(fmt::format("%{} format: an integer is required, not float", how.type));
        how.type = decimal ? 'd' : how.type;
        if (conversion.zero && !conversion.left) {
            how.fill = "0";
            how.align = '=';
        }
        return format_number(value.whole(), how);
    }
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
        if (!value.defined().is_number())
            fail(fmt::format("must be real number, not {}", value.type_name()));
        if (conversion.zero && !conversion.left) {
            how.fill = "0";
            how.align = '=';
        }
        return format_number(value.number(), how);
    default:
        fail(fmt::format("unsupported format character '{}'", how.type));
    }
}

/// "0.attribute[key]" behind an opening brace.
Value field(std::string_view name, CallArguments& arguments, std::size_t& automatic) {
    const std::size_t end = std::min(name.find_first_of(".["), name.size());
    const std::string_view head = name.substr(0, end);
    std::string_view rest = name.substr(end);
    const bool is_number = !head.empty() && std::all_of(head.begin(), head.end(), is_digit);
    std::optional<Value> value;
    if (head.empty() || is_number) {
        std::string_view digits = head;
        const std::size_t place = is_number ? read_number(digits) : automatic++;
        if (place >= arguments.positional.size())
            fail(fmt::format("Replacement index {} out of range for positional args tuple", place));
        value = arguments.positional[place];
    } else {
        for (const auto& [key, given] : arguments.named)
            if (key == head)
                value = given;
        if (!value)
            fail(Value(head).repr());
    }
    while (!rest.empty()) {
        const bool is_key = rest[0] == '[';
        const std::size_t stop = is_key ? rest.find(']') : std::min(rest.find_first_of(".[", 1), rest.size());
        if (stop == std::string_view::npos)
            fail("Missing ']' in format string");
        const std::string_view key = rest.substr(1, stop - 1);
        std::string_view digits = key;
        const bool is_index = is_key && !key.empty() && std::all_of(key.begin(), key.end(), is_digit);
        if (!is_key && value->kind() != Value::Kind::object)
            fail(fmt::format("'{}' object has no attribute '{}'", value->type_name(), key));
        value = is_index ? item(*value, Value(read_number(digits)))
                : is_key ? item(*value, Value(key))
                         : attribute(*value, key);
        rest.remove_prefix(is_key ? stop + 1 : stop);
    }
    return value->defined();
}

}  // namespace

std::string print_formatted(std::string_view format, const Value& values) {
    const bool several = values.kind() == Value::Kind::tuple;
    const List given = several ? values.list() : List{values};
    std::size_t used = 0;
    const auto next = [&]() -> const Value& {
        if (used >= given.size())
            fail("not enough arguments for format string");
        return given[used++];
    };
    std::string result;
    bool by_name = false;
    while (!format.empty()) {
        const std::size_t percent = format.find('%');
        result += format.substr(0, percent);
        if (percent == std::string_view::npos)
            break;
        format.remove_prefix(percent + 1);
        if (format.starts_with('%')) {
            result += '%';
            format.remove_prefix(1);
            continue;
        }
        Conversion conversion = parse_conversion(format, [&] { return next().index(); });
        if (!conversion.name) {
            result += converted(next(), std::move(conversion));
            continue;
        }
        if (values.kind() != Value::Kind::dict)
            fail("format requires a mapping");
        by_name = true;
        const Value* value = values.dict().find(std::string_view(*conversion.name));
        if (value == nullptr)
            fail(Value(*conversion.name).repr());
        result += converted(*value, std::move(conversion));
    }
    if (!by_name && used < given.size() && values.kind() != Value::Kind::dict)
        fail("not all arguments converted during string formatting");
    return result;
}

std::string format_value(const Value& value, std::string_view specification) {
    if (specification.empty())
        return value.text();
    const Specification how = parse_specification(specification);
    const bool is_text = !value.is_number() || (value.kind() == Value::Kind::boolean && how.type == '\0');
    const std::string_view types = is_text                                 ? "s"
                                   : value.kind() == Value::Kind::floating ? "eEfFgGn%"
                                                                           : "bcdeEfFgGnoxX%";
    if (how.type != '\0' && types.find(how.type) == std::string_view::npos)
        fail(fmt::format("Unknown format code '{}' for object of type '{}'", how.type, value.type_name()));
    if (!is_text)
        return format_number(value, how);
    const std::string text = value.text();
    return padded(how.precision ? std::string(characters(text, 0, *how.precision)) : text, how, '<');
}

std::string brace_formatted(std::string_view format, CallArguments arguments) {
    std::string result;
    std::size_t automatic = 0;
    while (!format.empty()) {
        const std::size_t brace = format.find_first_of("{}");
        result += format.substr(0, brace);
        if (brace == std::string_view::npos)
            break;
        const char which = format[brace];
        format.remove_prefix(brace + 1);
        if (format.starts_with(which)) {
            result += which;
            format.remove_prefix(1);
            continue;
        }
        const std::size_t end = format.find('}');
        if (which == '}' || end == std::string_view::npos)
            fail(which == '}' ? "Single '}' encountered in format string"
                              : "expected '}' before end of string");
        std::string_view inside = format.substr(0, end);
        format.remove_prefix(end + 1);
        const std::size_t colon = std::min(inside.find(':'), inside.size());
        const std::string_view specification = inside.substr(std::min(colon + 1, inside.size()));
        inside = inside.substr(0, colon);
        const std::size_t exclamation = std::min(inside.find('!'), inside.size());
        Value value = field(inside.substr(0, exclamation), arguments, automatic);
        if (exclamation < inside.size())
            value = inside.substr(exclamation + 1) == "r" ? value.repr() : value.text();
        result += format_value(value, specification);
    }
    return result;
}

}  // namespace deployer::jinja
