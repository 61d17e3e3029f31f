#include "template/template.hpp"

#include <gtest/gtest.h>

namespace deployer::jinja {
namespace {

std::string message(std::string_view source, const Dict& variables = {}) {
    const Environment environment;
    const auto parsed = Template::parse(environment, source, "t.j2");
    if (!parsed)
        return parsed.error().text();
    const auto rendered = parsed->render(variables);
    return rendered ? "no error: " + *rendered : rendered.error().text();
}

TEST(Template, errors_say_where_and_what) {
    EXPECT_EQ(message("one\n  {{ nope }}"), "t.j2:2:6: 'nope' is undefined");
    EXPECT_EQ(message("{{ {'a': 1}.b }}"), "t.j2:1:12: 'dict object' has no attribute 'b'");
    EXPECT_EQ(message("{% frobnicate %}"), "t.j2:1:4: Encountered unknown tag 'frobnicate'.");
    EXPECT_EQ(message("{{ 1 | uper }}"), "t.j2:1:8: No filter named 'uper'. Did you mean 'upper'?");
    EXPECT_EQ(message("{{ 1 is oddd }}"), "t.j2:1:9: No test named 'oddd'. Did you mean 'odd'?");
    EXPECT_EQ(message("{{ 'a' | replace('b') }}"), "t.j2:1:10: replace() is missing a required argument");
    EXPECT_EQ(message("{{ 'a' | upper(1) }}"), "t.j2:1:10: upper() takes at most 0 arguments, 1 given");
    EXPECT_EQ(message("{{ 'a' | trim(set=1) }}"),
              "t.j2:1:10: trim() got an unexpected keyword argument 'set'");
}

TEST(Template, is_rendered_many_times) {
    const Environment environment;
    const auto parsed = Template::parse(environment, "{{ x }}", "t");
    Dict variables;
    variables.set("x", 1);
    EXPECT_EQ(parsed->render(variables), "1");
    variables.set("x", "y");
    EXPECT_EQ(parsed->render(variables), "y");
}

TEST(Template, asks_for_variables_that_it_does_not_have) {
    Environment environment;
    environment.lookup = [](std::string_view name) -> std::optional<Value> {
        return name == "ansible_hostname" ? std::optional(Value("box")) : std::nullopt;
    };
    EXPECT_EQ(Template::parse(environment, "{{ ansible_hostname }}", "t")->render({}), "box");
    EXPECT_FALSE(Template::parse(environment, "{{ ansible_other }}", "t")->render({}));
}

TEST(Template, expressions_keep_their_type_and_know_where_they_stand) {
    const Environment environment;
    Dict variables;
    variables.set("l", List{1, 2});
    const auto list = evaluate(environment, "l + [3]", variables, "a.yml");
    ASSERT_TRUE(list);
    EXPECT_EQ(list->repr(), "[1, 2, 3]");
    const auto wrong = evaluate(environment, "l[0] + nope", variables, "a.yml", {7, 10});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().text(), "a.yml:7:10: 'nope' is undefined");
    EXPECT_FALSE(evaluate(environment, "1 }} {{ 2", variables, "a.yml"));
}

// Jinja2 is strict about names, not about an `if` without `else`.
TEST(Template, expressions_may_come_to_nothing) {
    EXPECT_EQ(message("<{{ 'x' if false }}{{ 1 ~ ('x' if false) ~ 2 }}{{ ('x' if false) | upper }}>"),
              "no error: <12>");
    EXPECT_NE(message("{{ ('x' if false).y }}").find("evaluated to false"), std::string::npos);
    EXPECT_NE(message("{{ ('x' if false) + 'y' }}").find("evaluated to false"), std::string::npos);
    const Environment environment;
    const auto nothing = evaluate(environment, "'x' if false", {}, "a.yml");
    ASSERT_TRUE(nothing) << nothing.error().text();
    EXPECT_EQ(nothing->repr(), "''");
}

TEST(Template, numbers_remember_how_they_were_written) {
    const Environment environment;
    Dict variables;
    variables.set("version", Value::written(Value(1.1), "1.10"));
    EXPECT_EQ(Template::parse(environment, "rel-{{ version }} {{ version * 2 }}", "t")->render(variables),
              "rel-1.10 2.2");
}

TEST(Template, what_runs_away_is_stopped) {
    EXPECT_NE(message("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}").find("maximum recursion depth"),
              std::string::npos);
    EXPECT_NE(message("{{ 'x' * 10 ** 9 }}").find("too large"), std::string::npos);
    for (const char* step : {"n.x ~ n.x", "n.x + n.x"})
        EXPECT_NE(
            message(std::string("{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = ") +
                    step + " %}{% endfor %}{{ n.x }}")
                .find("too "),
            std::string::npos)
            << step;
    EXPECT_NE(message("{% for i in range(10 ** 9) %}{% endfor %}").find("range() is longer"),
              std::string::npos);
    EXPECT_NE(message("{{ " + std::string(5000, '(') + "1" + std::string(5000, ')') + " }}")
                  .find("nested too deeply"),
              std::string::npos);
    EXPECT_NE(message("{{ " + std::string(5000, '-') + "1 }}").find("nested too deeply"), std::string::npos);
    std::string statements;
    for (int i = 0; i < 500; ++i)
        statements += "{% if 1 %}";
    EXPECT_NE(message(statements).find("nested too deeply"), std::string::npos);
    EXPECT_NE(message("{{ '{\"a\":' * 200 | from_json }}").find("error"), 0U);
    EXPECT_NE(message("{{ ('a' * 40 ~ '!') | regex_search('(a+)+$') }}").find("regular expression failed"),
              std::string::npos);
}

// Python's integers have no bound, those of this engine have one.
TEST(Template, floats_that_no_integer_holds_are_refused) {
    for (const char* expression :
         {"-1e300 | filesizeformat", "('1' ~ '0' * 30 ~ 'Y') | human_to_bytes", "'%d' % 1e300"})
        EXPECT_NE(message(std::string("{{ ") + expression + " }}").find("no number that fits into 64 bits"),
                  std::string::npos)
            << expression;
}

TEST(Template, a_value_of_the_wrong_kind_is_an_error) {
    EXPECT_THROW(Value(1).dict(), Failure);
    EXPECT_THROW(Value("1").list(), Failure);
    EXPECT_THROW(Value(List{}).str(), Failure);
    EXPECT_THROW(Value::undefined("gone").str(), Failure);
}

TEST(Template, lists_are_compared_as_deep_as_is_sensible) {
    const std::string deep =
        "{% for n in [a, b] %}{% for i in range(300) %}{% set n.x = [n.x] %}{% endfor %}{% endfor %}";
    const std::string both = "{% set a = namespace(x=1) %}{% set b = namespace(x=1) %}";
    EXPECT_NE(message(both + deep + "{{ a.x == b.x }}").find("maximum recursion depth"), std::string::npos);
    EXPECT_NE(message(both + deep + "{{ a.x < b.x }}").find("maximum recursion depth"), std::string::npos);
    EXPECT_EQ(message(both + deep + "{{ a.x == a.x }}{{ [[1], 2] == [[1], 2] }}{{ [[1], 2] < [[1], 3] }}"),
              "no error: TrueTrueTrue");
}

TEST(Template, that_extends_itself_ends) {
    Environment environment;
    environment.load = [](const std::string&) { return std::optional<std::string>("{% extends 'me' %}"); };
    const auto rendered = Template::parse(environment, "{% extends 'me' %}", "me")->render({});
    ASSERT_FALSE(rendered);
    EXPECT_EQ(rendered.error().text(), "me:1:4: maximum recursion depth exceeded: a template extends itself");
}

TEST(Template, lists_as_text_have_a_bound) {
    EXPECT_NE(
        message("{% set n = namespace(x=[1]) %}{% for i in range(50) %}{% set n.x = [n.x, n.x] %}{% endfor %}"
                "{{ n.x }}")
            .find("too large"),
        std::string::npos);
    EXPECT_EQ(message("{{ [1, (2,), (), {'a': [none]}, {}] }}"),
              "no error: [1, (2,), (), {'a': [None]}, {}]");
}

TEST(Template, what_filters_make_has_a_bound) {
    const std::string doubled =
        "{% set n = namespace(x=[1]) %}{% for i in range(50) %}{% set n.x = [n.x, n.x] %}{% endfor %}";
    for (const char* expression :
         {"n.x | to_json", "n.x | to_yaml", "n.x | to_nice_yaml", "[1, [2]] | to_nice_json(indent=10 ** 9)",
          "[1, [2]] | tojson(indent=10 ** 15)", "[1] | batch(10 ** 9, 'x') | list",
          "[1] | slice(10 ** 9) | list", "n.x | flatten", "'a' | center(10 ** 12)"})
        EXPECT_NE(message(doubled + "{{ " + expression + " }}").find("too large"), std::string::npos)
            << expression;
    const std::string nested =
        "{% set n = namespace(x=1, y={'a': 1}) %}"
        "{% for i in range(2000) %}{% set n.x = [n.x] %}{% set n.y = {'a': n.y} %}{% endfor %}";
    for (const char* expression : {"n.x | flatten", "n.y | combine(n.y, recursive=true)"})
        EXPECT_NE(message(nested + "{{ " + expression + " }}").find("nested too deeply"), std::string::npos)
            << expression;
    EXPECT_EQ(message("{{ 'a'.zfill(-9223372036854775807 - 1) }}{{ '+1'.zfill(-9223372036854775807 - 1) }}"),
              "no error: a+1");
}

// Nobody would give back what they take up.
TEST(Template, nothing_holds_itself) {
    for (const char* template_text :
         {"{% set n = namespace(x=1) %}{% set n.x = n %}",
          "{% set n = namespace(x=1) %}{% set n.x = [[n]] %}", "{% set k = [] %}{{ k.append(k.append) }}",
          "{% set k = {} %}{{ k.update({'x': [k.get]}) }}", "{% set k = [] %}{{ k.append(namespace(x=k)) }}",
          "{% set c = cycler([]) %}{{ c.next().append(c) }}",
          "{% set c = cycler([]) %}{{ c.next().append(c.reset) }}",
          "{% for i in [1] %}{{ loop.changed(loop) }}{% endfor %}",
          "{% set k = [] %}{% for i in [k] %}{{ k.append(loop.cycle) }}{% endfor %}"})
        EXPECT_NE(message(template_text).find("cannot hold itself"), std::string::npos) << template_text;
}

// Leaks are found by the sanitizer.
TEST(Template, scopes_that_hold_what_holds_them_are_given_back) {
    EXPECT_EQ(message("{% macro m(n) %}{% set n.x = caller %}{% endmacro %}"
                      "{% with n = namespace(x=1) %}{% call m(n) %}a{% endcall %}{{ n.x() }}{% endwith %}"),
              "no error: a");
    EXPECT_EQ(
        message(
            "{% filter upper %}{% macro m() %}b{% endmacro %}{% set k = [m] %}{{ k[0]() }}{% endfilter %}"),
        "no error: B");
    EXPECT_EQ(message("{% for i in range(5000) %}{% set k = [loop] %}{% endfor %}c"), "no error: c");
}

// A stack is not as deep as what a loop can nest.
TEST(Template, what_is_nested_deeply_is_given_back) {
    const std::string begin = "{% set n = namespace(x=1) %}{% for i in range(50000) %}";
    const std::string end = "{% endfor %}{{ n.x is defined }}{% set n.x = 0 %}";
    for (const char* nest : {"[n.x]", "(n.x,)", "{'a': n.x}", "namespace(y=n.x)", "cycler(n.x)",
                             "cycler(n.x).next", "[{'a': ([n.x].append,)}]", "[n.x, 1, 'a', none]"})
        EXPECT_EQ(message(begin + "{% set n.x = " + nest + " %}" + end), "no error: True") << nest;
    EXPECT_EQ(message(begin + "{% for j in [n.x] %}{% set n.x = loop %}{% endfor %}" + end),
              "no error: True");
    EXPECT_EQ(message(begin + "{% set n.x = [n.x] %}{% endfor %}{{ n.x is defined }}"), "no error: True");
}

TEST(Template, what_a_caller_keeps_of_a_template_is_told_to_have_ended) {
    const Environment environment;
    Dict variables;
    variables.set("kept", Dict());
    const auto render = [&](const char* text) {
        const auto rendered = Template::parse(environment, text, "t")->render(variables);
        return rendered ? *rendered : rendered.error().message;
    };
    EXPECT_EQ(render("{% macro m() %}x{% endmacro %}{{ kept.update({'m': m}) }}{{ kept.m() }}"), "Nonex");
    EXPECT_EQ(render("{% for i in [[1], []] recursive %}{{ kept.update({'l': loop}) }}{% endfor %}"),
              "NoneNone");
    EXPECT_EQ(render("{{ kept.m() }}"), "what a template made is used after the template has ended");
    EXPECT_EQ(render("{{ kept.l([1]) }}"), "what a template made is used after the template has ended");
    EXPECT_EQ(render("{{ kept.l.length }}"), "2");
}

TEST(Template, range_ends_at_the_largest_number) {
    EXPECT_EQ(message("{{ range(0, 9223372036854775807, 9223372036854775806) | list }}"),
              "no error: [0, 9223372036854775806]");
}

TEST(Template, numbers_of_json_that_do_not_fit_are_floats) {
    EXPECT_EQ(message("{{ '[18446744073709551615, 9223372036854775807]' | from_json }}"),
              "no error: [1.8446744073709552e+19, 9223372036854775807]");
}

}  // namespace
}  // namespace deployer::jinja
