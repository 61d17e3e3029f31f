#include <chrono>
#include <cmath>
#include <initializer_list>

#include <fmt/core.h>
#include <tinyxml2.h>

#include "rpc/codec.hpp"
#include "rpc/limits.hpp"
#include "rpc/xml_bounds.hpp"
#include "sys/base64.hpp"
#include "sys/number.hpp"

namespace supervise::rpc {
namespace {

using tinyxml2::XMLElement;

Result<Value> decode_value(const XMLElement& element);

std::string_view name_of(const XMLElement& element) {
    return element.Name();
}

bool is(const XMLElement* element, std::string_view name) {
    return element != nullptr && name_of(*element) == name;
}

/// All text directly inside the element, comments cut out.
std::string text_of(const XMLElement& element) {
    std::string text;
    for (const auto* node = element.FirstChild(); node != nullptr; node = node->NextSibling())
        if (const auto* part = node->ToText(); part != nullptr)
            text += part->Value();
    return text;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

template <typename Number>
Result<Value> decode_number(const std::string& text, std::string_view type) {
    std::string_view digits = trimmed(text);
    if (digits.substr(0, 1) == "+" && digits.substr(1, 1) != "-")
        digits.remove_prefix(1);
    const auto number = whole_number<Number>(digits);
    if (!number)
        return fail(fmt::format("not a value of type {}", type));
    return Value(*number);
}

/// YYYYMMDDTHH:MM:SS, a time that there is.
bool is_date_time(std::string_view text) {
    constexpr std::string_view pattern = "00000000T00:00:00";
    if (text.size() != pattern.size() ||
        !std::equal(text.begin(), text.end(), pattern.begin(),
                    [](char c, char p) { return p == '0' ? c >= '0' && c <= '9' : c == p; }))
        return false;
    const auto number = [&](std::size_t at, std::size_t length) {
        return leading_number<unsigned>(text.substr(at, length)).value;
    };
    const std::chrono::year_month_day day{std::chrono::year(static_cast<int>(number(0, 4))),
                                          std::chrono::month(number(4, 2)), std::chrono::day(number(6, 2))};
    return day.ok() && number(0, 4) > 0 && number(9, 2) < 24 && number(12, 2) < 60 && number(15, 2) < 60;
}

Result<Value> decode_date_time(const std::string& text) {
    const std::string_view time = trimmed(text);
    if (!is_date_time(time))
        return fail("not a value of type dateTime.iso8601");
    return Value(DateTime{std::string(time)});
}

Result<Value> decode_binary(const std::string& text) {
    auto bytes = sys::decode_base64(text);
    if (!bytes)
        return fail("not a value of type base64");
    return Value(Binary{std::move(*bytes)});
}

Result<Value> decode_array(const XMLElement& element) {
    const auto* content = element.FirstChildElement();
    if (!is(content, "data"))
        return fail("an array without data");
    Array array;
    for (const auto* child = content->FirstChildElement(); child != nullptr;
         child = child->NextSiblingElement()) {
        auto value = decode_value(*child);
        if (!value)
            return value;
        array.push_back(std::move(*value));
    }
    return Value(std::move(array));
}

/// The last of several members of one name counts.
void put_member(Struct& members, std::string name, Value value) {
    for (auto& [known, content] : members) {
        if (known == name) {
            content = std::move(value);
            return;
        }
    }
    members.emplace_back(std::move(name), std::move(value));
}

Result<Value> decode_struct(const XMLElement& element) {
    Struct members;
    for (const auto* child = element.FirstChildElement(); child != nullptr;
         child = child->NextSiblingElement()) {
        const auto* name = child->FirstChildElement("name");
        const auto* content = child->FirstChildElement("value");
        if (!is(child, "member") || name == nullptr || content == nullptr)
            return fail("a struct member without name or value");
        auto value = decode_value(*content);
        if (!value)
            return value;
        put_member(members, text_of(*name), std::move(*value));
        if (members.size() > limits::max_struct_members)
            return fail(fmt::format("a struct of more than {} members", limits::max_struct_members));
    }
    return Value(std::move(members));
}

/// An element inside <value>: its name is the type. i8 and nil also with a namespace prefix, as Apache's
/// clients send them. Types nobody knows are text (RPC-008).
Result<Value> decode_typed(const XMLElement& element) {
    std::string_view type = name_of(element);
    if (type.substr(0, 3) == "ex:")
        type.remove_prefix(3);
    if (type == "string")
        return Value(text_of(element));
    if (type == "int" || type == "i4" || type == "i8")
        return decode_number<std::int64_t>(text_of(element), type);
    if (type == "boolean")
        return Value(text_of(element) == "1");
    if (type == "array")
        return decode_array(element);
    if (type == "struct")
        return decode_struct(element);
    if (type == "double")
        return decode_number<double>(text_of(element), type);
    if (type == "dateTime.iso8601")
        return decode_date_time(text_of(element));
    if (type == "base64")
        return decode_binary(text_of(element));
    if (type == "nil")
        return Value(Nil{});
    return Value(text_of(element));
}

/// A type that stands where a <value> should is taken as if it stood in one.
Result<Value> decode_value(const XMLElement& element) {
    if (name_of(element) != "value")
        return decode_typed(element);
    const auto* typed = element.FirstChildElement();
    return typed != nullptr ? decode_typed(*typed) : Value(text_of(element));
}

/// The only root element, which has one of the names.
Result<const XMLElement*> parse(tinyxml2::XMLDocument& document, std::string_view xml,
                                const XmlBounds& bounds, std::string_view root_name) {
    auto checked = check_xml(xml, bounds);
    if (!checked)
        return tl::unexpected(checked.error());
    if (document.Parse(checked->data(), checked->size()) != tinyxml2::XML_SUCCESS)
        return fail(fmt::format("not well-formed at line {}", document.ErrorLineNum()));
    const auto* root = document.RootElement();
    if (!is(root, root_name))
        return fail(fmt::format("not a {}", root_name));
    for (const tinyxml2::XMLNode* node = document.FirstChild(); node != nullptr; node = node->NextSibling())
        if (node->ToText() != nullptr || (node->ToElement() != nullptr && node->ToElement() != root))
            return fail("text after the end of the document");
    return root;
}

Result<Outcome> decode_fault(const XMLElement& element) {
    const auto* content = element.FirstChildElement();
    auto value = content != nullptr ? decode_value(*content) : fail("a fault without a value");
    if (!value)
        return tl::unexpected(value.error());
    const Value* code = value->member("faultCode");
    const Value* text = value->member("faultString");
    if (code == nullptr || text == nullptr || code->get_if<std::int64_t>() == nullptr ||
        text->get_if<std::string>() == nullptr)
        return fail("a fault without faultCode or faultString");
    return Outcome(tl::unexpect,
                   Fault{static_cast<int>(*code->get_if<std::int64_t>()), *text->get_if<std::string>()});
}

}  // namespace

Result<Call> decode_call(std::string_view xml) {
    tinyxml2::XMLDocument document;
    const auto root =
        parse(document, xml,
              {limits::max_call_bytes, limits::max_call_nodes, limits::max_depth, limits::max_call_text},
              "methodCall");
    if (!root)
        return tl::unexpected(root.error());
    Call call;
    if (const auto* name = (*root)->FirstChildElement("methodName"); name != nullptr)
        call.method = text_of(*name);
    if (call.method.empty())
        return fail(std::string(no_method_name));
    const auto* params = (*root)->FirstChildElement("params");
    if (params == nullptr)
        return call;
    for (const auto* param = params->FirstChildElement(); param != nullptr;
         param = param->NextSiblingElement()) {
        const auto* content = param->FirstChildElement();
        if (!is(param, "param") || content == nullptr)
            return fail("a parameter without a value");
        auto value = decode_value(*content);
        if (!value)
            return tl::unexpected(value.error());
        call.params.push_back(std::move(*value));
    }
    return call;
}

Result<Outcome> decode_response(std::string_view xml) {
    tinyxml2::XMLDocument document;
    const auto root = parse(document, xml,
                            {limits::max_response_bytes, limits::max_response_nodes, limits::max_depth,
                             limits::max_response_bytes},
                            "methodResponse");
    if (!root)
        return tl::unexpected(root.error());
    const auto* body = (*root)->FirstChildElement();
    if (is(body, "fault"))
        return decode_fault(*body);
    const auto* param = is(body, "params") ? body->FirstChildElement("param") : nullptr;
    const auto* content = param != nullptr ? param->FirstChildElement() : nullptr;
    if (content == nullptr)
        return fail("a response without a value");
    auto value = decode_value(*content);
    if (!value)
        return tl::unexpected(value.error());
    return Outcome(std::move(*value));
}

}  // namespace supervise::rpc
