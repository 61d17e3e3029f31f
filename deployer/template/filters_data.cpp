/// Filters between structures and texts, and of dicts.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sys/digest.hpp"
#include "template/function_table.hpp"
#include "template/json.hpp"
#include "template/limits.hpp"
#include "template/operations.hpp"
#include "template/yaml.hpp"

namespace deployer::jinja {
namespace {

Value json_line(Engine&, const Value& input, const Bound& a) {
    JsonStyle style;
    style.sort_keys = a.truth(1);
    if (a.has(0) && !a.at(0).is_none())
        style.indent = static_cast<std::size_t>(std::max<std::int64_t>(a.number(0), 0));
    return to_json(input, style);
}

Value json_nice(Engine&, const Value& input, const Bound& a) {
    JsonStyle style;
    style.indent = static_cast<std::size_t>(std::max<std::int64_t>(a.number(0, 4), 0));
    style.sort_keys = a.truth(1, true);
    return to_json(input, style);
}

/// Jinja2's own, for scripts in pages.
Value json_in_html(Engine&, const Value& input, const Bound& a) {
    JsonStyle style;
    style.sort_keys = true;
    style.html_safe = true;
    if (a.has(0) && !a.at(0).is_none())
        style.indent = static_cast<std::size_t>(std::max<std::int64_t>(a.number(0), 0));
    return to_json(input, style);
}

/// PyYAML takes two where it does not like what was asked for.
std::size_t yaml_indent(std::int64_t wanted) {
    return wanted > 1 && wanted < 10 ? static_cast<std::size_t>(wanted) : 2;
}

const Dict& as_dict(const Value& value, std::string_view filter) {
    if (value.defined().kind() != Value::Kind::dict)
        fail(fmt::format("{} requires a dictionary, got {} instead.", filter, value.type_name()));
    return value.dict();
}

Value dict_to_items(Engine&, const Value& input, const Bound& a) {
    List result;
    for (const Dict::Entry& entry : as_dict(input, "dict2items").entries()) {
        Dict item;
        item.set(a.text(0, "key"), entry.first);
        item.set(a.text(1, "value"), entry.second);
        result.emplace_back(std::move(item));
    }
    return result;
}

Value items_to_dict(Engine&, const Value& input, const Bound& a) {
    Dict result;
    for (const Value& one : input.items()) {
        const Value key = item(one, a.text(0, "key"));
        result.set(key.defined(), item(one, a.text(1, "value")).defined());
    }
    return result;
}

constexpr std::array<std::string_view, 6> list_merges = {"replace", "keep",      "append",
                                                         "prepend", "append_rp", "prepend_rp"};

Value merged_lists(const Value& old, const Value& with, const std::string& how) {
    List result;
    const auto add = [&](const List& items, bool only_new, const List& others) {
        for (const Value& one : items)
            if (!only_new || !contains(others, one))
                result.push_back(one);
    };
    if (how == "keep")
        return old;
    if (how == "append" || how == "append_rp") {
        add(old.list(), how == "append_rp", with.list());
        add(with.list(), false, {});
        return result;
    }
    if (how == "prepend" || how == "prepend_rp") {
        add(with.list(), false, {});
        add(old.list(), how == "prepend_rp", with.list());
        return result;
    }
    return with;
}

void merge(Dict& result, const Dict& with, bool recursive, const std::string& lists, int depth = 0) {
    if (depth > limits::max_walked_depth)
        fail("combine() of dicts that are nested too deeply");
    for (const Dict::Entry& entry : with.entries()) {
        const Value* old = result.find(entry.first);
        if (old != nullptr && recursive && old->kind() == Value::Kind::dict &&
            entry.second.kind() == Value::Kind::dict) {
            Dict inner = old->dict();
            merge(inner, entry.second.dict(), recursive, lists, depth + 1);
            result.set(entry.first, std::move(inner));
        } else if (old != nullptr && old->kind() == Value::Kind::list &&
                   entry.second.kind() == Value::Kind::list) {
            result.set(entry.first, merged_lists(*old, entry.second, lists));
        } else {
            result.set(entry.first, entry.second);
        }
    }
}

Value combine(Engine&, const Value& input, const Bound& a) {
    CallArguments rest = a.rest();
    const bool recursive = rest.take(rest.positional.size(), "recursive").value_or(Value(false)).truth();
    const std::string lists =
        rest.take(rest.positional.size(), "list_merge").value_or(Value("replace")).text();
    if (!rest.named.empty())
        fail("'recursive' and 'list_merge' are the only valid keyword arguments");
    if (std::find(list_merges.begin(), list_merges.end(), lists) == list_merges.end())
        fail(fmt::format("'list_merge' is one of {}, not '{}'", fmt::join(list_merges, ", "), lists));
    Dict result;
    const auto add = [&](const Value& value) {
        if (!value.is_sequence())
            return merge(result, as_dict(value, "combine"), recursive, lists);
        for (const Value& one : value.list())
            merge(result, as_dict(one, "combine"), recursive, lists);
    };
    add(input);
    for (const Value& other : rest.positional)
        add(other);
    return result;
}

Value extract(Engine&, const Value& input, const Bound& a) {
    Value result = item(a.at(0), input);
    if (a.has(1))
        for (const Value& key : a.at(1).is_sequence() ? a.at(1).list() : List{a.at(1)})
            result = item(result, key);
    return result;
}

/// Pairs of an element and one of what it has under a key.
Value subelements(Engine&, const Value& input, const Bound& a) {
    List result;
    List elements = input.kind() == Value::Kind::dict ? List() : input.items();
    if (input.kind() == Value::Kind::dict)
        for (const Dict::Entry& entry : input.dict().entries())
            elements.push_back(entry.second);
    for (const Value& element : elements) {
        const Value inner = item(element, a.at(0));
        if (inner.is_undefined() && a.truth(1))
            continue;
        if (inner.defined().kind() != Value::Kind::list)
            fail(fmt::format("the key {} should point to a list, got {}", a.at(0).repr(), inner.repr()));
        for (const Value& one : inner.list())
            result.push_back(Value::tuple({element, one}));
    }
    return result;
}

std::string hexadecimal(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes)
        text += fmt::format("{:02x}", static_cast<unsigned>(static_cast<unsigned char>(byte)));
    return text;
}

std::string digest_of(const std::string& algorithm, const std::string& text) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> known = {
        {{"md5", "MD5"}, {"sha1", "SHA1"}, {"sha256", "SHA256"}, {"sha384", "SHA384"}, {"sha512", "SHA512"}}};
    for (const auto& [name, openssl] : known) {
        if (algorithm != name)
            continue;
        const auto digest = supervise::sys::Digest::load(std::string(openssl));
        if (!digest)
            fail(digest.error().message);
        return hexadecimal(digest->of(text));
    }
    fail(fmt::format("there is no hash '{}'; known are md5, sha1, sha256, sha384 and sha512", algorithm));
}

