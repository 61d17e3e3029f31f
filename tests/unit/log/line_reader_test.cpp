#include "log/line_reader.hpp"

#include <cstdlib>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "fake/loop.hpp"
#include "log/limits.hpp"
#include "log/line_format.hpp"

namespace supervise::log {
namespace {

using config::LogFormat;

const LineSource source{"web_01", "web", "site", "stdout"};

LineReader reader_of(const std::string& prefix) {
    return {LogFormat::raw, prefix, source};
}

LineReader json_reader() {
    return {LogFormat::json, "", source};
}

/// What is read of `bytes` that come in pieces of one size, the last line of which nothing follows.
std::string read(LineReader reader, std::string_view bytes, std::size_t piece = std::string::npos) {
    std::string out;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size())))
        reader.put(bytes.substr(0, piece), out);
    reader.finish(out);
    return out;
}

std::string json_line(std::string_view message, std::string_view end = "}\n") {
    std::string line = R"({"time":"2023-11-14T22:13:20.042Z","name":"web_01","program":"web","group":"site",)"
                       R"("channel":"stdout","pid":4711,"message":")";
    return line.append(message).append("\"").append(end);
}

struct Case {
    std::string what, prefix, file, text;
};

void expect_read(const std::vector<Case>& cases) {
    for (const Case& each : cases) {
        EXPECT_EQ(read(reader_of(each.prefix), each.file), each.text) << each.what;
        EXPECT_EQ(read(reader_of(each.prefix), each.file, 1), each.text) << each.what << ", byte by byte";
    }
}

TEST(LineReader, takes_every_field_away) {
    expect_read({
        {"names", "{name} {program} {group} {channel}:", "web_01 web site stdout: hello\n", "hello\n"},
        {"a pid", "{pid}", "4711 hello\n1 hello\n4194304 hello\n", "hello\nhello\nhello\n"},
        {"a time", "{time}", "2023-11-14 23:13:20,042 hello\n", "hello\n"},
        {"a local time", "{time:iso}", "2023-11-14T23:13:20.042+01:00 a\n2023-11-14T23:13:20.042-11:30 b\n",
         "a\nb\n"},
        {"a time of UTC", "{time:utc}", "2023-11-14T22:13:20.042Z hello\n", "hello\n"},
        {"seconds", "{time:epoch}", "1700000000.042 a\n999.999 b\n", "a\nb\n"},
        {"a brace", "{{{name}}}", "{web_01} hello\n", "hello\n"},
        {"no blank", "\"{name}|\"", "web_01|hello\n", "hello\n"},
        {"nothing", "\"\"", "hello\n", "hello\n"},
        {"text alone", ">>>", ">>> hello\n", "hello\n"},
    });
}

TEST(LineReader, takes_numbers_away_that_touch) {
    expect_read({
        {"a pid before a time", "{pid}{time}", "47112023-11-14 23:13:20,042 x\n", "x\n"},
        {"a pid before seconds", "{pid}{time:epoch}", "47111700000000.042 x\n", "x\n"},
        {"a pid twice", "{pid}{pid}", "47114711 x\n", "x\n"},
        {"a pid before digits", "{pid}00{name}", "471100web_01 x\n", "x\n"},
        {"a pid after a time", "{time:epoch}{pid}", "1.0424711 x\n", "x\n"},
        {"a pid before the line", "\"{pid}\"", "4711x\n4711\n", "x\n\n"},
        {"a pid that is none", "{pid}", "123456789012345678901 x\n", "123456789012345678901 x\n"},
    });
}

TEST(LineReader, leaves_lines_of_another_form) {
    expect_read({
        {"before the option was set", "{name}:", "old\nweb_01: new\n\nolder\n", "old\nnew\n\nolder\n"},
        {"nearly ours", "{time:utc} {name}:", "2023-11-14T22:13:20.042Z web_02: x\n2023-11-14T22:13:20,",
         "2023-11-14T22:13:20.042Z web_02: x\n2023-11-14T22:13:20,"},
        {"the beginning of a prefix", "{name}:", "web\nweb_01\nweb_01:\nweb", "web\nweb_01\nweb_01:\nweb"},
        {"a prefix later in a line", "{name}:", "x web_01: y\n", "x web_01: y\n"},
        {"a prefix twice", "{name}:", "web_01: web_01: x\n", "web_01: x\n"},
        {"a number without digits", "{pid}:", ": x\n", ": x\n"},
        {"a sign that is none", "{time:iso}", "2023-11-14T23:13:20.042*01:00 x\n",
         "2023-11-14T23:13:20.042*01:00 x\n"},
    });
}

