// The answers of Python's jinja2, and of Ansible's filters, to the templates of cases.py (record.py keeps
// them).
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "template/json.hpp"
#include "template/template.hpp"

namespace deployer::jinja {
namespace {

std::string read_file(const char* path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

void set_text(const Dict& options, const char* name, std::string& to) {
    if (const Value* value = options.find(std::string_view(name)))
        to = value->str();
}

void set_truth(const Dict& options, const char* name, bool& to) {
    if (const Value* value = options.find(std::string_view(name)))
        to = value->truth();
}

Syntax syntax_of(const Dict& options) {
    Syntax syntax;
    set_text(options, "variable_start_string", syntax.variable_begin);
    set_text(options, "variable_end_string", syntax.variable_end);
    set_text(options, "block_start_string", syntax.block_begin);
    set_text(options, "block_end_string", syntax.block_end);
    set_text(options, "comment_start_string", syntax.comment_begin);
    set_text(options, "comment_end_string", syntax.comment_end);
    set_truth(options, "trim_blocks", syntax.trim_blocks);
    set_truth(options, "lstrip_blocks", syntax.lstrip_blocks);
    set_truth(options, "keep_trailing_newline", syntax.keep_trailing_newline);
    return syntax;
}

Result<std::string> rendered(const Dict& record, const Dict& variables, const Dict& one) {
    Environment environment;
    environment.syntax = syntax_of(one.find(std::string_view("options"))->dict());
    const Dict& loadable = record.find(std::string_view("loadable"))->dict();
    environment.load = [&loadable](const std::string& name) -> std::optional<std::string> {
        const Value* found = loadable.find(std::string_view(name));
        return found != nullptr ? std::optional(found->str()) : std::nullopt;
    };
    const auto parsed = Template::parse(environment, one.find(std::string_view("template"))->str(), "case");
    if (!parsed)
        return tl::unexpected(parsed.error());
    return parsed->render(variables);
}

TEST(TemplateCases, give_what_python_gives) {
    const Value document = from_json(read_file(TEMPLATE_CASES));
    const Dict& record = document.dict();
    const std::string variables = to_json(*record.find(std::string_view("variables")), {});
    for (const Value& value : record.find(std::string_view("cases"))->list()) {
        const Dict& one = value.dict();
        // A template may change the lists and dicts of its variables: each case has its own.
        const Value fresh = from_json(variables);
        const auto result = rendered(record, fresh.dict(), one);
        const std::string source = one.find(std::string_view("template"))->str();
        if (const Value* expected = one.find(std::string_view("text")))
            EXPECT_EQ(result ? *result : "error: " + result.error().text(), expected->str()) << source;
        else
            EXPECT_FALSE(result) << source << "\ngave " << *result << "\nnot "
                                 << one.find(std::string_view("error"))->str();
    }
}

}  // namespace
}  // namespace deployer::jinja
