#include "live/json_writer.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace supervise::live {
namespace {

std::string as_json(std::string_view text) {
    std::string out;
    JsonWriter(out).value(text);
    return out;
}

TEST(JsonWriter, places_commas) {
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.member("a", 1);
    json.key("b");
    json.begin_array();
    json.value("x");
    json.value(true);
    json.begin_object();
    json.end_object();
    json.begin_array();
    json.end_array();
    json.null();
    json.end_array();
    json.member("c", std::optional<int>());
    json.member("d", std::optional<int>(-5));
    json.end_object();
    EXPECT_EQ(out, R"({"a":1,"b":["x",true,{},[],null],"c":null,"d":-5})");
}

TEST(JsonWriter, writes_decimals) {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (const Decimal number :
         {Decimal{0, 1}, Decimal{5, 1}, Decimal{1234, 1}, Decimal{7, 2}, Decimal{12345, 2}})
        json.value(number);
    json.end_array();
    EXPECT_EQ(out, "[0.0,0.5,123.4,0.07,123.45]");
}

TEST(JsonWriter, escapes) {
    EXPECT_EQ(as_json("a\"b\\c"), R"("a\"b\\c")");
    EXPECT_EQ(as_json("a\nb\rc\td"), R"("a\nb\rc\td")");
    EXPECT_EQ(as_json(std::string_view("\0\x1f\x7f", 3)), R"("\u0000\u001f\u007f")");
    EXPECT_EQ(as_json("grün €\U0001F600"), "\"grün €\U0001F600\"");
}

TEST(JsonWriter, is_valid_utf8_whatever_comes) {
    EXPECT_EQ(as_json("a\xff"
                      "b"),
              "\"a\uFFFDb\"");
    EXPECT_EQ(as_json("\xed\xa0\x80"), "\"\uFFFD\uFFFD\uFFFD\"");  // a surrogate
    EXPECT_EQ(as_json("\xe2\x82"), "\"\uFFFD\uFFFD\"");            // cut short
    std::string every;
    for (int c = 0; c < 256; ++c)
        for (int d = 0; d < 256; d += 5)
            every.append({static_cast<char>(c), static_cast<char>(d)});
    const std::string text = as_json(every);
    EXPECT_TRUE(nlohmann::json::accept(text));
    EXPECT_EQ(text.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace supervise::live
