// Every filter, test and method on odd values and with odd arguments: it gives a value or says what is wrong.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

#include <fmt/core.h>

#include "template/function_table.hpp"
#include "template/template.hpp"

namespace deployer::jinja {
namespace {

constexpr auto largest = std::numeric_limits<std::int64_t>::max();
constexpr auto smallest = std::numeric_limits<std::int64_t>::min();

List odd_values() {
    Dict numbered;
    numbered.set(1, 2);
    Dict named;
    named.set("a", List{1, Value()});
    return {Value(),
            true,
            0,
            -1,
            3,
            largest,
            smallest,
            HUGE_VAL,
            std::nan(""),
            -1.5,
            "",
            "a",
            "-",
            "\u00e9\n%s{0}\\1(",
            std::string(400, '9'),
            List{},
            List{1, "a", Value()},
            List{List{1, 2}, List{3}},
            List{named, numbered},
            Value::tuple({1, 2}),
            Dict(),
            named,
            numbered};
}

/// Of Python's str, list and dict.
constexpr std::array method_names = {
    "append",     "capitalize", "casefold",     "center",       "clear",      "copy",      "count",
    "endswith",   "expandtabs", "extend",       "find",         "format",     "fromkeys",  "get",
    "index",      "insert",     "isalnum",      "isalpha",      "isdecimal",  "isdigit",   "isidentifier",
    "islower",    "isnumeric",  "isspace",      "istitle",      "isupper",    "items",     "join",
    "keys",       "ljust",      "lower",        "lstrip",       "partition",  "pop",       "popitem",
    "remove",     "replace",    "removeprefix", "removesuffix", "reverse",    "rfind",     "rindex",
    "rjust",      "rpartition", "rsplit",       "rstrip",       "setdefault", "sort",      "split",
    "splitlines", "startswith", "strip",        "swapcase",     "title",      "translate", "update",
    "upper",      "values",     "zfill"};

class OddArguments : public testing::Test {
protected:
    OddArguments() {
        for (std::size_t i = 0; i < odd_values().size(); ++i)
            names_.push_back(fmt::format("odd{}", i));
        make_variables();
        names_.emplace_back("gone");
        names_.emplace_back("('x' if false)");
    }

    /// `form` has {} for the value and {} for the arguments with their parentheses.
    void try_all(const std::string& form) {
        for (const std::string& value : names_) {
            evaluate_one(form, value, "()");
            for (const std::string& argument : names_)
                evaluate_one(form, value, fmt::format("({})", argument));
        }
        // A number, a text, a list and a dict.
        for (const char* value : {"odd4", "odd13", "odd17", "odd21"})
            for (const std::string& argument : names_)
                for (const char* first : {"odd4", "odd11"})
                    evaluate_one(form, value, fmt::format("({}, {})", first, argument));
    }

    /// What methods change is made anew.
    void make_variables() {
        List values = odd_values();
        for (std::size_t i = 0; i < values.size(); ++i)
            variables_.set(names_[i], std::move(values[i]));
    }

private:
    void evaluate_one(const std::string& form, const std::string& value, const std::string& arguments) {
        const std::string expression = fmt::format(fmt::runtime(form), value, arguments);
        const auto result = evaluate(environment_, expression, variables_, "odd");
        EXPECT_TRUE(result || !result.error().message.empty()) << expression;
    }

    Environment environment_;
    std::vector<std::string> names_;
    Dict variables_;
};

TEST_F(OddArguments, of_filters) {
    for (const std::string_view name : filter_names())
        try_all(fmt::format("{{}} | {}{{}}", name));
}

TEST_F(OddArguments, of_tests) {
    for (const std::string_view name : test_names())
        try_all(fmt::format("{{}} is {}{{}}", name));
}

TEST_F(OddArguments, of_methods) {
    for (const std::string_view name : method_names) {
        make_variables();
        try_all(fmt::format("({{}}).{}{{}}", name));
    }
}

}  // namespace
}  // namespace deployer::jinja
