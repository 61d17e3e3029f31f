#include "rpc/codec.hpp"

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpc/limits.hpp"
#include "rpc/utf8.hpp"
#include "rpc/value_writer.hpp"

namespace supervise::rpc {
namespace {

using testing::HasSubstr;

std::string call_with(std::string_view param) {
    return fmt::format(
        "<?xml version='1.0'?>\n<methodCall>\n<methodName>m</methodName>\n<params>\n<param>\n{}</param>\n"
        "</params>\n</methodCall>\n",
        param);
}

Result<Value> param_of(std::string_view param) {
    auto call = decode_call(call_with(param));
    if (!call)
        return tl::unexpected(call.error());
    return call->params.at(0);
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

// RPC-008: every type of value, as the reference reads it.
TEST(DecodeCall, reads_every_type) {
    const std::vector<std::pair<std::string, Value>> table = {
        {"<value>a b</value>", "a b"},
        {"<value> a </value>", " a "},
        {"<value> </value>", " "},
        {"<value>\n</value>", "\n"},
        {"<value><string>\r\n  </string></value>", "\n  "},
        {"<value><string>\n</string></value>", "\n"},
        {"<value><string> a </string></value>", " a "},
        {"<value> <string>a</string> </value>", "a"},
        {"<value/>", ""},
        {"<value></value>", ""},
        {"<value><string/></value>", ""},
        {"<value>a<!-- c -->b</value>", "ab"},
        {"<value><![CDATA[<x> & ]]></value>", "<x> & "},
        {"<value>&#65;&amp;&lt;&#xe9;</value>", "A&<\xC3\xA9"},
        {"<value><string>\xF0\x9F\x98\x80</string></value>", "\xF0\x9F\x98\x80"},
        {"<value><int>5</int></value>", 5},
        {"<value><int> +5 </int></value>", 5},
        {"<value><i4>-2147483648</i4></value>", std::int64_t{-2147483648}},
        {"<value><i4>99999999999</i4></value>", std::int64_t{99999999999}},
        {"<value><i8>99999999999</i8></value>", std::int64_t{99999999999}},
        {"<value><ex:i8>7</ex:i8></value>", 7},
        {"<value><boolean>1</boolean></value>", true},
        {"<value><boolean>0</boolean></value>", false},
        {"<value><boolean>true</boolean></value>", false},
        {"<value><double>1.5</double></value>", 1.5},
        {"<value><double>1e3</double></value>", 1000.0},
        {"<value><nil/></value>", Nil{}},
        {"<value><dateTime.iso8601>20200131T23:59:00</dateTime.iso8601></value>",
         DateTime{"20200131T23:59:00"}},
        {"<value><base64>\naGk=\n</base64></value>", Binary{"hi"}},
        {"<value><base64>/w==</base64></value>", Binary{"\xFF"}},
        {"<value><array><data/></array></value>", Array{}},
        {"<value><array><data>\n<value>1</value>\n<value><int>2</int></value></data></array></value>",
         Array{"1", 2}},
        {"<value><struct></struct></value>", Struct{}},
        {"<value><struct><member><name>a</name><value>1</value></member><member><value>2</value><name>b</"
         "name></member>"
         "</struct></value>",
         Struct{{"a", "1"}, {"b", "2"}}},
        {"<value><struct><member><name>a</name><value>1</value></member><member><name>a</name><value>2</"
         "value></member>"
         "</struct></value>",
         Struct{{"a", "2"}}},
        {"<value><unknown>q</unknown></value>", "q"},
        {"<value a='>' b=\"/>\"><int c='\"'>3</int></value>", 3},
        {"<int>3</int>", 3},
        {"<string> a</string>", " a"},
        {"<array><data><int>1</int><boolean>1</boolean></data></array>", Array{1, true}},
    };
    for (const auto& [xml, value] : table) {
        auto decoded = param_of(xml);
        ASSERT_TRUE(decoded) << xml << ": " << decoded.error().message;
        EXPECT_EQ(*decoded, value) << xml;
    }
}

// RPC-007: what cannot be read is refused as a whole.
TEST(DecodeCall, refuses_bad_values) {
    for (const char* xml : {
             "<value><int></int></value>",
             "<value><int>0x10</int></value>",
             "<value><int>1 2</int></value>",
             "<value><int>9223372036854775808</int></value>",
             "<value><double>x</double></value>",
             "<value><dateTime.iso8601>yesterday</dateTime.iso8601></value>",
             "<value><dateTime.iso8601>20201331T23:59:00</dateTime.iso8601></value>",
             "<value><dateTime.iso8601>20210229T23:59:00</dateTime.iso8601></value>",
             "<value><dateTime.iso8601>20210228T24:00:00</dateTime.iso8601></value>",
             "<value><dateTime.iso8601>00000101T00:00:00</dateTime.iso8601></value>",
             "<value><base64>a!</base64></value>",
             "<value><base64>aGk</base64></value>",
             "<value><base64>=====</base64></value>",
             "<value><array></array></value>",
             "<value><struct><member><name>a</name></member></struct></value>",
             "<value><struct><value>a</value></struct></value>",
             "<value><array><data><value><int>x</int></value></data></array></value>",
             "<value><struct><member><name>a</name><value><int>x</int></value></member></struct></value>",
             "text",
             "",
         })
        EXPECT_FALSE(param_of(xml)) << xml;
}

// RPC-007: no parameters, or none given, is a call without parameters.
TEST(DecodeCall, takes_missing_params) {
    for (const char* xml :
         {"<methodCall><methodName>a.b</methodName></methodCall>",
          "<methodCall><methodName>a.b</methodName><params/></methodCall>",
          "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<methodCall><methodName>a.b"
          "</methodName><params>\r\n</params></methodCall>\r\n"}) {
        auto call = decode_call(xml);
        ASSERT_TRUE(call) << xml << ": " << call.error().message;
        EXPECT_EQ(call->method, "a.b");
        EXPECT_TRUE(call->params.empty());
    }
}

// RPC-007
TEST(DecodeCall, tells_a_missing_method_name) {
    for (const char* xml : {"<methodCall/>", "<methodCall><methodName/></methodCall>",
                            "<methodCall><methodName></methodName><params/></methodCall>"}) {
        auto call = decode_call(xml);
        ASSERT_FALSE(call) << xml;
        EXPECT_EQ(call.error().message, no_method_name);
    }
}

// field.md G.2, XML-RPC: hostile documents end at the door, each with its reason.
TEST(DecodeCall, refuses_hostile_documents) {
    const std::string deep =
        call_with(repeated("<value><array><data>", 10'000) + repeated("</data></array></value>", 10'000));
    const std::string wide = call_with("<value><array><data>" + repeated("<value/>", limits::max_call_nodes) +
                                       "</data></array></value>");
    std::string members;
    for (std::size_t i = 0; i <= limits::max_struct_members; ++i)
        members += fmt::format("<member><name>{}</name><value/></member>", i);
    const std::vector<std::pair<std::string, std::string>> table = {
        {"", "not well-formed"},
        {"hello", "not well-formed"},
        {"<methodCall>", "ends inside an element"},
        {"<methodCall", "ends inside a tag"},
        {"<methodCall><methodName>m</methodName></wrong>", "not well-formed"},
        {"</methodCall>", "end tag without"},
        {"<other><methodName>m</methodName></other>", "not a methodCall"},
        {"<methodCall><methodName>m</methodName></methodCall> x", "not well-formed"},
        {"<methodCall><methodName>m</methodName></methodCall><methodCall/>", "after the end"},
        {"<!DOCTYPE a [<!ENTITY b 'c'>]><methodCall><methodName>&b;</methodName></methodCall>",
         "document types"},
        {"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><methodCall/>", "document types"},
        {call_with("<value>&lol;</value>"), "entity 'lol'"},
        {call_with("<value>a & b</value>"), "begins no reference"},
        {call_with("<value>&#0;</value>"), "character number"},
        {call_with("<value>&#xD800;</value>"), "character number"},
        {call_with("<value>&#99999999;</value>"), "character number"},
        {call_with("<value>a\x1b[0m</value>"), "control character"},
        {call_with(std::string_view("<value>a\0b</value>", 18)), "control character"},
        {call_with("<value>\xEF\xBF\xBF</value>"), "control character"},
        {call_with("<value>\xE9t\xE9</value>"), "not UTF-8"},
        {call_with("<value>\xED\xA0\x80</value>"), "not UTF-8"},
        {call_with("<value>\xC0\xAF</value>"), "not UTF-8"},
        {call_with("<value><!-- "), "ends inside a comment"},
        {call_with("<value><![CDATA[ "), "ends inside a CDATA"},
        {deep, "nested deeper"},
        {wide, "more than"},
        {call_with("<value><struct>" + members + "</struct></value>"), "a struct of more than"},
        {std::string(limits::max_call_bytes + 1, ' '), "longer than"},
        {call_with("<value>" + std::string(limits::max_call_text + 1, 'x') + "</value>"),
         "a text longer than"},
        {call_with("<value><![CDATA[" + std::string(limits::max_call_text, 'x') + "]]></value>"),
         "a CDATA section longer than"},
    };
    for (const auto& [xml, reason] : table) {
        auto call = decode_call(xml);
        ASSERT_FALSE(call) << xml.substr(0, 100);
        EXPECT_THAT(call.error().message, HasSubstr(reason)) << xml.substr(0, 100);
    }
}

TEST(DecodeCall, takes_nesting_up_to_the_bound) {
    const std::size_t levels = (limits::max_depth - 4) / 3;
    EXPECT_TRUE(
        param_of(repeated("<value><array><data>", levels) + repeated("</data></array></value>", levels)));
}

// RPC-011
TEST(EncodeResponse, has_the_layout_of_the_reference) {
    const Value value = Struct{{"a", Array{1, "x<&>\"", true, 1.5, "\xC3\xA9"}}, {"b", Struct{}}};
    EXPECT_EQ(encode_response(value),
              "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n"
              "<value><struct>\n<member>\n<name>a</name>\n<value><array><data>\n"
              "<value><int>1</int></value>\n<value><string>x&lt;&amp;&gt;\"</string></value>\n"
              "<value><boolean>1</boolean></value>\n<value><double>1.5</double></value>\n"
              "<value><string>\xC3\xA9</string></value>\n</data></array></value>\n</member>\n"
              "<member>\n<name>b</name>\n<value><struct>\n</struct></value>\n</member>\n"
              "</struct></value>\n</param>\n</params>\n</methodResponse>\n");
}

// RPC-011
TEST(EncodeResponse, writes_a_fault) {
    EXPECT_EQ(
        encode_response(tl::unexpected(make_fault(FaultCode::bad_name, "x"))),
        "<?xml "
        "version='1.0'?>\n<methodResponse>\n<fault>\n<value><struct>\n<member>\n<name>faultCode</name>\n"
        "<value><int>10</int></value>\n</member>\n<member>\n<name>faultString</name>\n"
        "<value><string>BAD_NAME: x</string></value>\n</member>\n</struct></value>\n</fault>\n"
        "</methodResponse>\n");
}

// LOG-065, LOG-066: whatever a program wrote, the reply is well-formed.
TEST(EncodeResponse, replaces_what_xml_cannot_carry) {
    const std::vector<std::pair<std::string, std::string>> table = {
        {std::string("a\0b", 3), "a\xEF\xBF\xBD"
                                 "b"},
        {"\x1b[31mred", "\xEF\xBF\xBD[31mred"},
        {"\xA9tail", "\xEF\xBF\xBDtail"},
        {"head\xE2\x82", "head\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xEF\xBF\xBE", "\xEF\xBF\xBD"},
        {"]]>", "]]&gt;"},
        {"a\r\nb\tc\x7f", "a&#13;\nb\tc\x7f"},
    };
    for (const auto& [bytes, text] : table) {
        const std::string xml = encode_response(Value(bytes));
        EXPECT_THAT(xml, HasSubstr("<string>" + text + "</string>"));
        EXPECT_TRUE(decode_response(xml)) << xml;
    }
}

TEST(NotXml, is_found_where_it_begins) {
    EXPECT_EQ(find_not_xml(""), std::string_view::npos);
    EXPECT_EQ(find_not_xml("a<&\t\r\n\x7f\xE2\x82\xAC\xF0\x9F\x98\x80"), std::string_view::npos);
    EXPECT_EQ(find_not_xml("\xE2\x82\xAC\a"), 3U);
    EXPECT_EQ(find_not_xml("a\xE2\x82"), 1U);
    EXPECT_EQ(find_not_xml("ab\xEF\xBF\xBE"), 2U);
    EXPECT_EQ(find_not_xml(std::string_view("\0", 1)), 0U);
}

TEST(EncodeResponse, stays_well_formed_for_every_byte) {
    std::string all;
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; second += 5)
            all += {static_cast<char>(first), static_cast<char>(second)};
    const std::string xml = encode_response(Value(all));
    EXPECT_TRUE(is_utf8(xml));
    EXPECT_TRUE(decode_response(xml));
}

// Eight bytes are looked at together: every character at every place among plain ones.
TEST(EncodeResponse, finds_what_to_escape_at_every_place) {
    for (int c = 1; c < 128; ++c) {
        for (std::size_t at = 0; at < 20; ++at) {
            std::string text(20, 'a');
            text[at] = static_cast<char>(c);
            std::string escaped;
            append_escaped(escaped, text);
            std::string one_by_one;
            for (const char& byte : text)
                append_escaped(one_by_one, {&byte, 1});
            ASSERT_EQ(escaped, one_by_one) << c << " at " << at;
        }
    }
}

TEST(EncodeResponse, tells_numbers_beyond_32_bits_as_i8) {
    EXPECT_THAT(encode_response(Value(std::int64_t{2147483647})), HasSubstr("<int>2147483647</int>"));
    EXPECT_THAT(encode_response(Value(std::int64_t{2147483648})), HasSubstr("<i8>2147483648</i8>"));
}

TEST(EncodeResponse, writes_doubles_as_python_does) {
    EXPECT_THAT(encode_response(Value(1.0)), HasSubstr("<double>1.0</double>"));
    EXPECT_THAT(encode_response(Value(0.1)), HasSubstr("<double>0.1</double>"));
    EXPECT_THAT(encode_response(Value(1e300)), HasSubstr("<double>1e+300</double>"));
}

TEST(Codec, brings_every_value_back) {
    const Array all = {Nil{},
                       true,
                       -5,
                       std::int64_t{1} << 40,
                       2.5,
                       " t\r\n",
                       "\r",
                       DateTime{"20200131T23:59:00"},
                       Binary{std::string("\0\xFF"
                                          "abc",
                                          5)},
                       Array{},
                       Struct{{"k & <v>", Array{Struct{{"x", ""}}}}}};
    auto call = decode_call(encode_call({"a.b", {Value(all), 3}}));
    ASSERT_TRUE(call) << call.error().message;
    EXPECT_EQ(call->method, "a.b");
    EXPECT_EQ(call->params.at(0), Value(all));
    auto response = decode_response(encode_response(Value(all)));
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response->value(), Value(all));
}

TEST(DecodeResponse, reads_a_fault) {
    auto response = decode_response(encode_response(tl::unexpected(make_fault(FaultCode::no_file, "/x"))));
    ASSERT_TRUE(response);
    ASSERT_FALSE(*response);
    EXPECT_EQ(response->error(), (Fault{20, "NO_FILE: /x"}));
}

TEST(DecodeResponse, refuses_what_is_none) {
    for (const char* xml : {"", "<html/>", "<methodResponse/>", "<methodResponse><params/></methodResponse>",
                            "<methodResponse><fault/></methodResponse>",
                            "<methodResponse><fault><value>x</value></fault></methodResponse>",
                            "<methodResponse><fault><value><int>x</int></value></fault></methodResponse>",
                            "<methodResponse><params><param><value><int>x</int></value></param></params>"
                            "</methodResponse>"})
        EXPECT_FALSE(decode_response(xml)) << xml;
}

// RPC-002
TEST(Fault, carries_name_and_detail) {
    EXPECT_EQ(make_fault(FaultCode::failed).text, "FAILED");
    EXPECT_EQ(make_fault(FaultCode::bad_name, "").text, "BAD_NAME: ");
    EXPECT_EQ(make_fault(FaultCode::not_running, "web:1").text, "NOT_RUNNING: web:1");
}

}  // namespace
}  // namespace supervise::rpc
