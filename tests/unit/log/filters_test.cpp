// The pure parts between pipe and sinks: capture tokens, escape sequences, lines, quoting.
#include <gtest/gtest.h>

#include "fake/loop.hpp"
#include "fake/syslog.hpp"
#include "log/ansi_stripper.hpp"
#include "log/bytes_repr.hpp"
#include "log/capture.hpp"
#include "log/limits.hpp"
#include "log/syslog_lines.hpp"

namespace supervise::log {
namespace {

class Sink final : public CaptureScanner::Sink {
public:
    void on_text(std::string_view bytes, bool captured) override { (captured ? inside : outside) += bytes; }
    void on_begin() override { ++begins; }
    void on_end() override { ++ends; }
    std::string inside, outside;
    int begins = 0, ends = 0;
};

// LOG-050, TOL-003: the tokens are found wherever reads cut the stream.
TEST(CaptureScanner, finds_tokens_at_every_cut) {
    const std::string stream =
        "x<<!--XSUPER<!--XSUPERVISOR:BEGIN-->in<!--XSUPERVISOR:EN<!--XSUPERVISOR:END-->y<";
    for (std::size_t first = 0; first <= stream.size(); ++first)
        for (std::size_t second = first; second <= stream.size(); ++second) {
            CaptureScanner scanner;
            Sink sink;
            scanner.feed(std::string_view(stream).substr(0, first), sink);
            scanner.feed(std::string_view(stream).substr(first, second - first), sink);
            scanner.feed(std::string_view(stream).substr(second), sink);
            scanner.finish(sink);
            ASSERT_EQ(sink.outside, "x<<!--XSUPERy<") << first << "," << second;
            ASSERT_EQ(sink.inside, "in<!--XSUPERVISOR:EN") << first << "," << second;
            ASSERT_EQ(sink.ends, 1);
        }
}

TEST(CaptureScanner, finds_tokens_byte_by_byte) {
    CaptureScanner scanner;
    Sink sink;
    for (const char c : std::string(capture_begin) + "a" + std::string(capture_end) + "b")
        scanner.feed({&c, 1}, sink);
    EXPECT_EQ(sink.inside, "a");
    EXPECT_EQ(sink.outside, "b");
}

TEST(CaptureScanner, follows_many_toggles_without_recursion) {
    std::string stream;
    for (int i = 0; i < 100'000; ++i)
        stream += std::string(capture_begin) + std::string(capture_end);
    CaptureScanner scanner;
    Sink sink;
    scanner.feed(stream, sink);
    EXPECT_EQ(sink.begins, 100'000);
    EXPECT_EQ(sink.ends, 100'000);
}

TEST(CaptureBuffer, keeps_the_last_bytes) {
    CaptureBuffer buffer(4);
    buffer.put("abc");
    buffer.put("de");
    EXPECT_EQ(buffer.take(), "bcde");
    buffer.put("123456");
    EXPECT_EQ(buffer.take(), "3456");
    EXPECT_EQ(buffer.take(), "");
}

std::string stripped(std::initializer_list<std::string_view> reads) {
    AnsiStripper stripper;
    std::string out;
    for (const std::string_view read : reads)
        stripper.strip(read, out);
    stripper.finish(out);
    return out;
}

// LOG-040
TEST(AnsiStripper, removes_each_kind_of_sequence) {
    for (const char terminator : std::string("HfABCDRsuJKhlpm"))
        EXPECT_EQ(stripped({"a\x1b[0;1" + std::string(1, terminator) + "b"}), "ab") << terminator;
    EXPECT_EQ(stripped({"\x1b]0;title\x07x"}), "\x1b]0;title\x07x");
    EXPECT_EQ(stripped({"plain"}), "plain");
}

// LOG-040: Supervisor knows the letters above only, and takes everything up to the next of them.
TEST(AnsiStripper, takes_no_text_with_a_sequence) {
    EXPECT_EQ(stripped({"a\x1b[2K\x1b[1Gb f\n"}), "ab f\n") << "npm begins its lines anew";
    EXPECT_EQ(stripped({"a\x1b[6n", "4711 ", "m\n"}), "a4711 m\n");
    EXPECT_EQ(stripped({"a\x1b[200~b\x1b[1 qc"}), "abc");
    EXPECT_EQ(stripped({"a\x1b[31\nb\x1b[1\x1b[0mc"}), "a\nbc");
    EXPECT_EQ(stripped({"a\x1b[", "\xc3\xa4"}), "a\xc3\xa4");
}

// LOG-041
TEST(AnsiStripper, carries_a_cut_sequence_over) {
    EXPECT_EQ(stripped({"\x1b[31", "mred"}), "red");
    EXPECT_EQ(stripped({"a\x1b", "[31mb"}), "ab");
    EXPECT_EQ(stripped({"a\x1b", "b"}), "a\x1b"
                                        "b");
    EXPECT_EQ(stripped({"a\x1b"}), "a\x1b");
    EXPECT_EQ(stripped({"\x1b\x1b[mx"}), "\x1bx");
}

std::vector<std::string> lines(std::initializer_list<std::string_view> reads) {
    fake::Syslog syslog;
    fake::Loop loop;
    RecordWriter writer("the system log", syslog, loop, nullptr);
    SyslogLines cutter("p", {}, writer, loop.clock());
    for (const std::string_view read : reads)
        cutter.put(read);
    cutter.finish();
    return syslog.lines;
}

// LOG-035
TEST(SyslogLines, cuts_at_newlines_and_drops_those_at_the_end) {
    EXPECT_EQ(lines({"a\nb\n"}), (std::vector<std::string>{"p a", "p b"}));
    EXPECT_EQ(lines({"a\n\nb\n\n\n"}), (std::vector<std::string>{"p a", "p ", "p b"}));
    EXPECT_EQ(lines({"a", "b\n", "\n"}), (std::vector<std::string>{"p ab"}));
    EXPECT_EQ(lines({"a", "\n", "b"}), (std::vector<std::string>{"p a", "p b"}));
}

TEST(SyslogLines, an_identifier_stands_for_the_name) {
    fake::Syslog syslog;
    fake::Loop loop;
    RecordWriter writer("the system log", syslog, loop, nullptr);
    SyslogLines cutter("p", {"shop", 28}, writer, loop.clock());
    cutter.put("a\n");
    EXPECT_EQ(syslog.lines, std::vector<std::string>{"a"});
    EXPECT_EQ(syslog.labels, (std::vector<sys::SyslogLabel>{{"shop", 28}}));
}

TEST(SyslogLines, sends_an_endless_line_in_pieces) {
    const auto sent = lines({std::string(3 * limits::syslog_line, 'x')});
    ASSERT_EQ(sent.size(), 3U);
    EXPECT_EQ(sent[0].size(), limits::syslog_line + 2);
}

TEST(BytesRepr, quotes_as_python_does) {
    EXPECT_EQ(bytes_repr("READY\n"), "b'READY\\n'");
    EXPECT_EQ(bytes_repr("it's"), "b\"it's\"");
    EXPECT_EQ(bytes_repr("'\""), "b'\\'\"'");
    EXPECT_EQ(bytes_repr(std::string_view("\0\t\r\\\x7f\xff", 6)), "b'\\x00\\t\\r\\\\\\x7f\\xff'");
}

}  // namespace
}  // namespace supervise::log
