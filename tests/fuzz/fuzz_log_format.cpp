/// A log_prefix and, from the second line on, what a program prints, after a byte that says how it is cut and
/// one that says what time it is: each line gets its form, in pieces as at once; as JSON and as entries of
/// the journal it is read back as it was.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "config/json_string.hpp"
#include "config/text.hpp"
#include "expect.hpp"
#include "fake/journal.hpp"
#include "fake/loop.hpp"
#include "log/journal_lines.hpp"
#include "log/line_format.hpp"
#include "log_input.hpp"

using namespace supervise;
using fuzz::expect;
using fuzz::source;

namespace {

/// The lines of `text` as a reader sees them; the last may have no end.
std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    for (const std::string_view line : config::split_at(text, '\n'))
        lines.emplace_back(line);
    if (lines.back().empty())
        lines.pop_back();
    return lines;
}

std::string formed(config::LogFormat format, std::string_view prefix, const sys::Clock& clock,
                   std::string_view text, std::size_t piece) {
    log::LineFormat lines(format, prefix, source, clock);
    lines.start(4711);
    std::string out;
    for (; !text.empty(); text.remove_prefix(std::min(piece, text.size())))
        lines.put(text.substr(0, piece), out);
    lines.finish(out);
    return out;
}

void look_at_prefixed(std::string_view out, const std::vector<std::string>& lines) {
    const auto written = lines_of(out);
    expect(written.size() == lines.size());
    if (lines.empty())
        return;
    // All have the same prefix: those that arrive at one time have one time.
    const std::string prefix = written[0].substr(0, written[0].size() - lines[0].size());
    for (std::size_t i = 0; i < lines.size(); ++i)
        expect(written[i] == prefix + lines[i]);
}

void look_at_json(std::string_view out, const std::vector<std::string>& lines) {
    const auto written = lines_of(out);
    expect(written.size() == lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto object = nlohmann::json::parse(written[i]);
        expect(object.size() == 7 && object["name"] == source.name && object["pid"] == 4711);
        std::string again, meant;
        config::append_json_string(again, object["message"].get<std::string>());
        config::append_json_string(meant, lines[i]);
        expect(again == meant);
    }
}

std::uint64_t take_size(std::string_view& entry) {
    std::uint64_t size = 0;
    expect(entry.size() >= 8);
    for (int i = 7; i >= 0; --i)
        size = size << 8U | static_cast<unsigned char>(entry[static_cast<std::size_t>(i)]);
    entry.remove_prefix(8);
    return size;
}

/// The value of a field, as journald reads an entry.
std::string field_of(std::string_view entry, std::string_view wanted) {
    std::string found;
    while (!entry.empty()) {
        const std::size_t end = entry.find_first_of("=\n");
        expect(end != std::string_view::npos);
        const std::string_view name = entry.substr(0, end);
        const bool is_sized = entry[end] == '\n';
        entry.remove_prefix(end + 1);
        const std::size_t size = is_sized ? take_size(entry) : entry.find('\n');
        expect(size < entry.size() && entry[size] == '\n');
        if (name == wanted)
            found = entry.substr(0, size);
        entry.remove_prefix(size + 1);
    }
    return found;
}

void look_at_journal(std::string_view text, std::size_t piece, std::vector<std::string> lines) {
    fake::Loop loop;
    fake::Journal journal;
    log::RecordWriter writer("the journal", journal, loop, [](log::Level, const std::string&) {});
    log::JournalLines entries(source, {}, writer);
    entries.start(4711);
    for (; !text.empty(); text.remove_prefix(std::min(piece, text.size())))
        entries.put(text.substr(0, piece));
    entries.finish();
    lines.erase(std::remove(lines.begin(), lines.end(), ""), lines.end());
    expect(journal.entries.size() == lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        expect(field_of(journal.entries[i], "MESSAGE") == lines[i]);
        expect(field_of(journal.entries[i], "OBJECT_PID") == "4711");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::log_input(data, size);
    if (!input)
        return 0;
    const auto& [piece, clock, prefix, output] = *input;
    const auto lines = lines_of(output);
    if (const auto parts = config::log_prefix(prefix)) {
        const std::string whole = formed(config::LogFormat::raw, prefix, clock, output, size);
        expect(whole == formed(config::LogFormat::raw, prefix, clock, output, piece));
        look_at_prefixed(whole, lines);
    }
    const std::string json = formed(config::LogFormat::json, "", clock, output, size);
    expect(json == formed(config::LogFormat::json, "", clock, output, piece));
    look_at_json(json, lines);
    look_at_journal(output, piece, lines);
    return 0;
}
