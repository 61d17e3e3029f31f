#include "live/json_writer.hpp"

#include <iterator>

#include <fmt/format.h>

#include "config/json_string.hpp"

namespace supervise::live {

void JsonWriter::key(std::string_view name) {
    separate();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    comma_due_ = false;
}

void JsonWriter::value(std::string_view text) {
    separate();
    config::append_json_string(out_, text);
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
