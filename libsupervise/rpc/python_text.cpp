#include "rpc/python_text.hpp"

#include <cmath>

#include <fmt/core.h>

#include "config/text.hpp"

namespace supervise::rpc {
namespace {

/// What is written, and how texts are: as they are, or in quotes inside of something else. As deep as the
/// decoder lets a value be.
struct Writer {
    std::string& out;
    bool quotes = false;

    void operator()(const Nil&) { out += "None"; }
    void operator()(bool value) { out += value ? "True" : "False"; }
    void operator()(std::int64_t value) { out += std::to_string(value); }
    void operator()(double value) {
        const std::string digits = fmt::format("{}", value);
        out += digits;
        if (std::isfinite(value) && digits.find_first_of(".e") == std::string::npos)
            out += ".0";
    }
    void operator()(const std::string& value) { out += quotes ? config::python_repr(value) : value; }
    void operator()(const DateTime& value) { out += value.text; }
    void operator()(const Binary& value) { out += value.bytes; }
    void operator()(const Array& values) {
        out += '[';
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i > 0)
                out += ", ";
            std::visit(Writer{out, true}, values[i].variant());
        }
        out += ']';
    }
    void operator()(const Struct& members) {
        out += '{';
        for (std::size_t i = 0; i < members.size(); ++i) {
            out += (i > 0 ? ", " : "") + config::python_repr(members[i].first) + ": ";
            std::visit(Writer{out, true}, members[i].second.variant());
        }
        out += '}';
    }
    void operator()(const Encoded&) {}  // never comes from a client
};

}  // namespace

std::string python_text(const Value& value) {
    std::string text;
    std::visit(Writer{text}, value.variant());
    return text;
}

}  // namespace supervise::rpc