TEST(LineReader, leaves_what_is_in_a_line) {
    using namespace std::string_literals;
    expect_read({
        {"empty lines", "p", "p \np \n", "\n\n"},
        {"CRLF", "p", "p one\r\np \r\n", "one\r\n\r\n"},
        {"NUL", "p", "p \0\0\np a\0b\n"s, "\0\0\na\0b\n"s},
        {"no newline at the end", "p", "p one\np two", "one\ntwo"},
        {"bytes that are no UTF-8", "p", "p \xff\xfe\n", "\xff\xfe\n"},
        {"no bytes", "p", "", ""},
    });
}

TEST(LineReader, reads_messages_of_json) {
    using namespace std::string_literals;
    const std::vector<Case> cases{
        {"plain", "", json_line("hello"), "hello\n"},
        {"empty", "", json_line(""), "\n"},
        {"escapes", "", json_line(R"(\"a\" \\ \t\r\u0000\u001b\u007f)"), "\"a\" \\ \t\r\0\x1b\x7f\n"s},
        {"characters", "", json_line("café €"), "café €\n"},
        {"pieces", "", json_line("one ", ",\"partial\":true}\n") + json_line("two"), "one two\n"},
        {"objects of others", "", "{\"time\":1}\n" + json_line("x") + "{}\nplain\n",
         "{\"time\":1}\nx\n{}\nplain\n"},
        {"members behind the message", "", json_line("x", ",\"y\":1}\n"), "x\",\"y\":1}\n"},
        {"bytes behind the object", "", json_line("x", "} y\n"), "x\"} y\n"},
        {"an object that a full disk cut", "", json_line("x", "\n") + json_line("y"), "x\"\ny\n"},
        {"a message that was cut", "",
         json_line("").substr(0, json_line("").find("\"}")) + "half\n" + json_line("y"), "half\ny\n"},
        {"an escape that was cut", "",
         json_line("a\\u00").substr(0, json_line("a\\u00").find("\"}")) + "\n" + json_line("y"),
         "a\\u00\ny\n"},
        {"escapes of others", "", json_line(R"(\/ \u20ac \u00zz)"), "\\/ \\u20ac \\u00zz\n"},
    };
    for (const Case& each : cases) {
        EXPECT_EQ(read(json_reader(), each.file), each.text) << each.what;
        EXPECT_EQ(read(json_reader(), each.file, 1), each.text) << each.what << ", byte by byte";
    }
}

// An answer that ends somewhere in the file shows nothing of a prefix; the next goes on there.
TEST(LineReader, holds_what_cannot_be_told_yet) {
    for (const auto& [reader, file] : std::vector<std::pair<LineReader, std::string>>{
             {reader_of("{time:epoch} {pid}:"), "1.042 12: ab\n1.043 12: c\n"},
             {json_reader(), json_line("ab") + json_line("c")}}) {
        std::string before;
        for (std::size_t end = 0; end <= file.size(); ++end) {
            LineReader here = reader;
            std::string out;
            here.put(std::string_view(file).substr(0, end), out);
            EXPECT_TRUE(std::string("ab\nc\n").starts_with(out)) << end << ": " << out;
            EXPECT_GE(out.size(), before.size());
            before = out;
        }
        EXPECT_EQ(before, "ab\nc\n");
    }
}

TEST(LineReader, begins_in_the_middle_of_a_line) {
    LineReader reader = reader_of("p");
    std::string out;
    reader.begin_within_line();
    reader.put("p of a line\np next\n", out);
    EXPECT_EQ(out, "p of a line\nnext\n");
}

TEST(LineReader, begins_a_line_after_the_end_of_a_file) {
    LineReader reader = reader_of("{name}:");
    std::string out;
    reader.put("web_01: x\nweb_", out);
    EXPECT_EQ(out, "x\n");
    EXPECT_EQ(reader.held(), 4U);
    reader.finish(out);
    reader.put("web_01: y\n", out);
    EXPECT_EQ(out, "x\nweb_y\n");
}

