#include "rpc/codec.hpp"
#include "rpc/value_writer.hpp"

namespace supervise::rpc {
namespace {

constexpr std::string_view declaration = "<?xml version='1.0'?>\n";
/// Room for a small reply, so that most need one allocation.
constexpr std::size_t usual_size = 512;

std::size_t expected_size(const Value& value) {
    const auto* encoded = value.get_if<Encoded>();
    return usual_size + (encoded != nullptr ? encoded->xml.size() : 0);
}

}  // namespace

std::string encode_response(const Outcome& outcome) {
    std::string xml;
    ValueWriter writer(xml);
    if (outcome) {
        xml.reserve(expected_size(*outcome));
        xml += declaration;
        xml += "<methodResponse>\n<params>\n<param>\n";
        writer.value(*outcome);
        xml += "</param>\n</params>\n</methodResponse>\n";
        return xml;
    }
    xml.reserve(usual_size);
    xml += declaration;
    xml += "<methodResponse>\n<fault>\n";
    writer.begin_struct();
    writer.member("faultCode", outcome.error().code);
    writer.member("faultString", outcome.error().text);
    writer.end_struct();
    xml += "</fault>\n</methodResponse>\n";
    return xml;
}

std::string encode_call(const Call& call) {
    std::string xml(declaration);
    xml += "<methodCall>\n<methodName>";
    append_escaped(xml, call.method);
    xml += "</methodName>\n<params>\n";
    ValueWriter writer(xml);
    for (const Value& param : call.params) {
        xml += "<param>\n";
        writer.value(param);
        xml += "</param>\n";
    }
    xml += "</params>\n</methodCall>\n";
    return xml;
}

}  // namespace supervise::rpc
