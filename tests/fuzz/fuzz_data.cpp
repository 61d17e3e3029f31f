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

void expect_same_yaml(const Value& value, const YamlStyle& style) {
    std::string text;
    try {
        text = to_yaml(value, style);
    } catch (const Failure&) {
        return;
    }
    const auto again = read(from_yaml, text);
    expect(again && to_repr(*again) == to_repr(value));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto value = read(from_json, text)) {
        for (const JsonStyle& style : {JsonStyle{}, JsonStyle{2, false, true, ", ", ": "}})
            expect(to_repr(from_json(to_json(*value, style))) == to_repr(*value));
    }
    if (const auto value = read(from_yaml, text); value && is_plain(*value)) {
        // Keys are written sorted: what has been read once is in that order.
        if (const auto sorted = read(from_yaml, to_yaml(*value, {})))
            for (const YamlStyle& style : {YamlStyle{}, YamlStyle{4, false}})
                expect_same_yaml(*sorted, style);
    }
    return 0;
}
