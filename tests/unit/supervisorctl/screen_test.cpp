// What status --watch and top show, and what keys mean to them.
#include <gmock/gmock.h>

#include "supervisorctl/screen/keys.hpp"
#include "supervisorctl/screen/view.hpp"
#include "supervisorctl/status_line.hpp"

namespace supervise::ctl::screen {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view snapshot = R"({
  "daemon":{"identifier":"super","statename":"RUNNING","pid":7,"uptime":60,"memory":5242880,"cpu_percent":0.1},
  "processes":[
    {"group":"db","name":"db","state":0,"statename":"STOPPED","description":"Not started","pid":null},
    {"group":"g","name":"a","state":20,"statename":"RUNNING","description":"old","pid":12,"uptime":5,
     "restarts":1,"memory":1048576,"cpu_percent":50.0,"process_count":2},
    {"group":"web","name":"web","state":20,"statename":"RUNNING","description":"old","pid":11,"uptime":5,
     "memory":2097152,"cpu_percent":7.0,"process_count":1},
    {"group":"x","name":"x","state":200,"statename":"FATAL","description":"can't find command 'x'","pid":null}]})";

std::string text_of(const Line& line) {
    std::string text;
    for (const Span& span : line) {
        text += span.text;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

class ScreenTest : public testing::Test {
protected:
    void SetUp() override { hear("snapshot", snapshot); }

    void hear(const std::string& name, std::string_view data) {
        ASSERT_TRUE(status.apply({name, std::string(data)}, start));
    }
    std::vector<std::string> shown() {
        std::vector<std::string> texts;
        for (const Line& line : draw({status, "unix:///s.sock", away, start + 10s}, view, size)) {
            texts.push_back(text_of(line));
        }
        return texts;
    }
    std::vector<std::string> names() {
        std::vector<std::string> all;
        for (const client::LiveProcess* process : chosen(status, view)) {
            all.push_back(process->name);
        }
        return all;
    }

    sys::MonoTime start{1h};
    client::LiveStatus status;
    View view;
    std::optional<std::string> away;
    sys::TerminalSize size{80, 10};
};

TEST_F(ScreenTest, shows_states) {
    EXPECT_THAT(shown(),
                ElementsAre("super  RUNNING  pid 7, up 0:01:10  cpu 0.1%  memory 5.0M  unix:///s.sock",
                            "4 processes: 1 FATAL, 2 RUNNING, 1 STOPPED",  //
                            "NAME          STATE     DESCRIPTION",         //
                            "db            STOPPED   Not started",
                            "g:a           RUNNING   pid 12, uptime 0:00:15  (1 restart)",
                            "web           RUNNING   pid 11, uptime 0:00:15",
                            "x             FATAL     can't find command 'x'", "", "",
                            "q quit   n name   c cpu   m memory"));
}

TEST_F(ScreenTest, shows_usage) {
    view.layout = Layout::usage;
    view.order = Order::cpu;
    const auto lines = shown();
    EXPECT_EQ(lines[2], "NAME          STATE         PID     CPU  MEMORY  PROCS             UPTIME");
    EXPECT_EQ(lines[3], "g:a           RUNNING        12   50.0%    1.0M      2            0:00:15");
    EXPECT_EQ(lines[5], "db            STOPPED         -       -       -      -                  -");
    EXPECT_THAT(lines[9], HasSubstr("by cpu"));
}

TEST_F(ScreenTest, sorts) {
    EXPECT_THAT(names(), ElementsAre("db", "a", "web", "x"));
    view.order = Order::cpu;
    EXPECT_THAT(names(), ElementsAre("a", "web", "db", "x"));
    view.order = Order::memory;
    EXPECT_THAT(names(), ElementsAre("web", "a", "db", "x"));
}

TEST_F(ScreenTest, shows_only_what_was_named) {
    view.names = {Namespec::parse("g:*"), Namespec::parse("x")};
    EXPECT_THAT(names(), ElementsAre("a", "x"));
    EXPECT_EQ(shown()[1], "2 processes: 1 FATAL, 1 RUNNING");
    view.names = {Namespec::parse("nope"), Namespec::parse("no:*"), Namespec::parse("x")};
    EXPECT_EQ(shown()[1], "1 process: 1 FATAL  nope: ERROR (no such process)  no: ERROR (no such group)");
}

TEST_F(ScreenTest, scrolls_as_far_as_there_are_rows) {
    size.rows = 6;  // two of them processes
    view.first_row = 1;
    EXPECT_THAT(shown()[3], HasSubstr("g:a"));
    EXPECT_THAT(shown()[5], HasSubstr("2-3 of 4, arrows scroll"));
    view.first_row = 100;
    EXPECT_THAT(shown()[4], HasSubstr("FATAL"));
    EXPECT_THAT(shown()[5], HasSubstr("3-4 of 4"));
}

// A name that is cut still ends before the next column; in a table, which nobody cuts, it is whole.
TEST_F(ScreenTest, long_names_do_not_run_into_the_state) {
    const std::string name(70, 'n');
    hear("process", R"({"group":")" + name + R"(","name":")" + name +
                        R"(","state":20,"statename":"RUNNING","description":"d","pid":12,"uptime":5})");
    size = {200, 10};
    EXPECT_THAT(shown()[5], testing::StartsWith(std::string(60, 'n') + "  RUNNING "));
    size = {40, 10};
    EXPECT_THAT(shown()[5], testing::StartsWith(std::string(28, 'n') + "  RUNNING "));
    for (const Layout layout : {Layout::states, Layout::usage}) {
        view.layout = layout;
        const auto lines = table({status, "u", {}, start}, view);
        EXPECT_THAT(text_of(lines[3]), testing::StartsWith(name + "  RUNNING "));
        EXPECT_THAT(text_of(lines[0]), testing::StartsWith("NAME" + std::string(68, ' ') + "STATE "));
        EXPECT_THAT(text_of(lines[1]), testing::StartsWith("db" + std::string(70, ' ') + "STOPPED "));
    }
}

