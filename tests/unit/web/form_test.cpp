#include "web/form.hpp"

#include <gtest/gtest.h>

#include "web/limits.hpp"

namespace supervise::web {
namespace {

TEST(Form, fields_are_decoded) {
    const Form form = Form::parse("processname=g%3Aa+b&action=stop&empty=&bare&&x=1%zz&action=start");
    EXPECT_EQ(form.text("processname"), "g:a b");
    EXPECT_EQ(form.text("action"), "stop");  // WEB-001: the first of a query counts
    ASSERT_NE(form.field("empty"), nullptr);
    EXPECT_EQ(*form.field("empty"), "");
    EXPECT_NE(form.field("bare"), nullptr);
    EXPECT_EQ(form.text("x"), "1%zz");
    EXPECT_EQ(form.field("none"), nullptr);
    EXPECT_EQ(form.text("none"), "");
}

TEST(Form, numbers_are_whole_and_fit) {
    const Form form = Form::parse("a=0&b=9223372036854775807&c=9223372036854775808&d=-1&e=1x&f=&g=+1");
    EXPECT_EQ(form.number("a"), 0);
    EXPECT_EQ(form.number("b"), INT64_MAX);
    for (const char* name : {"c", "d", "e", "f", "g", "none"})
        EXPECT_EQ(form.number(name), std::nullopt) << name;
}

TEST(Form, only_so_many_fields_are_looked_at) {
    std::string many;
    for (std::size_t i = 0; i < limits::max_fields; ++i)
        many += "x=1&";
    EXPECT_EQ(Form::parse(many + "late=1").field("late"), nullptr);
    EXPECT_NE(Form::parse(many.substr(4) + "late=1").field("late"), nullptr);
}

TEST(Form, values_survive_an_address) {
    const std::string every = "g:a b/\"<&>'%\xC3\xA9\n~";
    EXPECT_EQ(encode_percent(every), "g:a%20b%2F%22%3C%26%3E%27%25%C3%A9%0A~");
    EXPECT_EQ(Form::parse("x=" + encode_percent(every)).text("x"), every);
}

}  // namespace
}  // namespace supervise::web
