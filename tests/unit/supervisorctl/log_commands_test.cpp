// tail, logs, maintail, clear: for everything a daemon may answer.
#include "supervisorctl/session_fixture.hpp"

namespace supervise::ctl {
namespace {

// CTL-031, CTL-032
TEST(LogCommands, tail_reads_the_end_of_a_log) {
    const std::string out = "supervisor.readProcessStdoutLog";
    const std::string err = "supervisor.readProcessStderrLog";
    check({
        {"tail x", {{out, Value("text\n")}}, "text\n\n", 0},
        {"tail x STDERR", {{err, Value("text")}}, "text\n", 0},
        {"tail x", {{out, fault(20)}}, "x: ERROR (no log file)\n", 1},
        {"tail x", {{out, fault(30)}}, "x: ERROR (unknown error reading log)\n", 1},
        {"tail x", {{out, fault(10)}}, "x: ERROR (no such process name)\n", 1},
        {"tail x",
         {{out, fault(3, "BAD_ARGUMENTS")}},
         "error: <class 'xmlrpc.client.Fault'>, <Fault 3: 'BAD_ARGUMENTS'>",
         1},
        {"tail x it's", {}, "Error: bad channel \"it's\"\n", 1},
        {"tail -f", {}, "Error: tail requires process name\n", 1},
        {"tail -x p", {}, "Error: bad argument -x\n", 1},
        {"tail - p", {}, "Error: bad argument -\n", 1},
        {"tail -99999999999 p", {}, "error: <class 'OverflowError'>, int exceeds XML-RPC limits", 1},
    });
    const std::vector<std::pair<std::string, int>> offsets{
        {"tail x", -1600}, {"tail -5 x", -5}, {"tail -0 x", 0}, {"tail --5 x", 5}, {"tail -+1_0 x", -10}};
    for (const auto& [line, offset] : offsets) {
        Ctl ctl({{out, Value("")}});
        ctl(line);
        EXPECT_EQ(ctl.remote().calls.back().second, (Array{"x", offset, 0})) << line;
    }
}

// CTL-033, CTL-034, CTL-036: bytes are passed on as they come.
TEST(LogCommands, tail_follows_until_the_server_ends_it) {
    Ctl ctl;
    ctl.remote().stream_pieces = {"one\n", "\xff\x1b[2Jtwo"};
    EXPECT_EQ(ctl("tail -f x stderr"), "==> Press Ctrl-C to exit <==\none\n\xff\x1b[2Jtwo");
    EXPECT_EQ(ctl.remote().followed, std::vector<std::string>{"/logtail/x/stderr"});
    EXPECT_EQ(ctl.status(), 0);
    ctl("maintail -f");
    EXPECT_EQ(ctl.remote().followed.back(), "/mainlogtail");
}

TEST(LogCommands, tail_leaves_the_terminal_without_colour) {
    Ctl ctl({}, false, true);
    ctl.remote().stream_pieces = {"\x1b[31mred", " and \x1b[8mmore\n"};
    EXPECT_EQ(ctl("tail -f x"), "==> Press Ctrl-C to exit <==\n\x1b[31mred and ^[[8mmore\n\x1b[0m");
}

TEST(LogCommands, tail_that_cannot_follow_says_so_on_standard_error) {
    Ctl ctl;
    ctl.remote().stream_error = client::failure(Error::Kind::status, 404, "Not Found").value();
    EXPECT_EQ(ctl("tail -f x"), "==> Press Ctrl-C to exit <==\n");
    EXPECT_EQ(ctl.errors(), "unix:///s.sock/logtail/x/stdout Cannot read, status code 404\n");
    ctl.remote().stream_error =
        client::failure(Error::Kind::system, ECONNREFUSED, "Connection refused").value();
    ctl("maintail -f");
    EXPECT_EQ(ctl.errors(),
              "unix:///s.sock/logtail/x/stdout Cannot read, status code 404\n"
              "unix:///s.sock/mainlogtail Cannot connect, error: <class 'ConnectionRefusedError'> "
              "([Errno 111] Connection refused)\n");
    EXPECT_EQ(ctl.status(), 0);
}

TEST(LogCommands, tail_says_why_the_server_is_too_busy_for_it) {
    Ctl ctl;
    ctl.remote().stream_error = client::failure(Error::Kind::status, 503, "128 logs are followed").value();
    ctl("tail -f x");
    EXPECT_EQ(ctl.errors(),
              "unix:///s.sock/logtail/x/stdout Cannot read, status code 503\n128 logs are followed\n");
}

const Array web_and_group{process("web", "web", 20, "RUNNING"), process("g", "a", 20, "RUNNING"),
                          process("g", "bee", 0, "STOPPED")};

TEST(LogCommands, logs_shows_the_ends_of_several) {
    const std::string all = "supervisor.getAllProcessInfo";
    const std::string out = "supervisor.readProcessStdoutLog";
    const std::string err = "supervisor.readProcessStderrLog";
    const Answers answers{{all, Value(web_and_group)}, {out, Value("1\n2\n3")}, {err, fault(20)}};
    check({
        {"logs g:* web -n 2", answers, "g:a   | 2\ng:a   | 3\ng:bee | 2\ng:bee | 3\nweb   | 2\nweb   | 3\n",
         0},
        {"logs web g:a web --no-prefix --lines=1", answers, "3\n3\n", 0},
        {"logs nope web h: -n1", answers,
         "nope: ERROR (no such process)\nh: ERROR (no such group)\nweb | 3\n", 1},
        {"logs web --stderr", answers, "web: ERROR (no log file)\n", 1},
        {"logs web -n 0", answers, "", 0},
        {"logs web -n x", answers,
         "Error: logs: invalid value for --lines 'x': give a whole number from 0 "
         "to 100000\n",
         2},
        {"logs web",
         {{all, Value(web_and_group)}, {out, Value("o\n")}, {err, Value("e\n")}},
         "web          | o\nweb (stderr) | e\n",
         0},
        {"logs web",
         {{all, Value(web_and_group)}, {out, fault(30)}, {err, fault(20)}},
         "web: ERROR (unknown error reading log)\n",
         1},
        {"logs web",
         {{all, Value(web_and_group)}, {out, system_error(ECONNRESET)}},
         "error: <class 'ConnectionResetError'>, [Errno 104] Connection reset by peer",
         1},
        {"logs all -n1 --stdout", answers, "web   | 3\ng:a   | 3\ng:bee | 3\n", 0},
    });
}

TEST(LogCommands, logs_reads_as_much_as_the_lines_need) {
    Ctl ctl({{"supervisor.getAllProcessInfo", Value(web_and_group)}});
    const std::string long_line(32 * 1024, 'x');
    ctl.remote().answers_in_turn["supervisor.readProcessStdoutLog"] = {Value(long_line),
                                                                       Value("a\nb\n" + long_line)};
    EXPECT_EQ(ctl("logs web -n2 --stdout"), "web | b\nweb | " + long_line + "\n");
    EXPECT_EQ(ctl.remote().calls[2].second, (Array{"web:web", -32768, 0}));
    EXPECT_EQ(ctl.remote().calls[3].second, (Array{"web:web", -131072, 0}));
}

// Where lines have a prefix in the file there is less text than was asked for, and yet more before it.
TEST(LogCommands, logs_reads_on_while_the_text_grows) {
    Ctl ctl({{"supervisor.getAllProcessInfo", Value(web_and_group)}});
    ctl.remote().answers_in_turn["supervisor.readProcessStdoutLog"] = {Value("c\n"), Value("a\nb\nc\n"),
                                                                       Value("a\nb\nc\n"), Value("none\n")};
    EXPECT_EQ(ctl("logs web -n5 --stdout"), "web | a\nweb | b\nweb | c\n");
    EXPECT_EQ(ctl.remote().calls.back().second, (Array{"web:web", -524288, 0}));
}

// What the stream repeats of the end is shown once; what has no line end at the last is shown too.
TEST(LogCommands, logs_goes_on_until_the_streams_end) {
    Ctl ctl({{"supervisor.getAllProcessInfo", Value(web_and_group)},
             {"supervisor.readProcessStdoutLog", Value("1\n2\n3\n4")}});
    ctl.remote().stream_pieces = {"2\n3\n4", "", " four\nfi", "ve\n\nsix"};
    EXPECT_EQ(ctl("logs -fn2 web --stdout"), "web | 3\nweb | 4 four\nweb | five\nweb | \nweb | six\n");
    EXPECT_EQ(ctl.remote().followed, std::vector<std::string>{"/logtail/web:web/stdout"});
    EXPECT_EQ(ctl.status(), 0);
}

// The end is read when the stream has begun: what is written in between is in both.
TEST(LogCommands, logs_loses_nothing_between_the_end_and_the_stream) {
    Ctl ctl({{"supervisor.getAllProcessInfo", Value(web_and_group)}});
    // Looked for, then read.
    ctl.remote().answers_in_turn["supervisor.readProcessStdoutLog"] = {Value("\n"), Value("1\n2\n3\n4\n")};
    ctl.remote().stream_pieces = {"2\n3\n", "4\n5\n", "6\n"};
    EXPECT_EQ(ctl("logs -fn2 web --stdout"), "web | 3\nweb | 4\nweb | 5\nweb | 6\n");
    EXPECT_EQ(ctl.remote().calls[2].second, (Array{"web:web", -1, 0}));
    EXPECT_EQ(ctl.remote().calls_before_stream, 3U);
    EXPECT_EQ(ctl.remote().calls.size(), 4U);
}

// At a terminal programs have colours, and what they write can do no harm: neither to it nor to the next
// line.
TEST(LogCommands, logs_at_a_terminal) {
    Ctl ctl({{"supervisor.getAllProcessInfo", Value(web_and_group)},
             {"supervisor.readProcessStdoutLog", Value("\x1b[31mred\x1b[2J\r\n")}},
            false, true);
    EXPECT_EQ(ctl("logs g:a web --stdout"), "\x1b[36mg:a | \x1b[0m\x1b[31mred^[[2J\x1b[0m\n"
                                            "\x1b[33mweb | \x1b[0m\x1b[31mred^[[2J\x1b[0m\n");
}

TEST(LogCommands, logs_follows_a_bounded_number) {
    Array many;
    for (int i = 0; i < 49; ++i) {
        many.push_back(process("n" + std::to_string(i), "n" + std::to_string(i), 20, "RUNNING"));
    }
    Ctl ctl({{"supervisor.getAllProcessInfo", Value(many)}, {"supervisor.readProcessStdoutLog", Value("")}});
    EXPECT_EQ(ctl("logs -f all"),
              "Error: 49 logs are too many to follow at once, each on a connection; name fewer, or one of "
              "--stdout and --stderr, so that they are at most 48\n");
    EXPECT_EQ(ctl.status(), 2);
    EXPECT_TRUE(ctl.remote().followed.empty());
}

// CTL-037, CTL-067
TEST(LogCommands, maintail_reads_the_end_of_the_main_log) {
    const std::string method = "supervisor.readLog";
    check({
        {"maintail", {{method, Value("text\n")}}, "text\n\n", 0},
        {"maintail x", {}, "Error: bad argument x\n", 1},
        {"maintail -x", {}, "Error: bad argument -x\n", 1},
        {"maintail", {{method, fault(20)}}, "supervisord: ERROR (no log file)\n", 1},
        {"maintail", {{method, fault(30)}}, "supervisord: ERROR (unknown error reading log)\n", 1},
        {"maintail a b",
         {},
         "Error: too many arguments\n"
         "maintail -f \tContinuous tail of supervisor main log file (Ctrl-C to exit)\n"
         "maintail -100\tlast 100 *bytes* of supervisord main log file\n"
         "maintail\tlast 1600 *bytes* of supervisor main log file\n\n",
         1},
    });
}

// CTL-038: a group is cleared member by member.
TEST(LogCommands, clear_says_how_it_went) {
    const std::string one = "supervisor.clearProcessLogs";
    const Array processes{process("g", "a", 20, "X"), process("x", "x", 20, "X"), process("g", "b", 20, "X")};
    check({
        {"clear x g:y", {{one, Value(true)}}, "x: cleared\ng:y: cleared\n", 0},
        {"clear x", {{one, fault(10)}}, "x: ERROR (no such process)\n", 1},
        {"clear x", {{one, fault(30)}}, "x: ERROR (failed)\n", 1},
        {"clear all",
         {{"supervisor.clearAllProcessLogs", Value(Array{result("x", "x", 80), result("g", "y", 30)})}},
         "x: cleared\ng:y: ERROR (failed)\n",
         1},
        {"clear g:*",
         {{one, Value(true)}, {"supervisor.getAllProcessInfo", Value(processes)}},
         "g:a: cleared\ng:b: cleared\n",
         0},
        {"clear h:*", {{"supervisor.getAllProcessInfo", Value(processes)}}, "h: ERROR (no such group)\n", 1},
    });
}

}  // namespace
}  // namespace supervise::ctl
