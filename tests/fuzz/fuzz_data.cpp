/// Any text as JSON and as YAML, as the filters from_json and from_yaml read it: refused, or a value that is
/// the same when it has been written and read again.
#include <cstdint>

#include "expect.hpp"
#include "template/json.hpp"
#include "template/operations.hpp"
#include "template/value_text.hpp"
#include "template/yaml.hpp"

using namespace deployer::jinja;
using supervise::fuzz::expect;

namespace {

std::optional<Value> read(Value (*reader)(std::string_view), std::string_view text) {
    try {
        return reader(text);
    } catch (const Failure& failure) {
        expect(!failure.error.message.empty());
        return std::nullopt;
    }
}

/// What holds it has keys that are no text, or a number that is none, is written and not read as the same.
bool is_plain(const Value& value) {
    if (value.is_sequence()) {
        for (const Value& item : value.list())
            if (!is_plain(item))
                return false;
    } else if (value.kind() == Value::Kind::dict) {
        for (const auto& [key, content] : value.dict().entries())
            if (!key.is_text() || !is_plain(content))
                return false;
    }
    return value.kind() != Value::Kind::floating || equal(value, value);
}

/// Nothing for what YAML cannot hold, for bytes that are not UTF-8, and for what yaml-cpp 0.7 reads as single
/// bytes: U+0085 and U+00A0.
std::optional<std::string> yaml_of(const Value& value, const YamlStyle& style) {
    try {
        std::string text = to_yaml(value, style);
        for (const char* unreadable : {"\\N", "\\_", "\\uDC"})
            if (text.find(unreadable) != std::string::npos)
                return std::nullopt;
        return text;
    } catch (const Failure&) {
        return std::nullopt;
    }
}

void expect_same_yaml(const Value& value) {
    const auto text = yaml_of(value, {});
    if (!text)
        return;
    // Keys are written sorted: what has been read once is in that order.
    const auto sorted = read(from_yaml, *text);
    expect(sorted.has_value());
    for (const YamlStyle& style : {YamlStyle{}, YamlStyle{4, false}}) {
        const auto again = read(from_yaml, yaml_of(*sorted, style).value());
        expect(again && to_repr(*again) == to_repr(*sorted));
    }
    expect(equal(*sorted, value));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto value = read(from_json, text)) {
        for (const JsonStyle& style : {JsonStyle{}, JsonStyle{2, false, true, ", ", ": "}})
            expect(to_repr(from_json(to_json(*value, style))) == to_repr(*value));
    }
    if (const auto value = read(from_yaml, text); value && is_plain(*value))
        expect_same_yaml(*value);
    return 0;
}
