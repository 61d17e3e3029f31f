/// Any text as a template, with variables of every kind and other templates to include: it is refused with a
/// place inside of it, or rendered, within the limits and twice the same.
#include <algorithm>
#include <cstdint>

#include "expect.hpp"
#include "numbers.hpp"
#include "template/json.hpp"
#include "template/template.hpp"

using namespace deployer::jinja;
using supervise::fuzz::expect;

namespace {

/// What a template may change is made anew for each rendering.
Value variables() {
    return from_json(R"({"a": 1, "f": 2.5, "neg": -7, "s": "hello", "u": "Gr\u00fc\u00dfe", "yes": true,
        "none": null, "l": [3, 1, 2], "nested": [1, [2, [3]]], "d": {"x": 1, "y": {"z": "deep"}},
        "pairs": [["k1", 1], ["k2", 2]], "users": [{"name": "ann", "age": 31}, {"name": "Bob", "age": 25}],
        "html": "<b>\"x\" & 'y'</b>", "lines": "one\ntwo\n\nthree", "path": "/etc/app/web.conf", "num": "42"})");
}

Environment environment_of(const std::string& text) {
    Environment environment;
    environment.load = [&text](const std::string& name) -> std::optional<std::string> {
        if (name == "part")
            return "part({{ s }})";
        if (name == "lib")
            return "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}{% set constant = 7 %}";
        if (name == "base")
            return "<{% block head %}h{% endblock %}|{% block body %}base{% endblock %}>";
        if (name == "me")
            return text;
        return std::nullopt;
    };
    return environment;
}

void expect_place(const Error& error, const std::string& text) {
    expect(!error.message.empty() && !error.name.empty());
    const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
    // Of an included template there are fewer.
    expect(error.position.line >= 1 && error.position.line <= lines && error.position.column >= 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    if (supervise::fuzz::has_large_number(text, 2) && text.find("range") != std::string::npos)
        return 0;
    const Environment environment = environment_of(text);
    const auto parsed = Template::parse(environment, text, "me");
    if (!parsed) {
        expect_place(parsed.error(), text);
        return 0;
    }
    const auto once = parsed->render(variables().dict());
    const auto again = parsed->render(variables().dict());
    expect(once.has_value() == again.has_value());
    if (!once) {
        expect_place(once.error(), text);
        expect(once.error().text() == again.error().text());
    } else if (text.find("random") == std::string::npos && text.find("shuffle") == std::string::npos) {
        expect(*once == *again);
    }
    return 0;
}
