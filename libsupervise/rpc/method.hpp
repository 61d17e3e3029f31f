/// A method of the XML-RPC interface as a row: what it is called, what it takes and gives, what the help says
/// of it, and the function behind it. Dispatch, argument checks, system.listMethods, methodHelp and
/// methodSignature and doc/xmlrpc.md all read the row.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/role.hpp"
#include "rpc/value.hpp"
#include "sys/loop.hpp"

namespace supervise::rpc {

class DaemonControl;
class Dispatcher;

/// Takes the outcome, once.
using Reply = std::function<void(Outcome)>;

enum class Type {
    string,
    name_or_number,  ///< told to clients as string; a signal
    anything,        ///< told to clients as string; not looked at
    integer,
    boolean,
    array,
    structure,
};

struct Param {
    Type type;
    std::string_view name;
    std::string_view help;
    bool optional = false;
    bool secret = false;  ///< the log tells its size only
};

/// Who calls.
struct Caller {
    std::string user;  ///< empty: nobody had to say
    std::string from;  ///< "127.0.0.1:5001", "a unix socket (root, uid 0, pid 4711)"
    config::Role role = config::Role::admin;
};

/// What a call gives, checked against the row: each has the type the row names.
class Arguments {
public:
    explicit Arguments(std::vector<Value> values) : values_(std::move(values)) {}

    const Value& value(std::size_t i) const { return values_[i]; }
    const std::string& text(std::size_t i) const { return *values_[i].get_if<std::string>(); }
    std::int64_t number(std::size_t i) const { return *values_[i].get_if<std::int64_t>(); }
    const Array& array(std::size_t i) const { return *values_[i].get_if<Array>(); }
    const Struct& structure(std::size_t i) const { return *values_[i].get_if<Struct>(); }
    /// False when the caller left it out.
    bool has(std::size_t i) const { return i < values_.size(); }
    /// `fallback` when the caller left it out.
    bool truth(std::size_t i, bool fallback) const { return has(i) ? *values_[i].get_if<bool>() : fallback; }

    /// For calls inside this one.
    const Caller& caller() const { return caller_; }
    void set_caller(Caller caller) { caller_ = std::move(caller); }

private:
    std::vector<Value> values_;
    Caller caller_;
};

/// Replies at once or later. Dropping what is returned means that nobody waits for the reply any more.
using Function =
    std::function<sys::Registration(Dispatcher& dispatcher, const Arguments& arguments, Reply reply)>;

struct Method {
    std::string_view name;     ///< without the namespace
    std::string_view summary;  ///< sentences of the help, without those of parameters and result
    std::vector<Param> params;
    Type result;
    std::string_view result_help;
    Function function;
    config::Role role = config::Role::read;  ///< that a caller needs
    bool changes = false;         ///< something about the daemon or its processes: worth a line in the log
    bool while_stopping = false;  ///< works while the daemon shuts down or restarts (RPC-003)
    /// Those it gives beside the ones of every method (wrong parameters, a stopping daemon).
    std::vector<FaultCode> faults = {};
};

/// The methods of a namespace.
using Methods = std::vector<Method>;

/// "string", "int", "boolean", "array", "struct"
std::string_view type_name(Type type);

/// Summary and faults, then a line for each parameter and one for the result: "@param string name   ...".
std::string help_text(const Method& method);

/// Type of the result, then of each parameter.
Array signature(const Method& method);

/// The values as the row's types. Python's conversions hold where Supervisor's methods apply them (a number
/// given as text, any value as a truth, base64 as text); everything else is INCORRECT_PARAMETERS.
tl::expected<Arguments, Fault> check_arguments(const Method& method, std::vector<Value> values);

}  // namespace supervise::rpc
