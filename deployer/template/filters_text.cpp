/// Filters of texts.
#include <algorithm>

#include <fmt/core.h>

#include "sys/base64.hpp"
#include "template/characters.hpp"
#include "template/function_table.hpp"
#include "template/printf.hpp"
#include "template/text_tools.hpp"

namespace deployer::jinja {
namespace {

Value replace(Engine&, const Value& input, const Bound& a) {
    return replace_all(input.text(), a.at(0).text(), a.at(1).text(), a.number(2, -1));
}

Value indent_filter(Engine&, const Value& input, const Bound& a) {
    const Value width = a.value(0, Value(4));
    const std::string prefix = width.is_text() ? width.str() : pad("", width.index(), " ", Side::right);
    return indent(input.text(), prefix, a.truth(1), a.truth(2));
}

Value truncate_filter(Engine&, const Value& input, const Bound& a) {
    return truncate(input.text(), static_cast<std::size_t>(std::max<std::int64_t>(a.number(0, 255), 0)),
                    a.truth(1), a.text(2, "..."),
                    static_cast<std::size_t>(std::max<std::int64_t>(a.number(3, 5), 0)));
}

Value wordwrap(Engine&, const Value& input, const Bound& a) {
    return wrap(input.text(), static_cast<std::size_t>(std::max<std::int64_t>(a.number(0, 79), 0)),
                a.truth(1, true), a.text(2, "\n"), a.truth(3, true));
}

Value format(Engine&, const Value& input, const Bound& a) {
    if (!a.rest().named.empty()) {
        Dict named;
        for (const auto& [name, value] : a.rest().named)
            named.set(name, value);
        return print_formatted(input.text(), named);
    }
    return print_formatted(input.text(), Value::tuple(a.rest().positional));
}

Value urlencode(Engine&, const Value& input, const Bound&) {
    if (input.defined().is_text() || input.is_number())
        return quote_url(input.text(), true);
    std::string result;
    const bool is_dict = input.kind() == Value::Kind::dict;
    for (const Value& one : input.items()) {
        const List pair = is_dict ? List{one, *input.dict().find(one)} : one.items();
        if (pair.size() != 2)
            fail(fmt::format("{} values to unpack (expected 2, got {})",
                             pair.size() < 2 ? "not enough" : "too many", pair.size()));
        const auto quoted = [](const Value& part) {
            return replace_all(quote_url(part.text(), false), "%20", "+");
        };
        result += (result.empty() ? "" : "&") + quoted(pair[0]) + "=" + quoted(pair[1]);
    }
    return result;
}

Value xmlattr(Engine&, const Value& input, const Bound& a) {
    std::string result;
    if (input.defined().kind() != Value::Kind::dict)
        fail(fmt::format("'{}' object has no attribute 'items'", input.type_name()));
    for (const Dict::Entry& entry : input.dict().entries())
        if (!entry.second.is_none() && !entry.second.is_undefined())
            result += fmt::format("{}{}=\"{}\"", result.empty() ? "" : " ", escape_html(entry.first.text()),
                                  escape_html(entry.second.text()));
    return a.truth(0, true) && !result.empty() ? " " + result : result;
}

std::int64_t count_words(std::string_view text) {
    std::int64_t words = 0;
    bool inside = false;
    for (const char32_t point : code_points(text)) {
        const bool is_word = is_letter(point) || (point >= '0' && point <= '9') || point == '_';
        words += is_word && !inside ? 1 : 0;
        inside = is_word;
    }
    return words;
}

/// Jinja2's: a letter behind anything but a letter or digit becomes a capital.
std::string title_filter(std::string_view text) {
    std::string result;
    bool begins = true;
    for (const char32_t point : code_points(text)) {
        append_code_point(result, begins ? to_upper(point) : to_lower(point));
        begins = is_space(point) || std::u32string_view(U"-({[<").find(point) != std::u32string_view::npos;
    }
    return result;
}

Value from_base64(Engine&, const Value& input, const Bound&) {
    auto bytes = supervise::sys::decode_base64(input.text());
    if (!bytes)
        fail("Incorrect padding: this is not base64");
    return std::move(*bytes);
}

Value quote_filter(Engine&, const Value& input, const Bound&) {
    return quote_shell(input.is_none() ? "" : input.text());
}

/// A text in front of every line, in the way comments of that kind are written.
Value comment(Engine&, const Value& input, const Bound& a) {
    struct Style {
        std::string_view name, begin, decoration, end;
    };
    static constexpr Style styles[] = {{"plain", "", "# ", ""},
                                       {"erlang", "", "% ", ""},
                                       {"c", "", "// ", ""},
                                       {"cblock", "/*", " * ", " */"},
                                       {"xml", "<!--", " - ", "-->"}};
    const std::string wanted = a.text(0, "plain");
    const auto* style =
        std::find_if(std::begin(styles), std::end(styles), [&](const Style& s) { return s.name == wanted; });
    if (style == std::end(styles))
        fail(fmt::format("Invalid comment style '{}'; there are plain, erlang, c, cblock and xml", wanted));
    const std::string decoration = a.text(1, style->decoration);
    const bool is_block = !style->begin.empty();
    const std::string bare = strip(decoration, false, true);
    std::string result = is_block ? std::string(style->begin) + "\n" : "";
    result += bare + "\n";
    for (const Value& line : split_text(input.text(), "\n", std::nullopt))
        result += strip(decoration + line.str(), false, true) + "\n";
    result += bare;
    return is_block ? result + "\n" + std::string(style->end) : result;
}

constexpr FunctionRow rows[] = {
    {"b64decode", "", from_base64},
    {"b64encode", "",
     [](Engine&, const Value& v, const Bound&) -> Value { return supervise::sys::encode_base64(v.text()); }},
    {"capitalize", "", [](Engine&, const Value& v, const Bound&) -> Value { return capitalize(v.text()); }},
    {"center", "width",
     [](Engine&, const Value& v, const Bound& a) -> Value {
         return pad(v.text(), a.number(0, 80), " ", Side::both);
     }},
    {"comment", "style decoration", comment},
    {"e", "", [](Engine&, const Value& v, const Bound&) -> Value { return escape_html(v.text()); }},
    {"escape", "", [](Engine&, const Value& v, const Bound&) -> Value { return escape_html(v.text()); }},
    {"forceescape", "", [](Engine&, const Value& v, const Bound&) -> Value { return escape_html(v.text()); }},
    {"format", "*", format},
    {"indent", "width first blank", indent_filter},
    {"lower", "", [](Engine&, const Value& v, const Bound&) -> Value { return lower(v.text()); }},
    {"quote", "", quote_filter},
    {"replace", "old new count", replace},
    {"safe", "", [](Engine&, const Value& v, const Bound&) -> Value { return v.text(); }},
    {"split", "sep maxsplit",
     [](Engine&, const Value& v, const Bound& a) -> Value {
         const std::int64_t most = a.number(1, -1);
         return split_text(v.text(),
                           a.has(0) && !a.at(0).is_none() ? std::optional(a.at(0).text()) : std::nullopt,
                           most < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(most)));
     }},
    {"string", "", [](Engine&, const Value& v, const Bound&) -> Value { return v.text(); }},
    {"striptags", "", [](Engine&, const Value& v, const Bound&) -> Value { return strip_tags(v.text()); }},
    {"title", "", [](Engine&, const Value& v, const Bound&) -> Value { return title_filter(v.text()); }},
    {"trim", "chars",
     [](Engine&, const Value& v, const Bound& a) -> Value {
         const std::string set = a.text(0);
         return strip(v.text(), true, true, a.has(0) && !a.at(0).is_none() ? &set : nullptr);
     }},
    {"truncate", "length killwords end leeway", truncate_filter},
    {"upper", "", [](Engine&, const Value& v, const Bound&) -> Value { return upper(v.text()); }},
    {"urlencode", "", urlencode},
    {"wordcount", "", [](Engine&, const Value& v, const Bound&) -> Value { return count_words(v.text()); }},
    {"wordwrap", "width break_long_words wrapstring break_on_hyphens", wordwrap},
    {"xmlattr", "autospace", xmlattr},
};

}  // namespace

std::span<const FunctionRow> text_filters() {
    return rows;
}

}  // namespace deployer::jinja
