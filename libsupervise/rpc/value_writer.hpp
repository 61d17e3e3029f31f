/// Writes values as XML-RPC text, the fast way: straight into one string. What comes out is well-formed
/// XML 1.0 in UTF-8 whatever bytes go in: every byte that is not UTF-8 and every character XML forbids
/// becomes U+FFFD. Layout of RPC-011.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "rpc/value.hpp"

namespace supervise::rpc {

/// `text` as character data.
void append_escaped(std::string& out, std::string_view text);

/// A literal as a template argument.
template <std::size_t size>
struct Literal {
    constexpr Literal(const char (&literal)[size]) {
        std::ranges::copy(literal, text.begin());
    }  // implicit: that is its use
    constexpr std::string_view view() const { return {text.data(), size - 1}; }
    std::array<char, size> text{};
};

/// Several literals as one, made when compiling: most of a large reply is markup around short values.
template <Literal... parts>
struct Joined {
    static constexpr auto bytes = [] {
        std::array<char, (parts.view().size() + ...)> all{};
        char* at = all.data();
        ((at = std::copy(parts.view().begin(), parts.view().end(), at)), ...);
        return all;
    }();
    static constexpr std::string_view text{bytes.data(), bytes.size()};
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
    template <Literal name, typename T>
    void member(const T& content) {
        constexpr Literal begin = "<member>\n<name>";
        if constexpr (std::is_convertible_v<const T&, std::string_view>) {
            out_ += Joined<begin, name, "</name>\n<value><string>">::text;
            append_escaped(out_, content);
            out_ += Joined<"</string></value>\n</member>\n">::text;
        } else {
            out_ += Joined<begin, name, "</name>\n">::text;
            value(content);
            end_member();
        }
    }

private:
    void begin_member(std::string_view name);
    void end_member();

    std::string& out_;
};

}  // namespace supervise::rpc
