#include "template/methods.hpp"

#include <algorithm>
#include <span>

#include <fmt/core.h>

#include "template/characters.hpp"
#include "template/function_table.hpp"
#include "template/holding.hpp"
#include "template/objects.hpp"
#include "template/operations.hpp"
#include "template/printf.hpp"
#include "template/text_tools.hpp"

namespace deployer::jinja {
namespace {

struct MethodRow {
    std::string_view name;
    std::string_view parameters;
    Value (*function)(const Value& self, const Bound& arguments);
};

/// The arguments of find() and its like: what to look for, from where to where, in characters.
std::optional<std::int64_t> place_of(const Value& self, const Bound& arguments, bool from_the_right) {
    const auto length = static_cast<std::int64_t>(count_characters(self.str()));
    const auto clamp = [&](std::int64_t at) {
        return std::clamp<std::int64_t>(at < 0 ? at + length : at, 0, length);
    };
    const std::int64_t begin = clamp(arguments.number(1, 0));
    const std::int64_t end = clamp(arguments.number(2, length));
    if (begin > end)
        return std::nullopt;
    const std::string_view part =
        characters(self.str(), static_cast<std::size_t>(begin), static_cast<std::size_t>(end));
    const std::string wanted = arguments.at(0).text();
    const std::size_t at = from_the_right ? part.rfind(wanted) : part.find(wanted);
    if (at == std::string_view::npos)
        return std::nullopt;
    return begin + static_cast<std::int64_t>(count_characters(part.substr(0, at)));
}

Value index_of(const Value& self, const Bound& arguments, bool from_the_right) {
    const auto at = place_of(self, arguments, from_the_right);
    if (!at)
        fail("substring not found");
    return *at;
}

bool begins_or_ends(const Value& self, const Bound& arguments, bool begins) {
    const Value& wanted = arguments.at(0);
    const List several = wanted.kind() == Value::Kind::tuple ? wanted.list() : List{wanted};
    return std::any_of(several.begin(), several.end(), [&](const Value& one) {
        return begins ? self.str().starts_with(one.text()) : self.str().ends_with(one.text());
    });
}

bool all_characters(const std::string& text, bool (*is)(char32_t)) {
    const auto points = code_points(text);
    return !points.empty() && std::all_of(points.begin(), points.end(), is);
}

bool is_decimal(char32_t point) {
    return point >= '0' && point <= '9';
}

bool has_case(const std::string& text, bool is_upper) {
    const std::string other = is_upper ? lower(text) : upper(text);
    return text != other && text == (is_upper ? upper(text) : lower(text));
}

std::string stripped(const Value& self, const Bound& arguments, bool left, bool right) {
    if (!arguments.has(0) || arguments.at(0).is_none())
        return strip(self.str(), left, right);
    const std::string set = arguments.at(0).text();
    return strip(self.str(), left, right, &set);
}

Value partition(const Value& self, const std::string& separator, bool from_the_right) {
    const std::string& text = self.str();
    const std::size_t at = from_the_right ? text.rfind(separator) : text.find(separator);
    if (at != std::string::npos)
        return Value::tuple({text.substr(0, at), separator, text.substr(at + separator.size())});
    return from_the_right ? Value::tuple({"", "", text}) : Value::tuple({text, "", ""});
}

std::string swap_case(const std::string& text) {
    std::string result;
    for (const char32_t point : code_points(text))
        append_code_point(result, to_upper(point) == point ? to_lower(point) : to_upper(point));
    return result;
}

std::optional<std::size_t> max_splits(const Bound& arguments) {
    const std::int64_t given = arguments.number(1, -1);
    return given < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(given));
}

Value split(const Value& self, const Bound& arguments, bool from_the_right) {
    const bool at_blanks = !arguments.has(0) || arguments.at(0).is_none();
    return split_text(self.str(), at_blanks ? std::nullopt : std::optional(arguments.at(0).text()),
                      max_splits(arguments), from_the_right);
}

constexpr MethodRow text_methods[] = {
    {"capitalize", "", [](const Value& self, const Bound&) -> Value { return capitalize(self.str()); }},
    {"casefold", "", [](const Value& self, const Bound&) -> Value { return lower(self.str()); }},
    {"center", "width fillchar",
     [](const Value& self, const Bound& a) -> Value {
         return pad(self.str(), a.number(0), a.text(1, " "), Side::both);
     }},
    {"count", "sub",
     [](const Value& self, const Bound& a) -> Value { return count_of(self.str(), a.at(0).text()); }},
    {"endswith", "suffix",
     [](const Value& self, const Bound& a) -> Value { return begins_or_ends(self, a, false); }},
    {"find", "sub start end",
     [](const Value& self, const Bound& a) -> Value { return place_of(self, a, false).value_or(-1); }},
    {"format", "*",
     [](const Value& self, const Bound& a) -> Value { return brace_formatted(self.str(), a.rest()); }},
    {"index", "sub start end",
     [](const Value& self, const Bound& a) -> Value { return index_of(self, a, false); }},
    {"isalnum", "",
     [](const Value& self, const Bound&) -> Value {
         return all_characters(self.str(), [](char32_t c) { return is_letter(c) || is_decimal(c); });
     }},
    {"isalpha", "",
     [](const Value& self, const Bound&) -> Value { return all_characters(self.str(), is_letter); }},
    {"isdecimal", "",
     [](const Value& self, const Bound&) -> Value { return all_characters(self.str(), is_decimal); }},
    {"isdigit", "",
     [](const Value& self, const Bound&) -> Value { return all_characters(self.str(), is_decimal); }},
    {"islower", "", [](const Value& self, const Bound&) -> Value { return has_case(self.str(), false); }},
    {"isnumeric", "",
     [](const Value& self, const Bound&) -> Value { return all_characters(self.str(), is_decimal); }},
    {"isspace", "",
     [](const Value& self, const Bound&) -> Value { return all_characters(self.str(), is_space); }},
    {"isupper", "", [](const Value& self, const Bound&) -> Value { return has_case(self.str(), true); }},
    {"join", "iterable",
     [](const Value& self, const Bound& a) -> Value {
         return join_texts(a.at(0).items(), self.str(), true);
     }},
    {"ljust", "width fillchar",
     [](const Value& self, const Bound& a) -> Value {
         return pad(self.str(), a.number(0), a.text(1, " "), Side::right);
     }},
    {"lower", "", [](const Value& self, const Bound&) -> Value { return lower(self.str()); }},
    {"lstrip", "chars",
     [](const Value& self, const Bound& a) -> Value { return stripped(self, a, true, false); }},
    {"partition", "sep",
     [](const Value& self, const Bound& a) -> Value { return partition(self, a.at(0).text(), false); }},
    {"removeprefix", "prefix",
     [](const Value& self, const Bound& a) -> Value {
         const std::string prefix = a.at(0).text();
         return self.str().starts_with(prefix) ? self.str().substr(prefix.size()) : self.str();
     }},
    {"removesuffix", "suffix",
     [](const Value& self, const Bound& a) -> Value {
         const std::string suffix = a.at(0).text();
         return self.str().ends_with(suffix) ? self.str().substr(0, self.str().size() - suffix.size())
                                             : self.str();
     }},
    {"replace", "old new count",
     [](const Value& self, const Bound& a) -> Value {
         return replace_all(self.str(), a.at(0).text(), a.at(1).text(), a.number(2, -1));
     }},
    {"rfind", "sub start end",
     [](const Value& self, const Bound& a) -> Value { return place_of(self, a, true).value_or(-1); }},
    {"rindex", "sub start end",
     [](const Value& self, const Bound& a) -> Value { return index_of(self, a, true); }},
    {"rjust", "width fillchar",
     [](const Value& self, const Bound& a) -> Value {
         return pad(self.str(), a.number(0), a.text(1, " "), Side::left);
     }},
    {"rpartition", "sep",
     [](const Value& self, const Bound& a) -> Value { return partition(self, a.at(0).text(), true); }},
    {"rsplit", "sep maxsplit",
     [](const Value& self, const Bound& a) -> Value { return split(self, a, true); }},
    {"rstrip", "chars",
     [](const Value& self, const Bound& a) -> Value { return stripped(self, a, false, true); }},
    {"split", "sep maxsplit",
     [](const Value& self, const Bound& a) -> Value { return split(self, a, false); }},
    {"splitlines", "keepends",
     [](const Value& self, const Bound& a) -> Value { return split_lines(self.str(), a.truth(0)); }},
    {"startswith", "prefix",
     [](const Value& self, const Bound& a) -> Value { return begins_or_ends(self, a, true); }},
    {"strip", "chars",
     [](const Value& self, const Bound& a) -> Value { return stripped(self, a, true, true); }},
    {"swapcase", "", [](const Value& self, const Bound&) -> Value { return swap_case(self.str()); }},
    {"title", "", [](const Value& self, const Bound&) -> Value { return title(self.str()); }},
    {"upper", "", [](const Value& self, const Bound&) -> Value { return upper(self.str()); }},
    {"zfill", "width",
     [](const Value& self, const Bound& a) -> Value {
         const bool signed_text = self.str().starts_with('-') || self.str().starts_with('+');
         const std::string sign = signed_text ? self.str().substr(0, 1) : "";
         return sign + pad(self.str().substr(sign.size()),
                           std::max<std::int64_t>(a.number(0), 1) - static_cast<std::int64_t>(sign.size()),
                           "0", Side::left);
     }},
};

List pairs(const Value& self) {
    List result;
    for (const Dict::Entry& entry : self.dict().entries())
        result.push_back(Value::tuple({entry.first, entry.second}));
    return result;
}

List values(const Value& self) {
    List result;
    for (const Dict::Entry& entry : self.dict().entries())
        result.push_back(entry.second);
    return result;
}

Value take_out(const Value& self, const Bound& arguments) {
    if (auto taken = self.dict().take(arguments.at(0)))
        return std::move(*taken);
    if (!arguments.has(1))
        fail(arguments.at(0).repr());
    return arguments.at(1);
}

Value merge_into(const Value& self, const Bound& arguments) {
    for (const Value& other : arguments.rest().positional)
        for (const Dict::Entry& entry : other.dict().entries())
            self.dict().set(entry.first, other_than(self, entry.second));
    for (const auto& [name, value] : arguments.rest().named)
        self.dict().set(name, other_than(self, value));
    return {};
}

Value set_default(const Value& self, const Bound& arguments) {
    if (const Value* found = self.dict().find(arguments.at(0)))
        return *found;
    self.dict().set(arguments.at(0), other_than(self, arguments.value(1)));
    return arguments.value(1);
}

constexpr MethodRow dict_methods[] = {
    {"clear", "",
     [](const Value& self, const Bound&) -> Value {
         self.dict().clear();
         return {};
     }},
    {"copy", "", [](const Value& self, const Bound&) -> Value { return Dict(self.dict()); }},
    {"get", "key default",
     [](const Value& self, const Bound& a) -> Value {
         const Value* found = self.dict().find(a.at(0));
         return found != nullptr ? *found : a.value(1);
     }},
    {"items", "", [](const Value& self, const Bound&) -> Value { return pairs(self); }},
    {"keys", "", [](const Value& self, const Bound&) -> Value { return self.items(); }},
    {"pop", "key default", take_out},
    {"setdefault", "key default", set_default},
    {"update", "*", merge_into},
    {"values", "", [](const Value& self, const Bound&) -> Value { return values(self); }},
};

std::ptrdiff_t place_in(const List& list, std::int64_t at, bool may_be_end) {
    const auto size = static_cast<std::int64_t>(list.size());
    const std::int64_t place = at < 0 ? at + size : at;
    if (may_be_end)
        return static_cast<std::ptrdiff_t>(std::clamp<std::int64_t>(place, 0, size));
    if (place < 0 || place >= size)
        fail(list.empty() ? "pop from empty list" : "pop index out of range");
    return static_cast<std::ptrdiff_t>(place);
}

List::iterator find_in(List& list, const Value& wanted) {
    return std::find_if(list.begin(), list.end(), [&](const Value& one) { return equal(one, wanted); });
}

Value pop_item(const Value& self, const Bound& arguments) {
    List& list = self.list();
    const auto at = list.begin() + place_in(list, arguments.number(0, -1), false);
    Value taken = std::move(*at);
    list.erase(at);
    return taken;
}

constexpr MethodRow list_methods[] = {
    {"append", "object",
     [](const Value& self, const Bound& a) -> Value {
         self.list().push_back(other_than(self, a.at(0)));
         return {};
     }},
    {"clear", "",
     [](const Value& self, const Bound&) -> Value {
         self.list().clear();
         return {};
     }},
    {"copy", "", [](const Value& self, const Bound&) -> Value { return List(self.list()); }},
    {"count", "value",
     [](const Value& self, const Bound& a) -> Value {
         return static_cast<std::int64_t>(std::count_if(
             self.list().begin(), self.list().end(), [&](const Value& one) { return equal(one, a.at(0)); }));
     }},
    {"extend", "iterable",
     [](const Value& self, const Bound& a) -> Value {
         const List more = a.at(0).items();
         for (const Value& one : more)
             other_than(self, one);
         self.list().insert(self.list().end(), more.begin(), more.end());
         return {};
     }},
    {"index", "value",
     [](const Value& self, const Bound& a) -> Value {
         const auto at = find_in(self.list(), a.at(0));
         if (at == self.list().end())
             fail(fmt::format("{} is not in list", a.at(0).repr()));
         return static_cast<std::int64_t>(at - self.list().begin());
     }},
    {"insert", "index object",
     [](const Value& self, const Bound& a) -> Value {
         self.list().insert(self.list().begin() + place_in(self.list(), a.at(0).index(), true),
                            other_than(self, a.at(1)));
         return {};
     }},
    {"pop", "index", pop_item},
    {"remove", "value",
     [](const Value& self, const Bound& a) -> Value {
         const auto at = find_in(self.list(), a.at(0));
         if (at == self.list().end())
             fail("list.remove(x): x not in list");
         self.list().erase(at);
         return {};
     }},
    {"reverse", "",
     [](const Value& self, const Bound&) -> Value {
         std::reverse(self.list().begin(), self.list().end());
         return {};
     }},
    {"sort", "",
     [](const Value& self, const Bound&) -> Value {
         std::stable_sort(self.list().begin(), self.list().end(), less);
         return {};
     }},
};

std::span<const MethodRow> methods_of_kind(Value::Kind kind) {
    switch (kind) {
    case Value::Kind::text:
        return text_methods;
    case Value::Kind::dict:
        return dict_methods;
    case Value::Kind::list:
        return list_methods;
    case Value::Kind::undefined:
    case Value::Kind::none:
    case Value::Kind::boolean:
    case Value::Kind::integer:
    case Value::Kind::floating:
    case Value::Kind::tuple:
    case Value::Kind::object:
        break;
    }
    return {};
}

}  // namespace

std::optional<Value> method_of(const Value& value, std::string_view name) {
    for (const MethodRow& row : methods_of_kind(value.kind())) {
        if (row.name != name)
            continue;
        return Value(std::make_shared<FunctionObject>(
            std::string(name),
            [&row, value](CallArguments& arguments) {
                return row.function(value, bind(row.name, row.parameters, std::move(arguments)));
            },
            List{value}));
    }
    return std::nullopt;
}

}  // namespace deployer::jinja
