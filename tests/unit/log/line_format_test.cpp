#include "log/line_format.hpp"

#include <cstdlib>

#include <gtest/gtest.h>

#include "fake/loop.hpp"
#include "log/limits.hpp"

namespace supervise::log {
namespace {

class LineFormatTest : public testing::Test {
protected:
    LineFormatTest() {
        ::setenv("TZ", "UTC-1", 1);
        ::tzset();
        clock.wall_ += std::chrono::milliseconds(42);
    }
    ~LineFormatTest() override {
        ::setenv("TZ", "UTC", 1);
        ::tzset();
    }
    /// With what it adds as the answer.
    struct Lines {
        LineFormat format;
        std::string put(std::string_view bytes) {
            std::string out;
            format.put(bytes, out);
            return out;
        }
        std::string finish() {
            std::string out;
            format.finish(out);
            return out;
        }
    };
    Lines make(config::LogFormat format, const char* prefix) {
        LineFormat made(format, prefix, {"web_01", "web", "site", "stdout"}, clock);
        made.start(4711);
        return {std::move(made)};
    }
    Lines prefixed(const char* prefix) { return make(config::LogFormat::raw, prefix); }
    Lines json() { return make(config::LogFormat::json, ""); }

    fake::Clock clock;
};

TEST_F(LineFormatTest, a_prefix_with_every_field) {
    Lines lines = prefixed("{name} {program} {group} {channel} {pid}:");
    EXPECT_EQ(lines.put("hello\n"), "web_01 web site stdout 4711: hello\n");
}

TEST_F(LineFormatTest, a_prefix_with_every_kind_of_time) {
    Lines lines = prefixed("{time}|{time:iso}|{time:utc}|{time:epoch}");
    EXPECT_EQ(lines.put("x\n"),
              "2023-11-14 23:13:20,042|2023-11-14T23:13:20.042+01:00|2023-11-14T22:13:20.042Z|"
              "1700000000.042 x\n");
    clock.wall_ += std::chrono::milliseconds(958);
    EXPECT_EQ(lines.put("x\n"),
              "2023-11-14 23:13:21,000|2023-11-14T23:13:21.000+01:00|2023-11-14T22:13:21.000Z|"
              "1700000001.000 x\n");
}

TEST_F(LineFormatTest, one_prefix_for_a_line_however_it_arrives) {
    const std::string stream = "one\n\nthree is longer\nfour";
    for (std::size_t first = 0; first <= stream.size(); ++first)
        for (std::size_t second = first; second <= stream.size(); ++second) {
            Lines lines = prefixed("p");
            std::string out;
            out += lines.put(std::string_view(stream).substr(0, first));
            out += lines.put(std::string_view(stream).substr(first, second - first));
            out += lines.put(std::string_view(stream).substr(second));
            EXPECT_EQ(out, "p one\np \np three is longer\n") << first << "," << second;
            EXPECT_EQ(lines.finish(), "p four\n");
            EXPECT_EQ(lines.finish(), "");
        }
}

TEST_F(LineFormatTest, an_endless_line_comes_in_pieces_and_is_not_held) {
    Lines lines = prefixed("p");
    const std::string chunk(limits::longest_line / 2 + 1, 'x');
    std::string out;
    for (int i = 0; i < 20; ++i)
        out += lines.put(chunk);
    out += lines.finish();
    const std::string whole(limits::longest_line, 'x');
    EXPECT_TRUE(out.starts_with("p " + whole + "\np " + whole + "\np x"));
    EXPECT_EQ(std::count(out.begin(), out.end(), 'x'), 20 * static_cast<std::ptrdiff_t>(chunk.size()));
}

TEST_F(LineFormatTest, json_objects) {
    Lines lines = json();
    EXPECT_EQ(lines.put("say \"hi\"\n\nlast"),
              R"({"time":"2023-11-14T22:13:20.042Z","name":"web_01","program":"web","group":"site",)"
              R"("channel":"stdout","pid":4711,"message":"say \"hi\""})"
              "\n"
              R"({"time":"2023-11-14T22:13:20.042Z","name":"web_01","program":"web","group":"site",)"
              R"("channel":"stdout","pid":4711,"message":""})"
              "\n");
    lines.format.start(4712);
    EXPECT_NE(lines.finish().find(R"("pid":4712,"message":"last"})"), std::string::npos);
}

TEST_F(LineFormatTest, json_is_valid_utf8_whatever_comes) {
    Lines lines = json();
    EXPECT_NE(lines.put("a\xff\xc3\n").find("\"message\":\"a\uFFFD\uFFFD\"}"), std::string::npos);
    std::string read = "caf\xc3";
    EXPECT_EQ(lines.put(read), "");  // the other half may come
    EXPECT_NE(lines.put("\xa9\n").find("\"message\":\"café\"}"), std::string::npos);
}

TEST_F(LineFormatTest, pieces_of_json_say_so_and_are_cut_between_characters) {
    Lines lines = json();
    std::string euros;
    while (euros.size() <= limits::longest_line)
        euros += "€";
    const std::string out = lines.put("a" + euros + "\n");
    const std::size_t second = out.find('\n') + 1;
    EXPECT_EQ(out.find("\uFFFD"), std::string::npos);
    EXPECT_TRUE(out.substr(0, second).ends_with("€\",\"partial\":true}\n"));
    EXPECT_TRUE(out.substr(second).ends_with("€\"}\n"));
}

}  // namespace
}  // namespace supervise::log
