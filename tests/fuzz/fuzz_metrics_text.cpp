/// Names of any bytes in an answer to a scrape: every line of it is one that a scraper reads, and the names
/// come out of it as they went in, but for bytes that are not UTF-8. Any text as an Accept header.
#include <cstdint>
#include <string>

#include "config/text.hpp"
#include "expect.hpp"
#include "metrics/text.hpp"

using namespace supervise;
using fuzz::expect;

namespace {

/// Takes a label's value, from behind its first quote up to the last, and gives what it stands for.
std::string take_value(std::string_view& rest) {
    std::string value;
    for (;;) {
        expect(!rest.empty());
        const char c = rest.front();
        rest.remove_prefix(1);
        if (c == '"')
            return value;
        expect(c != '\n');
        if (c != '\\') {
            value += c;
            continue;
        }
        expect(!rest.empty() && std::string_view("\\\"n").find(rest.front()) != std::string_view::npos);
        value += rest.front() == 'n' ? '\n' : rest.front();
        rest.remove_prefix(1);
    }
}

bool is_name(std::string_view text) {
    return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
}

/// `name{label="value",...} number`; a label called `name` has to be `wanted`.
void look_at_sample(std::string_view line, std::string_view wanted) {
    const std::size_t end = line.find_first_of("{ ");
    expect(end != std::string_view::npos && is_name(line.substr(0, end)));
    line.remove_prefix(end);
    while (line.front() == '{' || line.front() == ',') {
        line.remove_prefix(1);
        const std::size_t equal = line.find("=\"");
        expect(equal != std::string_view::npos && is_name(line.substr(0, equal)));
        const bool is_wanted = line.substr(0, equal) == "name";
        line.remove_prefix(equal + 2);
        const std::string value = take_value(line);
        expect(!is_wanted || value == wanted);
        expect(!line.empty() && (line.front() == ',' || line.front() == '}'));
        if (line.front() == '}') {
            line.remove_prefix(1);
            break;
        }
    }
    expect(line.size() > 1 && line.front() == ' ');
    expect(line.find_first_not_of("0123456789.-", 1) == std::string_view::npos);
}

/// As the answer has it.
std::string repaired(std::string_view bytes) {
    std::string text;
    while (!bytes.empty()) {
        const config::CodePoint point = config::first_code_point(bytes);
        const bool is_invalid = point.value >= 0xD800 && point.value <= 0xDFFF;
        text += is_invalid ? std::string_view("\xEF\xBF\xBD") : bytes.substr(0, point.bytes);
        bytes.remove_prefix(point.bytes);
    }
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    static_cast<void>(metrics::preferred(text));
    metrics::Snapshot snapshot;
    snapshot.programs.emplace_back().name = text;
    snapshot.programs.back().group = text;
    snapshot.programs.back().standard_error.emplace();
    snapshot.pools.emplace_back().name = text;
    snapshot.identifier = text;
    metrics::Measured measured;
    measured.seen = true;
    measured.programs.emplace_back().processes = 1;
    const std::string wanted = repaired(text);
    for (const metrics::Format format : {metrics::Format::text, metrics::Format::openmetrics}) {
        const std::string answer = text_of(snapshot, measured, format);
        expect(!config::utf8_fault(answer) && answer.ends_with('\n'));
        for (const std::string_view line :
             config::split_at(std::string_view(answer).substr(0, answer.size() - 1), '\n'))
            if (!line.starts_with("# "))
                look_at_sample(line, wanted);
    }
    return 0;
}
