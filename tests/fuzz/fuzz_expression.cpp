/// Any text as an expression: a value, or a message. What a value is as JSON and as YAML is read back as the
/// same.
#include <cstdint>

#include "expect.hpp"
#include "numbers.hpp"
#include "template/json.hpp"
#include "template/operations.hpp"
#include "template/template.hpp"
#include "template/yaml.hpp"

using namespace deployer::jinja;
using supervise::fuzz::expect;

namespace {

/// Nothing for what is no data: functions, what holds itself, keys that are no text.
std::optional<std::string> json_of(const Value& value) {
    try {
        return to_json(value, {});
    } catch (const Failure&) {
        return std::nullopt;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (supervise::fuzz::has_large_number(text, 3) && text.find("range") != std::string_view::npos)
        return 0;
    const Value variables =
        from_json(R"({"a": 1, "f": 2.5, "s": "hello", "l": [3, 1, 2], "d": {"x": {"y": 1}},
        "u": "\u00fc\u20ac", "users": [{"name": "ann", "age": 31}, {"name": "Bob", "age": 25}]})");
    const Environment environment;
    const auto value = evaluate(environment, text, variables.dict(), "e");
    if (!value) {
        expect(!value.error().message.empty());
        return 0;
    }
    if (value->is_undefined())
        return 0;
    expect(!value->type_name().empty());
    static_cast<void>(value->truth());
    const auto json = json_of(*value);
    if (!json)
        return 0;
    // Python's names for what JSON has no number for, and halves of characters, which are what bytes become
    // that are not UTF-8: written as Python does, and read by nobody.
    for (const char* unreadable : {"NaN", "Infinity", "\\udc"})
        if (json->find(unreadable) != std::string::npos)
            return 0;
    expect(to_json(from_json(*json), {}) == *json);
    return 0;
}