// CTL-020: a line on its own is as wide as its name needs.
TEST(StatusLine, has_room_for_its_name) {
    EXPECT_EQ(status_line("p", "RUNNING", "d"), "p" + std::string(32, ' ') + "RUNNING   d");
    for (const std::size_t length : {30U, 31U, 33U, 34U, 100U}) {
        const std::string name(length, 'n');
        EXPECT_EQ(status_line(name, "RUNNING", "d"), name + "   RUNNING   d");
    }
}

TEST_F(ScreenTest, fits_any_size) {
    for (const int columns : {1, 5, 20, 79, 500}) {
        for (const int rows : {1, 3, 4, 5, 50}) {
            size = {columns, rows};
            const std::string bytes = paint(draw({status, "u", away, start}, view, size), size, false);
            EXPECT_LT(std::count(bytes.begin(), bytes.end(), '\n'), rows);
        }
    }
}

TEST_F(ScreenTest, says_that_the_daemon_is_away) {
    away = "Connection refused";
    EXPECT_EQ(shown()[0], "super  unix:///s.sock");
    EXPECT_EQ(shown()[1], "no connection: Connection refused; trying again");
    EXPECT_THAT(shown()[4], HasSubstr("g:a"));
}

TEST_F(ScreenTest, nothing_that_a_program_is_called_reaches_the_terminal) {
    hear("process", "{\"group\":\"\\u001b[2Jx\",\"name\":\"\\u001b[2Jx\",\"state\":200,"
                    "\"statename\":\"FATAL\\u0007\",\"description\":\"a\\nb\\u009b1m\\u202e\\u200b\"}");
    const std::string bytes = paint(draw({status, "u\x1b]0;t\x07", away, start}, view, size), size, false);
    EXPECT_THAT(bytes, HasSubstr("?[2Jx"));
    EXPECT_THAT(bytes, HasSubstr("a?b?1m??"));
    EXPECT_THAT(bytes, Not(HasSubstr("\x1b[2J")));
    EXPECT_THAT(bytes, Not(HasSubstr("\x07")));
}

TEST(Paint, cuts_at_the_edge_and_clears_behind) {
    EXPECT_EQ(paint({{{"abc"}, {"defg"}}, {{"€€€€€€"}}, {{"more"}}}, {5, 2}, true),
              "\x1b[Habcde\x1b[K\r\n€€€€€\x1b[K\x1b[J");
}

TEST(Paint, colours_unless_told_not_to) {
    const std::vector<Line> lines{{{"a", Style::good}, {"b", Style::bad}, {"c", Style::heading}}};
    EXPECT_EQ(paint(lines, {9, 9}, true), "\x1b[H\x1b[32ma\x1b[m\x1b[1;31mb\x1b[m\x1b[7mc\x1b[m\x1b[K\x1b[J");
    EXPECT_EQ(paint(lines, {9, 9}, false), "\x1b[Ha\x1b[1mb\x1b[m\x1b[7mc\x1b[m\x1b[K\x1b[J");
}

TEST(Cell, has_a_width) {
    EXPECT_EQ(cell("ab", 4), "ab  ");
    EXPECT_EQ(cell("ab", 4, Align::right), "  ab");
    EXPECT_EQ(cell("äöüß", 2), "äö");
}

TEST(SizeText, is_short) {
    EXPECT_EQ(size_text(std::nullopt), "-");
    EXPECT_EQ(size_text(0), "0K");
    EXPECT_EQ(size_text(999 * 1024), "999K");
    EXPECT_EQ(size_text(1'500'000), "1.4M");
    EXPECT_EQ(size_text(std::int64_t{3} << 30), "3.00G");
}

TEST(KeysTest, have_meanings) {
    EXPECT_THAT(Keys().take("cmnq"), ElementsAre(Key::by_cpu, Key::by_memory, Key::by_name, Key::quit));
    EXPECT_THAT(Keys().take("\x1b[A\x1b[B\x1bOA\x1b[5~\x1b[6~"),
                ElementsAre(Key::up, Key::down, Key::up, Key::page_up, Key::page_down));
    EXPECT_THAT(Keys().take("xyz\r\x1b[1;5A\x1b[Z"), IsEmpty());
}

TEST(KeysTest, come_in_pieces) {
    Keys keys;
    EXPECT_THAT(keys.take("\x1b"), IsEmpty());
    EXPECT_THAT(keys.take("["), IsEmpty());
    EXPECT_THAT(keys.take("Bq"), ElementsAre(Key::down, Key::quit));
}

TEST(KeysTest, a_lone_escape_hides_no_sequence) {
    EXPECT_THAT(Keys().take("\x1b\x1b[A"), ElementsAre(Key::up));
    EXPECT_THAT(Keys().take("\x1b[" + std::string(100, '1') + "q"), ElementsAre(Key::quit));
}

}  // namespace
}  // namespace supervise::ctl::screen
