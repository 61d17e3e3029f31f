#include "log/child_log.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "log/child_log_fixture.hpp"
#include "log/limits.hpp"

namespace supervise::log {
namespace {

// LOG-033, field.md B.1: output that is not UTF-8 closed the channel.
TEST_F(ChildLogTest, bytes_in_bytes_out) {
    start();
    const std::string bytes("\xff\xfe\0\x80 caf\xc3\n", 10);
    child_writes(bytes);
    EXPECT_EQ(folder.get("web.log"), bytes);
}

// LOG-032
TEST_F(ChildLogTest, opens_an_explicit_file_at_spawn_not_before) {
    log = std::make_unique<ChildLog>(spec, context);
    EXPECT_FALSE(folder.has("web.log"));
    start();
    EXPECT_TRUE(folder.has("web.log"));
}

// LOG-030
TEST_F(ChildLogTest, makes_an_auto_file_when_it_is_made) {
    spec.config.logfile = {};
    log = std::make_unique<ChildLog>(spec, context);
    struct stat st {};
    ASSERT_EQ(::stat(log->path().c_str(), &st), 0);
    EXPECT_EQ(st.st_mode & 07777U, 0600U);
    start();
    child_writes("x\n");
    ::stat(log->path().c_str(), &st);
    EXPECT_EQ(st.st_size, 2);
}

// LOG-030: the folder is full, not writable, or not there.
class MissingAutoFile : public ChildLogTest {
protected:
    MissingAutoFile() {
        context.childlogdir = folder / "later";
        spec.config.logfile = {};
    }
    void make_the_folder() { std::filesystem::create_directory(folder / "later"); }
};

TEST_F(MissingAutoFile, is_said_and_the_child_is_drained) {
    start();
    EXPECT_TRUE(logger.contains("'web' stdout log: cannot create '" + (folder / "later/")));
    child_writes("x\n");
    EXPECT_EQ(log->path(), "");
    EXPECT_TRUE(log->has_file());
    EXPECT_EQ(log->lost_bytes(), 2U);
    child_exits();
    EXPECT_TRUE(logger.contains("2 bytes in all could not be written to an AUTO file"));
    start();
    child_writes("y\n");
    EXPECT_EQ(std::count_if(logger.records.begin(), logger.records.end(),
                            [](const auto& record) { return record.first == Level::error; }),
              1);
}

TEST_F(MissingAutoFile, is_made_for_the_next_child) {
    start();
    child_writes("lost\n");
    child_exits();
    make_the_folder();
    start();
    child_writes("kept\n");
    EXPECT_EQ(folder.get(log->path().substr(folder.path().size() + 1)), "kept\n");
    EXPECT_EQ(log->lost_bytes(), 5U);
    EXPECT_TRUE(logger.contains("' now; 5 bytes were lost"));
    child_exits();
}

TEST_F(MissingAutoFile, is_made_while_the_child_runs) {
    start();
    child_writes("lost\n");
    make_the_folder();
    child_writes("lost\n");
    loop.advance(limits::retry_interval);
    child_writes("kept\n");
    child_writes("too\n");
    EXPECT_EQ(folder.get(log->path().substr(folder.path().size() + 1)), "kept\ntoo\n");
    EXPECT_EQ(log->lost_bytes(), 10U);
    EXPECT_EQ(log->written_bytes(), 9U);
}

// A group that is removed: its last words reach a slow reader of the daemon's output all the same.
TEST_F(ChildLogTest, what_a_slow_reader_has_not_taken_outlives_the_process) {
    auto out = sys::make_pipe();
    spec.config.logfile.path = "/dev/fd/" + std::to_string(out->write_end.get());
    start();
    (void)sys::enlarge_pipe(child.get(), 256 * 1024);
    child_writes(std::string(150'000, 'x'));
    child_exits();
    log.reset();
    std::string got;
    std::vector<char> part(200'000);
    (void)sys::set_nonblocking(out->read_end.get(), true);
    for (int look = 0; look < 10; ++look) {
        const sys::Transfer read = sys::read_some(out->read_end.get(), part.data(), part.size());
        if (read.outcome == sys::Transfer::Outcome::some)
            got.append(part.data(), read.bytes);
        loop.look_to_write();
        loop.settle();
    }
    EXPECT_EQ(got.size(), 150'000U);
    loop.advance(2 * limits::farewell);
    EXPECT_TRUE(logger.records.empty());
    EXPECT_EQ(loop.timers(), 0U);
}

TEST_F(ChildLogTest, a_reader_that_takes_nothing_is_not_waited_for_for_ever) {
    auto out = sys::make_pipe();
    spec.config.logfile.path = "/dev/fd/" + std::to_string(out->write_end.get());
    start();
    (void)sys::enlarge_pipe(child.get(), 256 * 1024);
    child_writes(std::string(150'000, 'x'));
    child_exits();
    log.reset();
    EXPECT_TRUE(logger.records.empty());
    loop.advance(limits::farewell);
    ASSERT_EQ(logger.records.size(), 1U);
    EXPECT_TRUE(logger.contains("'web' stdout log: ")) << logger.records[0].second;
    EXPECT_TRUE(logger.contains(" bytes are lost that the reader of '"));
}

// LOG-034
TEST_F(ChildLogTest, appends_over_restarts_of_the_process) {
    for (const char* line : {"first\n", "second\n"}) {
        start();
        child_writes(line);
        child_exits();
    }
    EXPECT_EQ(folder.get("web.log"), "first\nsecond\n");
}

/// How many of our descriptors are that file.
int open_descriptors_of(const std::string& path) {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code gone;
        count += std::filesystem::read_symlink(entry.path(), gone) == path ? 1 : 0;
    }
    return count;
}

// PROC-072
TEST_F(ChildLogTest, holds_its_file_open_while_the_child_runs) {
    for (int i = 0; i < 2; ++i) {
        start();
        child_writes("x\n");
        EXPECT_EQ(open_descriptors_of(folder / "web.log"), 1);
        child_exits();
        EXPECT_EQ(open_descriptors_of(folder / "web.log"), 0);
    }
}

// LOG-037
TEST_F(ChildLogTest, one_read_is_one_record_and_one_event) {
    logger.threshold = Level::debug;
    spec.config.events_enabled = true;
    start();
    (void)sys::enlarge_pipe(child.get(), 1024 * 1024);
    logger.records.clear();
    const std::string output(131'072, 'x');
    child_writes(output);
    EXPECT_EQ(observer.output, std::vector<std::string>{output});
    ASSERT_EQ(logger.records.size(), 1U);
    EXPECT_EQ(logger.records[0].second, "'web' stdout output:\n" + output);
}

// field.md B.1: lost last output on stop.
TEST_F(ChildLogTest, finish_takes_what_the_pipe_still_holds) {
    start();
    ASSERT_TRUE(sys::write_all(child.get(), std::string(60'000, 'x')));
    child_exits();
    EXPECT_EQ(folder.get("web.log").size(), 60'000U);
    EXPECT_FALSE(log->attached());
}

// A grandchild keeps the pipe open: finish() neither waits nor watches any more.
TEST_F(ChildLogTest, finish_does_not_wait_for_a_grandchild) {
    start();
    ASSERT_TRUE(sys::write_all(child.get(), "last words\n"));
    log->finish();
    EXPECT_EQ(folder.get("web.log"), "last words\n");
    EXPECT_FALSE(loop.watches_readable(pipe_fd));
    EXPECT_EQ(sys::write_some(child.get(), "x", 1).outcome, sys::Transfer::Outcome::end);
}

// PROC-071
TEST_F(ChildLogTest, end_of_file_stops_monitoring) {
    logger.threshold = Level::debug;
    start();
    child.reset();
    loop.readable(pipe_fd);
    EXPECT_FALSE(loop.watches_readable(pipe_fd));
    EXPECT_TRUE(log->attached());
    EXPECT_TRUE(logger.contains(fmt::format("fd {} closed, stopped monitoring", pipe_fd)));
}

// field.md B.1: one failure in the log path closed that output for good and the child blocked on a full pipe.
TEST_F(ChildLogTest, a_log_that_cannot_be_written_never_blocks_the_child) {
    files.write_code = ENOSPC;
    start();
    for (int i = 0; i < 100; ++i)
        child_writes(std::string(10'000, 'x'));
    EXPECT_EQ(log->lost_bytes(), 1'000'000U);
    EXPECT_EQ(logger.records.size(), 1U);
    EXPECT_TRUE(
        logger.contains("'web' stdout log: cannot write to '" + log->path() + "': No space left on device"));
    files.write_code = 0;
    loop.advance(limits::retry_interval);
    child_writes("back\n");
    EXPECT_EQ(folder.get("web.log"), "back\n");
    EXPECT_TRUE(logger.contains("1000000 bytes were lost"));
}

TEST_F(ChildLogTest, says_at_the_end_what_was_lost) {
    files.open_code = EROFS;
    start();
    child_writes("abc");
    child_exits();
    EXPECT_TRUE(logger.contains("'web' stdout log: 3 bytes in all could not be written"));
}

TEST_F(ChildLogTest, without_any_target_the_pipe_is_drained) {
    spec.config.logfile = {config::LogTarget::Kind::none, ""};
    start();
    for (int i = 0; i < 10; ++i)
        child_writes(std::string(60'000, 'x'));
    EXPECT_EQ(log->path(), "");
    EXPECT_TRUE(log->clear());
    child_exits();
}

// One flooding child must leave the others their turn.
TEST_F(ChildLogTest, one_wakeup_moves_a_bounded_amount) {
    start();
    (void)sys::enlarge_pipe(child.get(), 1024 * 1024);
    ASSERT_TRUE(sys::write_all(child.get(), std::string(1024 * 1024, 'x')));
    loop.readable(pipe_fd);
    EXPECT_LE(folder.get("web.log").size(), limits::bytes_per_wakeup + limits::read_buffer);
    EXPECT_TRUE(loop.watches_readable(pipe_fd));
}

// LOG-004
TEST_F(ChildLogTest, copies_to_the_main_log_at_debug) {
    logger.threshold = Level::debug;
    start();
    child_writes("hello\n");
    ASSERT_EQ(logger.records.size(), 1U);
    EXPECT_EQ(logger.records[0].second, "'web' stdout output:\nhello\n");
    EXPECT_EQ(folder.get("web.log"), "hello\n");
}

// LOG-004
TEST_F(ChildLogTest, copies_undecodable_output_as_its_repr) {
    logger.threshold = Level::debug;
    start();
    child_writes("caf\xe9\n");
    EXPECT_EQ(logger.records[0].second, "'web' stdout output:\nUndecodable: b'caf\\xe9\\n'");
}

// LOG-005
TEST_F(ChildLogTest, settles_the_copy_at_spawn) {
    start();
    logger.threshold = Level::debug;
    child_writes("hello\n");
    EXPECT_TRUE(logger.records.empty());
}

// LOG-006
TEST_F(ChildLogTest, copies_a_listeners_protocol_as_a_bytes_repr) {
    logger.threshold = Level::debug;
    spec.process_name = "el";
    spec.listener = true;
    start();
    child_writes("READY\n");
    EXPECT_EQ(logger.records[0].second, "'el' stdout output:\nb'READY\\n'");
}

// LOG-036
TEST_F(ChildLogTest, tells_a_listeners_bytes_unfiltered_and_logs_them) {
    spec.listener = true;
    spec.strip_ansi = true;
    start();
    child_writes("\x1b[1mREADY\n");
    EXPECT_EQ(observer.output, std::vector<std::string>{"\x1b[1mREADY\n"});
    EXPECT_EQ(folder.get("web.log"), "READY\n");
}

// LOG-040, LOG-041
TEST_F(ChildLogTest, strips_escapes_also_when_reads_cut_them) {
    spec.strip_ansi = true;
    start();
    child_writes("a\x1b[3");
    child_writes("1mred\x1b");
    child_writes("[0m!\x1b");
    child_exits();
    EXPECT_EQ(folder.get("web.log"), "ared!\x1b");
}

// CFG-215: from the next child on.
TEST_F(ChildLogTest, stripping_escapes_can_be_switched) {
    for (const bool strip : {false, true, false}) {
        if (log)
            log->strip_ansi(strip);
        start();
        child_writes("\x1b[1mx");
        child_exits();
    }
    EXPECT_EQ(folder.get("web.log"), "\x1b[1mxx\x1b[1mx");
}

// LOG-050, LOG-051
TEST_F(ChildLogTest, captures_between_tokens) {
    spec.config.capture_maxbytes = 100;
    logger.threshold = Level::debug;
    start();
    logger.records.clear();
    child_writes("before<!--XSUPERVISOR:BEGIN-->inside<!--XSUPERVISOR:END-->after");
    EXPECT_EQ(folder.get("web.log"), "beforeafter");
    EXPECT_EQ(observer.communication, std::vector<std::string>{"inside"});
    EXPECT_TRUE(logger.contains("'web' stdout emitted a comm event"));
}

// LOG-052
TEST_F(ChildLogTest, captures_no_more_than_configured) {
    spec.config.capture_maxbytes = 5;
    start();
    child_writes("<!--XSUPERVISOR:BEGIN-->12345");
    child_writes("6789<!--XSUPERVISOR:END-->");
    EXPECT_EQ(observer.communication, std::vector<std::string>{"56789"});
}

// LOG-053
TEST_F(ChildLogTest, short_lines_are_not_delayed_in_capture_mode) {
    spec.config.capture_maxbytes = 100;
    start();
    child_writes("ok\n");
    EXPECT_EQ(folder.get("web.log"), "ok\n");
}

// LOG-054
TEST_F(ChildLogTest, logs_at_the_end_what_might_have_become_a_token) {
    spec.config.capture_maxbytes = 100;
    start();
    child_writes("tail <!--XSUPER");
    EXPECT_EQ(folder.get("web.log"), "tail ");
    child_exits();
    EXPECT_EQ(folder.get("web.log"), "tail <!--XSUPER");
}

// LOG-055
TEST_F(ChildLogTest, a_capture_without_end_comes_to_nothing) {
    spec.config.capture_maxbytes = 100;
    start();
    child_writes("a<!--XSUPERVISOR:BEGIN-->secret");
    child_exits();
    EXPECT_EQ(folder.get("web.log"), "a");
    EXPECT_TRUE(observer.communication.empty());
    start();
    child_writes("b");
    EXPECT_EQ(folder.get("web.log"), "ab");
}

// LOG-056
TEST_F(ChildLogTest, tells_output_events_outside_of_capture_only) {
    spec.config.capture_maxbytes = 100;
    spec.config.events_enabled = true;
    start();
    child_writes("a<!--XSUPERVISOR:BEGIN-->b<!--XSUPERVISOR:END-->c");
    EXPECT_EQ(observer.output, (std::vector<std::string>{"a", "c"}));
}

// LOG-057
TEST_F(ChildLogTest, captures_without_a_log_file) {
    spec.config.capture_maxbytes = 100;
    spec.config.logfile = {config::LogTarget::Kind::none, ""};
    start();
    child_writes("<!--XSUPERVISOR:BEGIN-->x<!--XSUPERVISOR:END-->");
    EXPECT_EQ(observer.communication, std::vector<std::string>{"x"});
}

// LOG-035
TEST_F(ChildLogTest, sends_lines_to_syslog_beside_the_file) {
    spec.config.syslog = true;
    start();
    child_writes("one\ntw");
    child_writes("o\n\n");
    child_writes("three");
    child_exits();
    EXPECT_EQ(syslog.lines, (std::vector<std::string>{"web one", "web two", "web three"}));
    EXPECT_EQ(folder.get("web.log"), "one\ntwo\n\nthree");
}

// DAEMON-060: sinks do not depend on one another.
TEST_F(ChildLogTest, a_failing_file_stops_no_other_sink) {
    files.open_code = EACCES;
    spec.config.syslog = true;
    spec.config.events_enabled = true;
    start();
    child_writes("x\n");
    EXPECT_EQ(syslog.lines, std::vector<std::string>{"web x"});
    EXPECT_EQ(observer.output, std::vector<std::string>{"x\n"});
}

// RPC-052
TEST_F(ChildLogTest, clear_works_when_the_process_does_not_run) {
    start();
    child_writes("old");
    child_exits();
    EXPECT_TRUE(log->clear());
    EXPECT_EQ(folder.get("web.log"), "");
}

TEST_F(ChildLogTest, followers_hear_of_writes_and_of_clearing_until_they_leave) {
    start();
    int heard = 0;
    sys::Registration follower = log->followed()->follow([&] { ++heard; });
    child_writes("a");
    EXPECT_EQ(heard, 1);
    EXPECT_TRUE(log->clear());
    EXPECT_EQ(heard, 2);
    follower.reset();
    child_writes("b");
    EXPECT_EQ(heard, 2);
}

TEST_F(ChildLogTest, a_follower_may_leave_inside_its_call_and_outlive_the_log) {
    start();
    sys::Registration leaving, staying;
    leaving = log->followed()->follow([&] { leaving.reset(); });
    staying = log->followed()->follow([] {});
    child_writes("a");
    child_writes("b");
    log.reset();
}

// As when `update` replaces a program: whoever follows hears of the next one, and learns where it writes.
TEST_F(ChildLogTest, followers_stay_for_the_next_of_that_name) {
    spec.group = "g";
    start();
    const std::shared_ptr<FollowedLog> followed = log->followed();
    int heard = 0;
    const sys::Registration follower = followed->follow([&] { ++heard; });
    log.reset();
    heard = 0;
    for (std::string ChildLogSpec::*part :
         {&ChildLogSpec::group, &ChildLogSpec::process_name, &ChildLogSpec::channel}) {
        ChildLogSpec other = spec;
        other.*part = "other";
        const ChildLog of_another(other, context);
    }
    EXPECT_EQ(heard, 0);
    spec.config.logfile.path = folder / "next.log";
    spec.prefix = "{name}:";
    start();
    EXPECT_EQ(heard, 1);
    EXPECT_EQ(followed->path(), folder / "next.log");
    EXPECT_TRUE(followed->lines());
    EXPECT_EQ(followed->times_taken_over(), 1U);
    child_writes("a");
    EXPECT_EQ(heard, 2);
    EXPECT_EQ(log->followed(), followed);
}

TEST_F(ChildLogTest, nobody_is_remembered_who_has_stopped_following) {
    start();
    std::shared_ptr<FollowedLog> followed = log->followed();
    log.reset();
    followed.reset();
    start();
    EXPECT_EQ(log->followed()->times_taken_over(), 0U);
}

// A pipe as target that nobody reads holds the child up, as it would without us, and nothing is lost.
TEST_F(ChildLogTest, a_slow_target_makes_the_child_wait) {
    auto slow = sys::make_pipe();
    spec.config.logfile.path = "/dev/fd/" + std::to_string(slow->write_end.get());
    spec.config.logfile_maxbytes = 0;
    start();
    for (int i = 0; i < 3; ++i)
        child_writes(std::string(50'000, 'x'));
    EXPECT_FALSE(loop.watches_readable(pipe_fd));
    ASSERT_TRUE(sys::set_nonblocking(slow->read_end.get(), true));
    std::string sink(1'000'000, '\0');
    (void)sys::read_some(slow->read_end.get(), sink.data(), sink.size());
    for (int fd = 0; fd < 64; ++fd)
        loop.writable(fd);
    EXPECT_TRUE(loop.watches_readable(pipe_fd));
    EXPECT_EQ(log->lost_bytes(), 0U);
    EXPECT_GE(log->read_bytes(), log->written_bytes());
}

}  // namespace
}  // namespace supervise::log
