#include <gtest/gtest.h>

#include "deployer/source/sources.hpp"

namespace deployer::source {
namespace {

/// What `k: <text>` is, with some variables.
std::string value(const std::string& text) {
    const Loaded loaded = load_text(
        "vars: {a: x, b: y2, n: 12, v: 1.10, yes_: yes, l: [p, q], m: {k: deep}}\nk: " + text + "\n");
    const Node* node = loaded.document.root.find("k");
    return loaded.problems.empty() && node != nullptr ? node->to_value().repr() : problems(loaded);
}

// HD-VAR-01
TEST(Level1, expressions_over_the_variables) {
    EXPECT_EQ(value("pre${a}post"), "'prexpost'");
    EXPECT_EQ(value("${m.k}-${l[1]}-${n + 1}"), "'deep-q-13'");
    EXPECT_EQ(value("${a | upper}"), "'X'");
    EXPECT_EQ(value("${'on' if n > 3 else 'off'}"), "True");
    EXPECT_EQ(value("${zz | default(\"d}\")}"), "'d}'");
    EXPECT_EQ(value("${zz is defined}"), "False");
    EXPECT_EQ(value("\"${ {'a': 'z'}['a'] }\""), "'z'");
    EXPECT_EQ(value("|\n  ${a}\n  ${b}"), "'x\\ny2\\n'");
    EXPECT_EQ(value("[${a}]").find("app.yml:2:"), 0U);
}

// HD-VAR-02, -03
TEST(Level1, angle_brackets_are_the_second_pass) {
    EXPECT_EQ(value("{ f: <<n>>, g: \"<<a>>\" }"), "{'f': 12, 'g': 'x'}");
    EXPECT_EQ(value("pre${a}post<<b>>"), "'prexposty2'");
    EXPECT_EQ(value("${'<<a>>'}"), "'x'");
    EXPECT_EQ(value("echo << text"), "'echo << text'");
    EXPECT_EQ(value("a <<- EOF of it >> f"), "'a <<- EOF of it >> f'") << "HD-VAR-05: no expression";
}

// HD-VAR-04, -05
TEST(Level1, statements_where_they_are_meant) {
    EXPECT_EQ(value("\"%{for i in l}${i},%{endfor}\""), "'p,q,'");
    EXPECT_EQ(value("\"%{if n > 3}big%{endif}\""), "'big'");
    EXPECT_EQ(value("\"%{raw}${HOME}%{endraw}\""), "'${HOME}'");
    EXPECT_EQ(value("100%{x}"), "'100%{x}'");
    EXPECT_EQ(value("\"A#{x} rest}B ${a}\""), "'A#{x} rest}B x'");
    EXPECT_EQ(value("\"%<if n>>1<<a>>%<endif>>\""), "'1x'");
}

// HD-VAR-06
TEST(Level1, a_literal_dollar_brace) {
    EXPECT_EQ(value("\"${'${HOME}'}\""), "'${HOME}'");
    EXPECT_EQ(value("$${HOME}"), "'${HOME}'");
    EXPECT_EQ(value("a$${HOME}/${a}"), "'a${HOME}/x'");
    EXPECT_EQ(value("$HOME ${a}$${a}"), "'$HOME x${a}'");
}

// HD-VAR-07: reading order; a use keeps the value of that moment.
TEST(Level1, one_pass_in_reading_order) {
    EXPECT_EQ(variable_of("vars: {a: p, b: \"${a}q\", a: r}\n", "b"), "'pq'");
    EXPECT_EQ(outcome("vars: {a: 1}\nk: ${a}\nvars: {a: 2}\nj: ${a}\n"),
              "{'vars': {'a': 2}, 'k': 1, 'j': 2}");
    EXPECT_EQ(variable_of("vars:\n  m: {k: p, j: \"${m.k}q\"}\n", "m"), "{'k': 'p', 'j': 'pq'}");
    EXPECT_EQ(variable_of("vars:\n  l: [a]\n  c: <<l>>\n  l: [b]\n", "c"), "['a']");
    EXPECT_EQ(variable_of("vars:\n  l: [a]\n  c: <<l>>\n  l: [b]\n", "l"), "['a', 'b']");
    EXPECT_EQ(variable_of("b: &a {k: p}\nvars:\n  m: {<<: *a, j: \"${m.k}\", k: q}\n", "m"),
              "{'k': 'q', 'j': 'p'}");
}

// HD-VAR-08
TEST(Level1, undefined_names_say_where_and_what_was_meant) {
    EXPECT_EQ(outcome("vars: {node_name: x}\nusers:\n- login: ${node_nam}\n"),
              "app.yml:3:10: users[0].login: 'node_nam' is undefined (did you mean 'node_name'?)");
    EXPECT_EQ(
        outcome("k: ${late}\nvars: {late: x}\n"),
        "app.yml:1:4: k: 'late' is undefined (it is set at app.yml:2:8, later; a variable must be set above "
        "its first use)");
    EXPECT_EQ(
        outcome("encrypted_vars: {pw: x}\nk: ${pw}\n"),
        "app.yml:2:4: k: 'pw' is undefined (it is in encrypted_vars, which exist on the hosts only: write "
        "\"{{ pw }}\")");
    EXPECT_EQ(value("${m.zz}"), "app.yml:2:4: k: 'dict object' has no attribute 'zz'");
    EXPECT_EQ(value("'${n, gone}'"), "app.yml:2:4: k: 'gone' is undefined");
    EXPECT_EQ(value("'${ {1: [m.zz]} }'"), "app.yml:2:4: k: 'dict object' has no attribute 'zz'");
    EXPECT_EQ(value("${a"), "app.yml:2:4: k: '${' is not closed by '}'");
    EXPECT_EQ(value("${}"), "app.yml:2:4: k: Expected an expression, got nothing");
    EXPECT_EQ(outcome("a: ${p}\nb: ${q}\n"),
              "app.yml:1:4: a: 'p' is undefined\napp.yml:2:4: b: 'q' is undefined");
}

// HD-VAR-05: what could be a misspelt variable is none of the shell's words until that is said.
TEST(Level1, here_documents_are_told_how_to_be_written) {
    EXPECT_EQ(value("cat << EOF >> f"),
              "app.yml:2:4: k: 'EOF' is undefined (if the shell's '<<' is meant, write <<'<<'>>)");
    EXPECT_EQ(value("cat <<'<<'>> EOF >> f"), "'cat << EOF >> f'");
    EXPECT_EQ(value("cat << END OF IT >> f"), "'cat << END OF IT >> f'");
    EXPECT_EQ(value("cat <<EOF"), "'cat <<EOF'");
}

// HD-VAR-09, -10
TEST(Level1, typed_after_replacing) {
    EXPECT_EQ(value("${n}"), "12");
    EXPECT_EQ(value("\"${n}\""), "'12'");
    EXPECT_EQ(value("${yes_}"), "True");
    EXPECT_EQ(value("1${n}"), "112");
    EXPECT_EQ(outcome("vars: {flag: no}\nmanaged: ${flag}\n"), "{'vars': {'flag': False}, 'managed': False}");
}

// HD-VAR-13, -14
TEST(Level1, numbers_keep_their_text_and_booleans_read_as_python) {
    EXPECT_EQ(value("rel-${v}"), "'rel-1.10'");
    EXPECT_EQ(value("x-${yes_}-${yes_ | lower}"), "'x-True-true'");
}

// HD-VAR-15
TEST(Level1, one_expression_yields_the_structure) {
    EXPECT_EQ(value("${m}"), "{'k': 'deep'}");
    EXPECT_EQ(value("${l + ['r']}"), "['p', 'q', 'r']");
    EXPECT_EQ(value("{ z: \"${l}\" }"), "{'z': ['p', 'q']}");
    EXPECT_EQ(value("is ${l}"), "\"is ['p', 'q']\"");
    EXPECT_NE(outcome("vars: {l: [a, b], m: \"${l * 90000}\"}\nk: ${[m] * 90000}\n").find("values"),
              std::string::npos);
    EXPECT_NE(value("${l.append(l) or l}").find("a list cannot hold itself"), std::string::npos);
    EXPECT_NE(value("${l.append([m, l]) or l}").find("a list cannot hold itself"), std::string::npos);
    EXPECT_NE(value("${m.setdefault('z', [m])}").find("a dict cannot hold itself"), std::string::npos);
}

// HD-VAR-17, -18
TEST(Level1, vars_is_a_map) {
    EXPECT_EQ(outcome("vars:\n"), "app.yml:2:1: vars: 'vars' entry must be a map!");
    EXPECT_EQ(variable_of("vars: {a: {b: c}}\nvars: {a: {d: e}}\n", "a"), "{'b': 'c', 'd': 'e'}");
    EXPECT_EQ(variable_of("vars:\nusers: []\n", "a"), "app.yml:2:1: vars: 'vars' entry must be a map!");
}

TEST(Level1, vars_may_come_from_an_alias) {
    EXPECT_EQ(variable_of("d: &d {a: p}\nvars: *d\nk: ${a}\n", "a"), "'p'");
    EXPECT_EQ(variable_of("d: &d {vars: {a: p}}\n<<: *d\nk: ${a}\n", "a"), "'p'");
}

// HD-VAR-30
TEST(Level1, other_levels_are_left_alone) {
    EXPECT_EQ(value("\"{{x}} {{{y}}}\""), "'{{x}} {{{y}}}'");
    EXPECT_EQ(outcome("vars: {r: \"{{ansible_user}}\"}\nk: \"${r}/x\"\n"),
              "{'vars': {'r': '{{ansible_user}}'}, 'k': '{{ansible_user}}/x'}");
}

// HD-CLI-05, -07, -09, HD-VAR-20
TEST(Level1, variables_of_the_command_line) {
    const Files files{{{"app.yml", "vars: {v: file}\nk: ${z}\nj: x-${flag}\nw: ${not flag}\n"}}};
    const Loaded first =
        load_files(files, {variable("v=1"), variable("z=${v}=2"), variable("flag=no"), file("app.yml")});
    EXPECT_EQ(problems(first), "");
    EXPECT_EQ(shown(first),
              "{'vars': {'v': 'file', 'z': '1=2', 'flag': False}, 'k': '1=2', 'j': 'x-no', 'w': True}");
    const Loaded second =
        load_files(files, {variable("z=0"), variable("flag=no"), file("app.yml"), variable("v=1")});
    EXPECT_EQ(second.document.dict().find(std::string_view("v"))->repr(), "1");
    EXPECT_EQ(second.document.variables.at(2).set_at.text(), "--var v=1");
    EXPECT_EQ(problems(load_files(files, {variable("novalue")})),
              "--var novalue: Invalid variable syntax: 'novalue'. Must be name=value (without space)");
}

}  // namespace
}  // namespace deployer::source
