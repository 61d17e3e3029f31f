/// XML-RPC on the wire: calls and responses to XML and back, with bounds (rpc/limits.hpp). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rpc/value.hpp"
#include "sys/result.hpp"

namespace supervise::rpc {

struct Call {
    std::string method;
    std::vector<Value> params;
};

/// The error of decode_call for a call that names no method (RPC-007).
inline constexpr std::string_view no_method_name = "no method name";

/// Reads a methodCall (RPC-007, RPC-008). The error says what is wrong with the text.
Result<Call> decode_call(std::string_view xml);

/// Always well-formed XML 1.0 in UTF-8, in the layout of RPC-011.
std::string encode_response(const Outcome& outcome);
/// The same; a value that is Encoded already gives its memory to the response.
std::string encode_response(Outcome&& outcome);

/// To write a value of about `size` bytes into.
Encoded begin_encoded(std::size_t size);

std::string encode_call(const Call& call);

/// Reads a methodResponse: its value or its fault; the error of the outer result means it is not one.
Result<Outcome> decode_response(std::string_view xml);

}  // namespace supervise::rpc
