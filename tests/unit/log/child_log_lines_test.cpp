/// What is written line by line: with a prefix, as JSON, to the system log and the journal.
#include "log/child_log_fixture.hpp"
#include "log/limits.hpp"

namespace supervise::log {
namespace {

TEST_F(ChildLogTest, lines_get_a_prefix_in_the_file_and_nowhere_else) {
    spec.prefix = "{name} {pid} {channel}:";
    spec.config.events_enabled = true;
    spec.config.syslog = true;
    start();
    child_writes("one\ntw");
    EXPECT_EQ(folder.get("web.log"), "web 4711 stdout: one\n");
    child_writes("o\nno end");
    child_exits();
    EXPECT_EQ(folder.get("web.log"), "web 4711 stdout: one\nweb 4711 stdout: two\nweb 4711 stdout: no end\n");
    EXPECT_EQ(observer.output, (std::vector<std::string>{"one\ntw", "o\nno end"}));
    EXPECT_EQ(syslog.lines, (std::vector<std::string>{"web one", "web two", "web no end"}));
}

// A change of the configuration makes another channel, which reads its own form.
TEST_F(ChildLogTest, lines_are_read_back_as_the_program_wrote_them) {
    const auto read = [&] {
        std::string text;
        auto reader = log->line_reader();
        if (reader)
            reader->put(folder.get("web.log"), text);
        return reader ? text : "no reader";
    };
    start();
    child_writes("one\n");
    child_exits();
    EXPECT_EQ(read(), "no reader");
    log.reset();
    spec.prefix = "{time} {name} {pid} {channel}:";
    start();
    child_writes("two\n");
    child_exits();
    EXPECT_EQ(read(), "one\ntwo\n");
    log.reset();
    spec.format = config::LogFormat::json;
    start();
    child_writes("three\n");
    child_exits();
    EXPECT_EQ(read(), "one\n2023-11-14 22:13:20,000 web 4711 stdout: two\nthree\n");
}

TEST_F(ChildLogTest, lines_become_json_without_what_is_captured_or_stripped) {
    spec.format = config::LogFormat::json;
    spec.program = "web";
    spec.group = "site";
    spec.strip_ansi = true;
    spec.config.capture_maxbytes = 100;
    start();
    child_writes("\x1b[31mr<!--XSUPERVISOR:BEGIN-->hidden<!--XSUPERVISOR:END-->ed\n");
    EXPECT_EQ(folder.get("web.log"), R"({"time":"2023-11-14T22:13:20.000Z","name":"web","program":"web",)"
                                     R"("group":"site","channel":"stdout","pid":4711,"message":"red"})"
                                     "\n");
    EXPECT_EQ(observer.communication, std::vector<std::string>{"hidden"});
}

TEST_F(ChildLogTest, lines_go_to_the_journal_with_their_fields) {
    spec.config.logfile = {config::LogTarget::Kind::none, {}};
    spec.config.journal = true;
    spec.program = "web";
    spec.group = "site";
    start();
    child_writes("one\n\ntw");
    child_writes("o\nno end");
    child_exits();
    const std::string fields = "PRIORITY=6\nSYSLOG_FACILITY=1\nSYSLOG_IDENTIFIER=web\nSUPERVISE_NAME=web\n"
                               "SUPERVISE_PROGRAM=web\nSUPERVISE_GROUP=site\nSUPERVISE_CHANNEL=stdout\n"
                               "OBJECT_PID=4711\n";
    EXPECT_EQ(journal.entries, (std::vector<std::string>{"MESSAGE=one\n" + fields, "MESSAGE=two\n" + fields,
                                                         "MESSAGE=no end\n" + fields}));
}

TEST_F(ChildLogTest, lines_go_to_syslog_and_journal_under_a_name_and_priority_of_their_own) {
    spec.config.syslog = spec.config.journal = true;
    spec.config.syslog_identifier = "shop";
    spec.config.syslog_priority = 3 * 8 + 4;
    start();
    child_writes("one\n");
    EXPECT_EQ(syslog.lines, std::vector<std::string>{"one"});
    EXPECT_EQ(syslog.labels, (std::vector<sys::SyslogLabel>{{"shop", 28}}));
    ASSERT_EQ(journal.entries.size(), 1U);
    EXPECT_NE(journal.entries[0].find("\nPRIORITY=4\nSYSLOG_FACILITY=3\nSYSLOG_IDENTIFIER=shop\n"),
              std::string::npos);
}

TEST_F(ChildLogTest, a_journal_that_is_away_is_said_once_and_costs_only_its_lines) {
    spec.config.journal = true;
    journal.code = ENOENT;
    start();
    child_writes("one\ntwo\n");
    child_writes("three\n");
    ASSERT_EQ(logger.records.size(), 1U);
    EXPECT_TRUE(logger.contains("cannot write to the journal: No such file or directory"));
    EXPECT_TRUE(loop.watches_readable(pipe_fd));
    journal.code = 0;
    child_writes("four\n");
    EXPECT_EQ(journal.entries.size(), 1U);
    EXPECT_TRUE(logger.contains("writing to the journal again; 3 entries were lost"));
    EXPECT_EQ(folder.get("web.log"), "one\ntwo\nthree\nfour\n");
}

// A log that hangs takes nothing for ever: the daemon does not wait for it.
TEST_F(ChildLogTest, a_busy_syslog_makes_the_child_wait) {
    spec.config.syslog = true;
    syslog.code = EAGAIN;
    start();
    child_writes("one\n");
    EXPECT_EQ(folder.get("web.log"), "one\n");
    child_writes("two\n");
    EXPECT_FALSE(loop.watches_readable(pipe_fd));
    syslog.code = 0;
    loop.advance(limits::record_pause);
    loop.readable(pipe_fd);
    EXPECT_EQ(syslog.lines, (std::vector<std::string>{"web one", "web two"}));
    EXPECT_TRUE(logger.records.empty());
}

TEST_F(ChildLogTest, a_syslog_that_is_away_is_said_once) {
    spec.config.syslog = true;
    syslog.code = ENOENT;
    start();
    child_writes("a\nb\n");
    EXPECT_EQ(logger.records.size(), 1U);
    EXPECT_TRUE(logger.contains("cannot write to the system log: No such file or directory"));
    syslog.code = 0;
    child_writes("c\n");
    EXPECT_EQ(syslog.lines, std::vector<std::string>{"web c"});
    EXPECT_TRUE(logger.contains("writing to the system log again; 2 entries were lost"));
}

TEST_F(ChildLogTest, a_busy_journal_makes_the_child_wait) {
    spec.config.journal = true;
    journal.code = EAGAIN;
    start();
    child_writes("one\n");
    child_writes("two\n");
    EXPECT_FALSE(loop.watches_readable(pipe_fd));
    EXPECT_TRUE(log->congested());
    journal.code = 0;
    loop.advance(limits::record_pause);
    EXPECT_TRUE(loop.watches_readable(pipe_fd));
    loop.readable(pipe_fd);
    EXPECT_EQ(journal.entries.size(), 2U);
    EXPECT_TRUE(logger.records.empty());
}

}  // namespace
}  // namespace supervise::log