Value items_of(Engine&, const Value& input, const Bound&) {
    List result;
    if (input.is_undefined())
        return result;
    for (const Dict::Entry& entry : as_dict(input, "items").entries())
        result.push_back(Value::tuple({entry.first, entry.second}));
    return result;
}

constexpr FunctionRow rows[] = {
    {"attr", "name",
     [](Engine&, const Value& v, const Bound& a) -> Value { return attribute(v, a.at(0).text()); }},
    {"checksum", "",
     [](Engine&, const Value& v, const Bound&) -> Value { return digest_of("sha1", v.text()); }},
    {"combine", "*", combine},
    {"dict2items", "key_name value_name", dict_to_items},
    {"extract", "container morekeys", extract},
    {"from_json", "", [](Engine&, const Value& v, const Bound&) -> Value { return from_json(v.text()); }},
    {"from_yaml", "", [](Engine&, const Value& v, const Bound&) -> Value { return from_yaml(v.text()); }},
    {"hash", "hashtype",
     [](Engine&, const Value& v, const Bound& a) -> Value { return digest_of(a.text(0, "sha1"), v.text()); }},
    {"items", "", items_of},
    {"items2dict", "key_name value_name", items_to_dict},
    {"md5", "", [](Engine&, const Value& v, const Bound&) -> Value { return digest_of("md5", v.text()); }},
    {"pprint", "verbose", [](Engine&, const Value& v, const Bound&) -> Value { return v.repr(); }},
    {"sha1", "", [](Engine&, const Value& v, const Bound&) -> Value { return digest_of("sha1", v.text()); }},
    {"subelements", "subelements skip_missing", subelements},
    {"to_json", "indent sort_keys", json_line},
    {"to_nice_json", "indent sort_keys", json_nice},
    {"to_nice_yaml", "indent",
     [](Engine&, const Value& v, const Bound& a) -> Value {
         return to_yaml(v, {.indent = yaml_indent(a.number(0, 4)), .flow_leaves = false});
     }},
    {"to_yaml", "", [](Engine&, const Value& v, const Bound&) -> Value { return to_yaml(v, {}); }},
    {"tojson", "indent", json_in_html},
    {"type_debug", "", [](Engine&, const Value& v, const Bound&) -> Value { return v.type_name(); }},
};

}  // namespace

std::span<const FunctionRow> data_filters() {
    return rows;
}

}  // namespace deployer::jinja
