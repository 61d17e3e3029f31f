/// Writes JSON (RFC 8259) straight into one string. What comes out is valid UTF-8 whatever bytes go in: each
/// byte that is not becomes U+FFFD. Compact and on one line, so that it can be the data of a server-sent
/// event.
#pragma once

#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace supervise::live {

/// A number with `digits` behind the point: {123, 1} is 12.3. Never negative.
struct Decimal {
    std::int64_t units = 0;
    int digits = 1;
};

class JsonWriter {
public:
    explicit JsonWriter(std::string& out) : out_(out) {}

    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }

    /// Of the member that comes next; `name` needs no escaping.
    void key(std::string_view name);

    void value(std::string_view text);
    void value(const std::string& text) { value(std::string_view(text)); }
    void value(const char* text) { value(std::string_view(text)); }
    void value(bool truth) { truth ? literal("true") : literal("false"); }
    void value(std::int64_t number);
    void value(int number) { value(std::int64_t{number}); }
    void value(Decimal number);
    void null() { literal("null"); }
    template <typename T>
    void value(const std::optional<T>& content) {
        if (content)
            value(*content);
        else
            null();
    }

    template <typename T>
    void member(std::string_view name, const T& content) {
        key(name);
        if constexpr (std::is_array_v<T>)  // a literal
            value(std::data(content));
        else
            value(content);
    }

private:
    void open(char bracket);
    void close(char bracket);
    void literal(std::string_view text);
    void separate();

    std::string& out_;
    bool comma_due_ = false;
};

}  // namespace supervise::live
