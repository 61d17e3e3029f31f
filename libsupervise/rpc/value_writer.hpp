/// Writes values as XML-RPC text, the fast way: straight into one string. What comes out is well-formed
/// XML 1.0 in UTF-8 whatever bytes go in: every byte that is not UTF-8 and every character XML forbids
/// becomes U+FFFD. Layout of RPC-011.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "rpc/value.hpp"

namespace supervise::rpc {

/// `text` as character data.
void append_escaped(std::string& out, std::string_view text);

class ValueWriter {
public:
    explicit ValueWriter(std::string& out) : out_(out) {}

    void value(const Value& value);
    void value(std::string_view text);
    void value(const std::string& text) { value(std::string_view(text)); }
    void value(const char* text) { value(std::string_view(text)); }
    void value(bool truth);
    /// <int>, or <i8> outside of 32 bits.
    void value(std::int64_t number);
    void value(int number) { value(std::int64_t{number}); }

    void begin_array();
    void end_array();
    void begin_struct();
    void end_struct();
    /// A member of the struct begun. `name` is plain ASCII without markup when it comes from us; it is
    /// escaped anyway.
    template <typename T>
    void member(std::string_view name, const T& content) {
        begin_member(name);
        value(content);
        end_member();
    }

private:
    void begin_member(std::string_view name);
    void end_member();

    std::string& out_;
};

}  // namespace supervise::rpc
