/// Filters and tests with regular expressions, as Ansible has them.
#include <fmt/core.h>

#include "sys/number.hpp"
#include "template/function_table.hpp"
#include "template/regex.hpp"

namespace deployer::jinja {
namespace {

/// The options stand at `place` (ignorecase) and behind it (multiline).
Regex::Options options_of(const Bound& a, std::size_t ignore_case, std::size_t multiline) {
    return {.ignore_case = a.truth(ignore_case), .multiline = a.truth(multiline)};
}

Value replace(Engine&, const Value& input, const Bound& a) {
    const Regex regex(a.text(0), options_of(a, 2, 3));
    return substitute(regex, input.text(), a.text(1), a.number(4, 0));
}

/// The whole match, or the groups asked for ('\\1', '\\g<name>') as a list; an empty text when there is none.
Value search(Engine&, const Value& input, const Bound& a) {
    CallArguments rest = a.rest();
    const auto flag = [&](std::string_view name) {
        return rest.take(rest.positional.size(), name).value_or(Value(false)).truth();
    };
    const bool ignore_case = flag("ignorecase");
    const Regex regex(a.text(0), {.ignore_case = ignore_case, .multiline = flag("multiline")});
    const auto match = regex.find(input.text());
    if (!match)
        return Value();
    if (rest.positional.empty())
        return match->groups.front().value_or("");
    List result;
    for (const Value& wanted : rest.positional) {
        const std::string text = wanted.text();
        const bool by_name = text.starts_with("\\g<") && text.ends_with('>');
        const std::string name = by_name                  ? text.substr(3, text.size() - 4)
                                 : text.starts_with('\\') ? text.substr(1)
                                                          : text;
        const bool is_number = !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
        const auto group = is_number ? supervise::whole_number<std::size_t>(name) : regex.group(name);
        if (!group || *group >= match->groups.size() || (!by_name && !is_number))
            fail(fmt::format("Unknown argument '{}'", text));
        const auto& found = match->groups[*group];
        result.push_back(found ? Value(*found) : Value());
    }
    return result;
}

Value find_all(Engine&, const Value& input, const Bound& a) {
    const Regex regex(a.text(0), options_of(a, 2, 1));
    List result;
    for (const Regex::Match& match : regex.find_all(input.text())) {
        if (match.groups.size() <= 2) {
            result.emplace_back(match.groups.back().value_or(""));
            continue;
        }
        List groups;
        for (std::size_t i = 1; i < match.groups.size(); ++i)
            groups.emplace_back(match.groups[i].value_or(""));
        result.push_back(Value::tuple(std::move(groups)));
    }
    return result;
}

Value matches(Engine&, const Value& input, const Bound& a) {
    return Regex(a.text(0), options_of(a, 1, 2)).find(input.text(), 0, true).has_value();
}

Value is_found(Engine&, const Value& input, const Bound& a) {
    return Regex(a.text(0), options_of(a, 1, 2)).find(input.text()).has_value();
}

Value fits(Engine& engine, const Value& input, const Bound& a) {
    const std::string how = a.text(3, "search");
    if (how == "match")
        return matches(engine, input, a);
    if (how == "fullmatch") {
        const std::string text = input.text();
        const auto match = Regex("(?:" + a.text(0) + ")\\z", options_of(a, 1, 2)).find(text, 0, true);
        return match.has_value();
    }
    return is_found(engine, input, a);
}

constexpr FunctionRow filters[] = {
    {"regex_escape", "",
     [](Engine&, const Value& v, const Bound&) -> Value { return escape_regex(v.text()); }},
    {"regex_findall", "regex multiline ignorecase", find_all},
    {"regex_replace", "pattern replacement ignorecase multiline count", replace},
    {"regex_search", "regex *", search},
};

constexpr FunctionRow tests[] = {
    {"match", "pattern ignorecase multiline", matches},
    {"regex", "pattern ignorecase multiline match_type", fits},
    {"search", "pattern ignorecase multiline", is_found},
};

}  // namespace

std::span<const FunctionRow> regex_filters() {
    return filters;
}

std::span<const FunctionRow> regex_tests() {
    return tests;
}

}  // namespace deployer::jinja
