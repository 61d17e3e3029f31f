#include "rpc/value_writer.hpp"

#include <array>
#include <cstring>
#include <iterator>
#include <limits>

#include <fmt/format.h>

#include "rpc/utf8.hpp"
#include "sys/base64.hpp"

namespace supervise::rpc {
namespace {

using namespace std::string_view_literals;  // a plain literal would be measured each time it is appended

constexpr std::string_view replacement_character = "\xEF\xBF\xBD";
constexpr std::size_t base64_line = 76;

/// Bytes that are copied as they are without a further look.
consteval std::array<bool, 256> make_plain() {
    std::array<bool, 256> plain{};
    for (std::size_t c = 0x20; c < 0x80; ++c)
        plain[c] = c != '&' && c != '<' && c != '>';
    plain['\t'] = plain['\n'] = true;
    return plain;
}
constexpr auto is_plain = make_plain();

/// None of the eight bytes needs a look of its own: all printable ASCII without markup. ("Bit Twiddling
/// Hacks": hasless and haszero; a false alarm only costs the slow way.)
bool are_plain(const char* bytes) {
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t high = ones * 0x80;
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    const auto below = [](std::uint64_t value, std::uint64_t bound) { return value - ones * bound; };
    const auto has = [&](char c) { return below(word ^ (ones * static_cast<unsigned char>(c)), 1); };
    return ((word | below(word, 0x20) | has('&') | has('<') | has('>')) & high) == 0;
}

/// Length of the beginning of `text` that can be copied as it is.
std::size_t plain_length(std::string_view text) {
    std::string_view rest = text;
    while (rest.size() >= sizeof(std::uint64_t) && are_plain(rest.data()))
        rest.remove_prefix(sizeof(std::uint64_t));
    while (!rest.empty() && is_plain[static_cast<unsigned char>(rest.front())])
        rest.remove_prefix(1);
    return text.size() - rest.size();
}

/// Escapes the one byte or sequence that `text` begins with; its length.
std::size_t append_special(std::string& out, std::string_view text) {
    switch (text.front()) {
    case '&':
        out += "&amp;";
        return 1;
    case '<':
        out += "&lt;";
        return 1;
    case '>':
        out += "&gt;";
        return 1;
    case '\r':
        out += "&#13;";
        return 1;  // a bare one would reach the reader as a line feed
    default:
        break;
    }
    const std::size_t length = xml_length(text);
    if (length == 0) {
        out += replacement_character;
        return std::max<std::size_t>(utf8_length(text), 1);
    }
    out.append(text, 0, length);
    return length;
}

std::string double_text(double number) {
    std::string text = fmt::format("{}", number);
    const bool looks_whole = text.find_first_not_of("-0123456789") == std::string::npos;
    return looks_whole ? text + ".0" : text;
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
    while (!text.empty()) {
        const std::size_t run = plain_length(text);
        out.append(text, 0, run);
        text.remove_prefix(run);
        if (!text.empty())
            text.remove_prefix(append_special(out, text));
    }
}

void ValueWriter::value(std::string_view text) {
    out_ += "<value><string>"sv;
    append_escaped(out_, text);
    out_ += "</string></value>\n"sv;
}

void ValueWriter::value(bool truth) {
    out_ += truth ? "<value><boolean>1</boolean></value>\n"sv : "<value><boolean>0</boolean></value>\n"sv;
}

void ValueWriter::value(std::int64_t number) {
    const bool small = number >= std::numeric_limits<std::int32_t>::min() &&
                       number <= std::numeric_limits<std::int32_t>::max();
    const fmt::format_int digits(number);
    out_ += small ? "<value><int>"sv : "<value><i8>"sv;
    out_.append(digits.data(), digits.size());
    out_ += small ? "</int></value>\n"sv : "</i8></value>\n"sv;
}

void ValueWriter::value(const Value& value_) {
    struct Visitor {
        ValueWriter& writer;
        std::string& out;
        void operator()(const Nil&) const { out += "<value><nil/></value>\n"sv; }
        void operator()(bool truth) const { writer.value(truth); }
        void operator()(std::int64_t number) const { writer.value(number); }
        void operator()(double number) const {
            fmt::format_to(std::back_inserter(out), "<value><double>{}</double></value>\n",
                           double_text(number));
        }
        void operator()(const std::string& text) const { writer.value(std::string_view(text)); }
        void operator()(const DateTime& time) const {
            out += "<value><dateTime.iso8601>"sv;
            append_escaped(out, time.text);
            out += "</dateTime.iso8601></value>\n"sv;
        }
        void operator()(const Binary& binary) const {
            out += "<value><base64>\n"sv;
            out += sys::encode_base64(binary.bytes, base64_line);
            out += "</base64></value>\n"sv;
        }
        void operator()(const Array& array) const {
            writer.begin_array();
            for (const Value& element : array)
                writer.value(element);
            writer.end_array();
        }
        void operator()(const Struct& members) const {
            writer.begin_struct();
            for (const auto& [name, content] : members)
                writer.member(name, content);
            writer.end_struct();
        }
        void operator()(const Encoded& encoded) const { out += encoded.xml(); }
    };
    std::visit(Visitor{*this, out_}, value_.variant());
}

void ValueWriter::begin_array() {
    out_ += "<value><array><data>\n"sv;
}
void ValueWriter::end_array() {
    out_ += "</data></array></value>\n"sv;
}
void ValueWriter::begin_struct() {
    out_ += "<value><struct>\n"sv;
}
void ValueWriter::end_struct() {
    out_ += "</struct></value>\n"sv;
}

void ValueWriter::begin_member(std::string_view name) {
    out_ += "<member>\n<name>"sv;
    append_escaped(out_, name);
    out_ += "</name>\n"sv;
}

void ValueWriter::end_member() {
    out_ += "</member>\n"sv;
}

}  // namespace supervise::rpc