TEST(LineReader, holds_no_more_than_a_prefix) {
    LineReader reader = json_reader();
    std::string out;
    reader.put(json_line("").substr(0, json_line("").find("\"}")), out);
    for (int i = 0; i < 100; ++i) {
        reader.put(std::string(10'000, 'x'), out);
        EXPECT_EQ(reader.held(), 0U);
    }
    EXPECT_EQ(out.size(), 1'000'000U);
    LineReader digits = reader_of("\"{pid}\"");
    digits.put(std::string(1'000'000, '1'), out);
    EXPECT_LT(digits.held(), 100U);
}

class LineRoundTrip : public testing::Test {
protected:
    LineRoundTrip() {
        ::setenv("TZ", "UTC-1", 1);
        ::tzset();
    }
    ~LineRoundTrip() override {
        ::setenv("TZ", "UTC", 1);
        ::tzset();
    }
    std::size_t size() { return random() % 9 + 1; }

    /// Random text of lines with all that needs care, in pieces as they may come.
    std::string text() {
        const std::vector<std::string> words{"a",
                                             "4711",
                                             "web_01",
                                             "\n",
                                             "\n",
                                             "\r\n",
                                             "\"",
                                             "\\",
                                             "\t",
                                             "€",
                                             "é",
                                             std::string(1, '\0'),
                                             "{\"time\":\"",
                                             "1.042 ",
                                             "p ",
                                             "\x1b[0m"};
        std::string made;
        for (std::size_t i = random() % 40; i > 0; --i)
            made += words[random() % words.size()];
        return made;
    }
    template <typename Use>
    void in_pieces(std::string_view bytes, const Use& use) {
        while (!bytes.empty()) {
            const std::string_view piece = bytes.substr(0, size());
            use(piece);
            bytes.remove_prefix(piece.size());
        }
    }

    std::mt19937 random{4711};
    fake::Clock clock;
};

// What is written with a prefix, or as JSON, is read as the program wrote it; its last line has an end.
TEST_F(LineRoundTrip, of_random_pieces) {
    const std::vector<std::pair<LogFormat, const char*>> forms{{LogFormat::json, ""},
                                                               {LogFormat::raw, "{time} {name} {channel}:"},
                                                               {LogFormat::raw, "{time:iso} {pid}"},
                                                               {LogFormat::raw, "{time:epoch}"},
                                                               {LogFormat::raw, "\"{pid}{time:utc}\""},
                                                               {LogFormat::raw, "p"},
                                                               {LogFormat::raw, "\"\""}};
    for (int round = 0; round < 2000; ++round) {
        const auto& [form, prefix] = forms[static_cast<std::size_t>(round) % forms.size()];
        LineFormat format(form, prefix, source, clock);
        LineReader reader(form, prefix, source);
        std::string all, file, seen;
        for (int run = 0; run < 3; ++run) {
            const std::string wrote = text();
            format.start(1000 + run);
            in_pieces(wrote, [&](std::string_view piece) {
                clock.wall_ += std::chrono::milliseconds(size() * 7);
                format.put(piece, file);
            });
            format.finish(file);
            all += wrote.empty() || wrote.ends_with('\n') ? wrote : wrote + "\n";
        }
        in_pieces(file, [&](std::string_view piece) { reader.put(piece, seen); });
        EXPECT_EQ(seen, all) << prefix;
        EXPECT_EQ(reader.held(), 0U);
    }
}

TEST_F(LineRoundTrip, of_a_line_that_is_cut) {
    std::string line;
    while (line.size() <= 2 * limits::longest_line)
        line += "x€";
    for (const LogFormat form : {LogFormat::json, LogFormat::raw}) {
        LineFormat format(form, "p", source, clock);
        std::string file;
        format.put(line + "\nnext\n", file);
        std::string seen = read(LineReader(form, "p", source), file, 1000);
        if (form == LogFormat::raw)  // a prefix does not tell whether its line goes on
            EXPECT_EQ(std::erase(seen, '\n'), 4U);
        else
            EXPECT_EQ(std::erase(seen, '\n'), 2U);
        EXPECT_EQ(seen, line + "next");
    }
}

}  // namespace
}  // namespace supervise::log
