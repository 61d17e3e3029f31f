/// Writes values as XML-RPC text, the fast way: straight into one string. What comes out is well-formed
/// XML 1.0 in UTF-8 whatever bytes go in: every byte that is not UTF-8 and every character XML forbids
/// becomes U+FFFD. Layout of RPC-011.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "rpc/value.hpp"

namespace supervise::rpc {

/// `text` as character data.
void append_escaped(std::string& out, std::string_view text);

/// The name of a struct member in its wire form, made when compiling: the bulk of a large reply is names.
template <std::size_t size>
struct MemberName {
    constexpr MemberName(
        const char (&name)[size]) {  // implicit, so that a literal can be a template argument
        char* at = std::copy(open.begin(), open.end(), text.begin());
        at = std::copy(name, name + size - 1, at);
        std::copy(close.begin(), close.end(), at);
    }
    static constexpr std::string_view open = "<member>\n<name>";
    static constexpr std::string_view close = "</name>\n";
    std::array<char, open.size() + size - 1 + close.size()> text{};
};

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
    /// A member of the struct begun.
    template <typename T>
    void member(std::string_view name, const T& content) {
        begin_member(name);
        value(content);
        end_member();
    }
    /// The same for a name that is a literal without markup: member<"pid">(1).
    template <MemberName name, typename T>
    void member(const T& content) {
        out_.append(name.text.data(), name.text.size());
        value(content);
        end_member();
    }

private:
    void begin_member(std::string_view name);
    void end_member();

    std::string& out_;
};

}  // namespace supervise::rpc
