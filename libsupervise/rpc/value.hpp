/// A value of XML-RPC.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <tl/expected.hpp>

namespace supervise::rpc {

class Value;
using Array = std::vector<Value>;
/// Members in the order they were put in, which is the order on the wire (RPC-012).
using Struct = std::vector<std::pair<std::string, Value>>;

struct Nil {
    bool operator==(const Nil&) const = default;
};
/// dateTime.iso8601 as its text, YYYYMMDDTHH:MM:SS.
struct DateTime {
    std::string text;
    bool operator==(const DateTime&) const = default;
};
/// base64, decoded.
struct Binary {
    std::string bytes;
    bool operator==(const Binary&) const = default;
};

/// A value that is in its wire form already: large replies are written once, not built first, and not moved
/// when the response is made around them. begin_encoded() makes one, a ValueWriter on `response` goes on.
/// Only in replies; never comes out of a decoder.
struct Encoded {
    std::string response;   ///< the beginning of a response, then the value
    std::size_t value = 0;  ///< where the value begins
    std::string_view xml() const { return std::string_view(response).substr(value); }
    bool operator==(const Encoded&) const = default;
};

class Value {
public:
    using Variant =
        std::variant<Nil, bool, std::int64_t, double, std::string, DateTime, Binary, Array, Struct, Encoded>;

    Value() = default;
    Value(bool v) : variant_(v) {}
    Value(int v) : variant_(std::int64_t{v}) {}
    Value(std::int64_t v) : variant_(v) {}
    Value(double v) : variant_(v) {}
    Value(const char* v) : variant_(std::string(v)) {}
    Value(std::string_view v) : variant_(std::string(v)) {}
    Value(std::string v) : variant_(std::move(v)) {}
    Value(Nil v) : variant_(v) {}
    Value(DateTime v) : variant_(std::move(v)) {}
    Value(Binary v) : variant_(std::move(v)) {}
    Value(Array v) : variant_(std::move(v)) {}
    Value(Struct v) : variant_(std::move(v)) {}
    Value(Encoded v) : variant_(std::move(v)) {}

    template <typename T>
    const T* get_if() const {
        return std::get_if<T>(&variant_);
    }
    template <typename T>
    T* get_if() {
        return std::get_if<T>(&variant_);
    }
    const Variant& variant() const { return variant_; }
    /// The member of a struct, or null.
    const Value* member(std::string_view name) const;

    bool operator==(const Value&) const = default;

private:
    Variant variant_;
};

/// Supervisor's fault codes (RPC-001), and those of interfaces that are built in.
enum class FaultCode {
    unknown_method = 1,
    incorrect_parameters = 2,
    bad_arguments = 3,
    signature_unsupported = 4,
    shutdown_state = 6,
    bad_name = 10,
    bad_signal = 11,
    no_file = 20,
    not_executable = 21,
    failed = 30,
    abnormal_termination = 40,
    spawn_error = 50,
    already_started = 60,
    not_running = 70,
    success = 80,
    already_added = 90,
    still_running = 91,
    cant_reread = 92,
    not_in_whitelist = 230,  ///< twiddler
    forbidden = 403,         ///< ours: the caller's role is too low
};

/// What a fault is called and when it is given: the messages and doc/xmlrpc.md.
struct FaultRow {
    FaultCode code;
    std::string_view name, meaning;
};
std::span<const FaultRow> fault_rows();

struct Fault {
    int code = 0;
    std::string text;       ///< "NAME" or "NAME: detail" (RPC-002)
    std::string told = {};  ///< what the log says instead, where `text` may hold a secret
    bool operator==(const Fault&) const = default;
};

/// "BAD_NAME" for 10; "UNKNOWN" for a number that is none of FaultCode.
std::string_view fault_name(int code);

/// The fault with its name alone, or with a detail, which may be empty, and with another for the log.
Fault make_fault(FaultCode code);
Fault make_fault(FaultCode code, std::string_view detail);
Fault make_fault(FaultCode code, std::string_view detail, std::string_view told);

using Outcome = tl::expected<Value, Fault>;

}  // namespace supervise::rpc
