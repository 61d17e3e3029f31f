#include "web/logs.hpp"

#include <filesystem>
#include <fstream>

#include "http/limits.hpp"
#include "web/limits.hpp"
#include "web/web_fixture.hpp"

namespace supervise::web {
namespace {

class LogsTest : public WebFixture {
protected:
    LogsTest() {
        config::ProcessConfig one = program("one", 0);
        one.stdout_channel.logfile = {config::LogTarget::Kind::path, folder / "one.log"};
        one.stderr_channel.logfile = {config::LogTarget::Kind::none, ""};
        daemon.groups().add(make_group("g", {one}));
        config::ProcessConfig named = one;
        named.name = "named";
        named.log_prefix = "{name}:";
        daemon.groups().add(make_group("n", {named}));
    }
    static std::string path(const std::string& query) { return "/api/log/g%3Aone/stdout?" + query; }
    /// Of the program whose lines have a prefix in the same file.
    static std::string named_path(const std::string& query) { return "/api/log/n%3Anamed/stdout?" + query; }
    std::string range() const {
        return header("X-Log-Begin") + "-" + header("X-Log-End") + "/" + header("X-Log-Size");
    }
    void append(const std::string& text) { std::ofstream(folder / "one.log", std::ios::app) << text; }

    User ann;
};

TEST_F(LogsTest, windows_go_back_from_the_end) {
    folder.put("one.log", "0123456789");
    EXPECT_EQ(get(ann, path("")).body, "0123456789");
    EXPECT_EQ(header("Content-Type"), "application/octet-stream");
    EXPECT_EQ(range(), "0-10/10");
    EXPECT_EQ(get(ann, path("max=4")).body, "6789");
    EXPECT_EQ(range(), "6-10/10");
    EXPECT_EQ(get(ann, path("before=6&max=4")).body, "2345");
    EXPECT_EQ(get(ann, path("before=2&max=4")).body, "01");
    EXPECT_EQ(range(), "0-2/10");
    EXPECT_EQ(get(ann, path("before=0")).body, "");
    EXPECT_EQ(get(ann, path("before=99&max=2")).body, "89");
    EXPECT_EQ(get(ann, path("max=0")).body, "");
}

TEST_F(LogsTest, windows_are_bounded) {
    folder.put("one.log", std::string(3'000'000, 'x'));
    EXPECT_EQ(get(ann, path("")).body.size(), static_cast<std::size_t>(limits::usual_log_window));
    EXPECT_EQ(get(ann, path("max=9223372036854775807")).body.size(),
              static_cast<std::size_t>(limits::max_log_window));
    EXPECT_EQ(range(), fmt::format("{}-3000000/3000000", 3'000'000 - limits::max_log_window));
}

TEST_F(LogsTest, that_are_not_there_are_404) {
    folder.put("one.log", "x");
    for (const char* target : {"/api/log/", "/api/log/g:one", "/api/log/g:one/stderr", "/api/log/g:one/stdin",
                               "/api/log/none/stdout", "/api/log/g:*/stdout", "/api/log/g:one/stdout/x",
                               "/api/log/..%2Fg:one/stdout"}) {
        EXPECT_EQ(get(ann, target).status, 404) << target;
        EXPECT_TRUE(document().contains("error")) << target;
    }
    std::filesystem::remove(folder / "one.log");
    EXPECT_EQ(get(ann, path("")).status, 404);
    EXPECT_EQ(ask(request(ann, "POST", path(""))).status, 405);
}

TEST_F(LogsTest, are_followed_from_an_offset) {
    folder.put("one.log", "one\n");
    EXPECT_EQ(get(ann, path("follow=2")).status, 200);
    ASSERT_NE(response.source, nullptr);
    EXPECT_EQ(response.source->read(100), "e\n");
    EXPECT_EQ(response.source->read(100), "");
    EXPECT_FALSE(response.source->ended());
    append("two\n");
    EXPECT_EQ(response.source->read(100), "two\n");
    std::filesystem::resize_file(folder / "one.log", 1);
    EXPECT_EQ(response.source->read(100), "");
    EXPECT_TRUE(response.source->ended());
}

// Nothing of a log that is rotated is lost: its rest comes before the stream ends.
TEST_F(LogsTest, end_when_another_file_takes_their_place) {
    folder.put("one.log", "one\n");
    get(ann, path("follow=0"));
    EXPECT_EQ(response.source->read(100), "one\n");
    append("two\n");
    std::filesystem::rename(folder / "one.log", folder / "one.log.1");
    folder.put("one.log", "three, and longer than the others\n");
    EXPECT_EQ(response.source->read(100), "two\n");
    EXPECT_EQ(response.source->read(100), "");
    EXPECT_TRUE(response.source->ended());
    get(ann, path("follow=99999"));
    EXPECT_EQ(response.source->read(100), "");
    EXPECT_TRUE(response.source->ended());
}

TEST_F(LogsTest, windows_have_lines_without_their_prefix_and_offsets_of_the_file) {
    folder.put("one.log", "named: one\nnamed: two\n");
    EXPECT_EQ(get(ann, named_path("")).body, "one\ntwo\n");
    EXPECT_EQ(range(), "0-22/22");
    EXPECT_EQ(get(ann, named_path("max=8")).body, "two\n");
    EXPECT_EQ(range(), "14-22/22");
    EXPECT_EQ(get(ann, named_path("before=14&max=8")).body, "one\n");
    EXPECT_EQ(range(), "6-14/22");
    EXPECT_EQ(get(ann, named_path("before=6&max=100")).body, "");
    get(ann, named_path("download=1"));
    EXPECT_EQ(response.source->read(100), "named: one\nnamed: two\n");
}

// Pieces say where in the file they end, so that the page can go on there.
TEST_F(LogsTest, are_followed_in_frames_where_lines_have_a_prefix) {
    folder.put("one.log", "named: one\nnamed: two\n");
    get(ann, path("follow=0"));
    EXPECT_EQ(header("X-Log-Frames"), "none");
    get(ann, named_path("follow=14"));
    EXPECT_EQ(header("X-Log-Frames"), "1");
    http::BodySource& source = *response.source;
    EXPECT_EQ(source.read(1000), "22 4\ntwo\n");
    EXPECT_EQ(source.read(1000), "");
    EXPECT_FALSE(source.ended());
    append("named: thr");
    EXPECT_EQ(source.read(1000), "32 3\nthr");
    append("ee\nna");
    EXPECT_EQ(source.read(1000), "37 3\nee\n");
    EXPECT_EQ(source.read(1), "");
    std::filesystem::rename(folder / "one.log", folder / "one.log.1");
    folder.put("one.log", "named: other\n");
    EXPECT_EQ(source.read(1000), "37 2\nna");
    EXPECT_EQ(source.read(1000), "");
    EXPECT_TRUE(source.ended());
    append(std::string(1000, 'x'));
    get(ann, named_path("follow=13"));
    EXPECT_LE(response.source->read(100).size(), 100U);
    EXPECT_FALSE(response.source->read(10).empty());
}

// `update` removes a program and adds it again; the page asks anew when lines may look otherwise.
TEST_F(LogsTest, are_followed_when_another_program_takes_the_name) {
    folder.put("one.log", "one\n");
    get(ann, path("follow=0"));
    http::BodySource& source = *response.source;
    int times = 0;
    source.when_ready([&] { ++times; });
    EXPECT_EQ(source.read(100), "one\n");
    config::ProcessConfig next = program("one", 0);
    next.stdout_channel.logfile = {config::LogTarget::Kind::path, folder / "one.log"};
    const auto replace = [&] {
        daemon.groups().remove("g");
        times = 0;
        daemon.groups().add(make_group("g", {next}));
        EXPECT_EQ(times, 1);
    };
    replace();
    append("two\n");
    EXPECT_EQ(source.read(100), "two\n");
    EXPECT_EQ(source.read(100), "");
    EXPECT_FALSE(source.ended());
    next.log_prefix = "{name}:";
    replace();
    append("three\n");
    EXPECT_EQ(source.read(100), "three\n");
    EXPECT_EQ(source.read(100), "");
    EXPECT_TRUE(source.ended());
}

TEST_F(LogsTest, end_when_the_next_program_writes_elsewhere) {
    folder.put("one.log", "one\n");
    folder.put("other.log", "two\n");
    get(ann, path("follow=4"));
    config::ProcessConfig next = program("one", 0);
    next.stdout_channel.logfile = {config::LogTarget::Kind::path, folder / "other.log"};
    daemon.groups().remove("g");
    EXPECT_EQ(response.source->read(100), "");
    EXPECT_FALSE(response.source->ended());
    daemon.groups().add(make_group("g", {next}));
    EXPECT_EQ(response.source->read(100), "");
    EXPECT_TRUE(response.source->ended());
}

// Each stream has a descriptor, which programs need as well.
TEST_F(LogsTest, followers_and_downloads_are_counted) {
    folder.put("one.log", "x");
    for (const char* stream : {"follow=0", "download=1"}) {
        followers->now = followers->most;
        EXPECT_EQ(get(ann, path(stream)).status, 503);
        EXPECT_THAT(document().at("error").get<std::string>(), testing::HasSubstr("raise minfds"));
        EXPECT_EQ(get(ann, path("")).status, 200);
        followers->now = 0;
        get(ann, path(stream));
        EXPECT_EQ(followers->now, 1U);
        response = {};
        EXPECT_EQ(followers->now, 0U);
    }
}

TEST_F(LogsTest, are_kept_as_a_file) {
    folder.put("one.log", std::string(200'000, 'x') + "end");
    get(ann, path("download=1"));
    EXPECT_EQ(header("Content-Disposition"), "attachment; filename=\"g_one-stdout.log\"");
    append("later");
    std::string all;
    while (true) {
        const std::string piece = response.source->read(1 << 16);
        if (piece.empty())
            break;
        all += piece;
    }
    EXPECT_TRUE(response.source->ended());
    EXPECT_EQ(all, std::string(200'000, 'x') + "end");
}

TEST_F(LogsTest, of_the_daemon_are_there_too) {
    daemon.main_log().write(log::Level::info, "something was said");
    EXPECT_THAT(get(ann, "/api/mainlog?max=1000").body, testing::HasSubstr("something was said"));
    EXPECT_EQ(get(ann, "/api/mainlog?follow=0").status, 200);
}

}  // namespace
}  // namespace supervise::web
