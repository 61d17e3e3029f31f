#include "rpc/codec.hpp"
#include "rpc/value_writer.hpp"

namespace supervise::rpc {
namespace {

constexpr std::string_view declaration = "<?xml version='1.0'?>\n";
constexpr std::string_view result_begin = "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n";
constexpr std::string_view result_end = "</param>\n</params>\n</methodResponse>\n";
/// Room for a small reply, so that most need one allocation.
constexpr std::size_t usual_size = 512;

std::string encode_fault(const Fault& fault) {
    std::string xml(declaration);
    xml.reserve(usual_size);
    xml += "<methodResponse>\n<fault>\n";
    ValueWriter writer(xml);
    writer.begin_struct();
    writer.member("faultCode", fault.code);
    writer.member("faultString", fault.text);
    writer.end_struct();
    xml += "</fault>\n</methodResponse>\n";
    return xml;
}

}  // namespace

std::string encode_response(const Outcome& outcome) {
    if (!outcome)
        return encode_fault(outcome.error());
    std::string xml;
    xml.reserve(usual_size);
    xml += result_begin;
    ValueWriter(xml).value(*outcome);
    xml += result_end;
    return xml;
}

std::string encode_response(Outcome&& outcome) {
    auto* encoded = outcome ? outcome->get_if<Encoded>() : nullptr;
    if (encoded == nullptr)
        return encode_response(static_cast<const Outcome&>(outcome));
    encoded->response += result_end;
    return std::move(encoded->response);
}

Encoded begin_encoded(std::size_t size) {
    Encoded encoded;
    encoded.response.reserve(result_begin.size() + size + result_end.size());
    encoded.response = result_begin;
    encoded.value = result_begin.size();
    return encoded;
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
