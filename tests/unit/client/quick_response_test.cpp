#include "client/quick_response.hpp"

#include <gtest/gtest.h>

#include "rpc/codec.hpp"

namespace supervise::client {
namespace {

using rpc::Array;
using rpc::Struct;
using rpc::Value;

std::string response(std::string_view value) {
    return "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n" + std::string(value) +
           "\n</param>\n</params>\n</methodResponse>\n";
}

const std::vector<Value> values{
    Value(""),
    Value("text"),
    Value("a <b> & \"c\" 'd' \n\ttab"),
    Value("caf\xc3\xa9"),
    Value(0),
    Value(-7),
    Value(true),
    Value(false),
    Value(std::int64_t{2147483647}),
    Value(Array{}),
    Value(Array{Value(1), Value("x"), Value(Array{})}),
    Value(Struct{}),
    Value(Struct{{"a", 1}, {"b", Array{Value(Struct{{"c", "  blanks  "}})}}}),
    Value("   "),
    Value("\n"),
};

// What our own daemon writes is read, and read right.
TEST(QuickResponse, reads_what_the_codec_writes) {
    for (const Value& value : values) {
        const std::string xml = rpc::encode_response(rpc::Outcome(value));
        const auto quick = read_quickly(xml);
        ASSERT_TRUE(quick) << xml;
        EXPECT_EQ(*quick, value) << xml;
    }
}

// Never another value than the thorough reader's: it may only give up.
TEST(QuickResponse, agrees_with_the_thorough_reader_or_gives_up) {
    for (const char* value : {
             "<value>untyped</value>",
             "<value></value>",
             "<value/>",
             "<value><string/></value>",
             "<value><string>a<!-- c -->b</string></value>",
             "<value><string><![CDATA[<x>]]></string></value>",
             "<value><string>&#65;&apos;&#x41;</string></value>",
             "<value><string>a\r\nb\rc</string></value>",
             "<value> <string> x </string> </value>",
             "<value><int> 5 </int></value>",
             "<value><int>+5</int></value>",
             "<value><int>5x</int></value>",
             "<value><int></int></value>",
             "<value><int>99999999999999999999</int></value>",
             "<value><i8>5</i8></value>",
             "<value><double>1.5</double></value>",
             "<value><nil/></value>",
             "<value><boolean>true</boolean></value>",
             "<value><boolean>2</boolean></value>",
             "<value><base64>aGk=</base64></value>",
             "<value><dateTime.iso8601>20240101T00:00:00</dateTime.iso8601></value>",
             "<value><struct><member><name>a</name><value><int>1</int></value></member>"
             "<member><name>a</name><value><int>2</int></value></member></struct></value>",
             "<value><struct><member><value><int>1</int></value><name>a</name></member></struct></value>",
             "<value><struct><member><name>a</name></member></struct></value>",
             "<value><array></array></value>",
             "<value><array><data/></array></value>",
             "<value><array><data><value><int>1</int></value></data></array></value>",
             "<value><unknown>x</unknown></value>",
             "<value><string>a</string><int>1</int></value>",
             "<value><string>open</value>",
             "",
         }) {
        const std::string xml = response(value);
        const auto quick = read_quickly(xml);
        if (!quick) {
            continue;
        }
        const auto thorough = rpc::decode_response(xml);
        ASSERT_TRUE(thorough) << xml;
        ASSERT_TRUE(*thorough) << xml;
        EXPECT_EQ(*quick, **thorough) << xml;
    }
}

TEST(QuickResponse, gives_up_on_what_is_cut_or_goes_on) {
    const std::string xml = rpc::encode_response(
        rpc::Outcome(Value(Struct{{"name", "x"}, {"list", Array{Value(1), Value(true)}}})));
    for (std::size_t length = 0; length + 1 < xml.size(); ++length) {
        EXPECT_FALSE(read_quickly(std::string_view(xml).substr(0, length))) << length;
    }
    EXPECT_FALSE(read_quickly(xml + "x"));
    EXPECT_FALSE(read_quickly(rpc::encode_response(rpc::Outcome(tl::unexpect, rpc::Fault{1, "x"}))));
}

TEST(QuickResponse, does_not_recurse_without_bound) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) {
        deep += "<value><array><data>";
    }
    EXPECT_FALSE(read_quickly(response(deep)));
}

}  // namespace
}  // namespace supervise::client
