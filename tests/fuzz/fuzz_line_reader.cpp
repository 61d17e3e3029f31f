/// A log_prefix and, from the second line on, what a program prints, after a byte that says how it is cut and
/// one that says what time it is: with that prefix, and as JSON, it is written to a log and read back as it
/// was. Any bytes are read in pieces as at once, and parts that follow each other give what the whole does.
#include <algorithm>
#include <cstdint>
#include <string>

#include "config/json_string.hpp"
#include "config/text.hpp"
#include "expect.hpp"
#include "log/line_format.hpp"
#include "log/line_reader.hpp"
#include "log_input.hpp"

using namespace supervise;
using config::LogFormat;
using fuzz::expect;
using fuzz::source;

namespace {

std::string written(LogFormat format, std::string_view prefix, const sys::Clock& clock, std::string_view text,
                    std::size_t piece) {
    log::LineFormat lines(format, prefix, source, clock);
    lines.start(4711);
    std::string out;
    for (; !text.empty(); text.remove_prefix(std::min(piece, text.size())))
        lines.put(text.substr(0, piece), out);
    lines.finish(out);
    return out;
}

/// What a reader gives for all of a file. After the first `answered` bytes another one goes on, as in the
/// next answer to a client: it is shown the line's beginning, and says nothing of that.
std::string read(LogFormat format, std::string_view prefix, std::string_view file, std::size_t piece,
                 std::size_t answered) {
    const log::LineReader fresh(format, prefix, source);
    log::LineReader lines = fresh;
    std::string out, known;
    const std::string_view first = file.substr(0, answered);
    lines.put(first, out);
    if (answered < file.size()) {
        lines = fresh;
        lines.put(first.substr(first.rfind('\n') + 1), known);
    }
    for (std::string_view rest = file.substr(first.size()); !rest.empty();
         rest.remove_prefix(std::min(piece, rest.size()))) {
        lines.put(rest.substr(0, piece), out);
        expect(lines.held() <= file.size());
    }
    lines.finish(out);
    expect(lines.held() == 0);
    return out;
}

void look_at_any(LogFormat format, std::string_view prefix, std::string_view file, std::size_t piece) {
    const std::string whole = read(format, prefix, file, file.size() + 1, 0);
    expect(whole.size() <= file.size());
    expect(read(format, prefix, file, piece, 0) == whole);
    expect(read(format, prefix, file, piece, piece) == whole);
}

/// Digits of the line go on a pid that nothing stands between.
bool ends_in_a_number(std::string_view prefix) {
    const auto head = log::line_head(LogFormat::raw, prefix, source);
    bool is_number = false;
    for (const log::HeadPart& part : head) {
        const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        if (part.kind == log::HeadPart::Kind::text)
            is_number = is_number && std::all_of(part.text.begin(), part.text.end(), is_digit);
        else
            is_number = part.kind == log::HeadPart::Kind::pid;
    }
    return is_number;
}

std::string as_json(std::string_view text) {
    std::string json;
    config::append_json_string(json, text);
    return json;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::log_input(data, size);
    if (!input)
        return 0;
    const std::size_t piece = input->piece;
    const fake::Clock& clock = input->clock;
    const std::string_view prefix = input->prefix;
    std::string output(input->output);
    if (config::log_prefix(prefix))
        look_at_any(LogFormat::raw, prefix, output, piece);
    look_at_any(LogFormat::json, "", output, piece);

    const auto looked_at = [&](LogFormat format) {
        const std::string file = written(format, prefix, clock, output, piece);
        look_at_any(format, prefix, file, piece);
        return read(format, prefix, file, piece, 0);
    };
    const bool has_prefix = config::log_prefix(prefix) && !ends_in_a_number(prefix);
    const std::string prefixed = has_prefix ? looked_at(LogFormat::raw) : std::string();
    const std::string json = looked_at(LogFormat::json);
    if (!output.empty() && !output.ends_with('\n'))
        output += '\n';  // an end of the last line is added
    if (has_prefix)
        expect(prefixed == output);
    expect(as_json(json) == as_json(output));
    return 0;
}
