#include "live/json_writer.hpp"

#include <iterator>

#include <fmt/format.h>

#include "rpc/utf8.hpp"

namespace supervise::live {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_plain(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\';
}

void append_special(std::string& out, char c) {
    switch (c) {
    case '"':
    case '\\':
        out += '\\';
        out += c;
        break;
    case '\n':
        out += "\\n";
        break;
    case '\r':
        out += "\\r";
        break;
    case '\t':
        out += "\\t";
        break;
    default:
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(c));
    }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        std::size_t plain = 0;
        while (plain < text.size() && is_plain(text[plain]))
            ++plain;
        out += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty())
            break;
        const std::size_t length = rpc::utf8_length(text);
        if (length == 0)
            out += replacement;
        else if (length == 1)
            append_special(out, text[0]);
        else
            out += text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    out += '"';
}

void JsonWriter::key(std::string_view name) {
    separate();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    comma_due_ = false;
}

void JsonWriter::value(std::string_view text) {
    separate();
    append_json_string(out_, text);
}

void JsonWriter::value(std::int64_t number) {
    const fmt::format_int text(number);
    literal({text.data(), text.size()});
}

void JsonWriter::value(Decimal number) {
    std::int64_t scale = 1;
    for (int i = 0; i < number.digits; ++i)
        scale *= 10;
    separate();
    fmt::format_to(std::back_inserter(out_), "{}.{:0{}}", number.units / scale, number.units % scale,
                   number.digits);
}

void JsonWriter::open(char bracket) {
    separate();
    out_ += bracket;
    comma_due_ = false;
}

void JsonWriter::close(char bracket) {
    out_ += bracket;
    comma_due_ = true;
}

void JsonWriter::literal(std::string_view text) {
    separate();
    out_ += text;
}

/// Before everything that can stand behind a comma.
void JsonWriter::separate() {
    if (comma_due_)
        out_ += ',';
    comma_due_ = true;
}

}  // namespace supervise::live
