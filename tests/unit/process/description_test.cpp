#include "process/description.hpp"

#include <csignal>
#include <cstdlib>
#include <ctime>

#include <gtest/gtest.h>

namespace supervise::process {
namespace {

using namespace std::chrono_literals;

// PROC-060
TEST(Description, uptime) {
    EXPECT_EQ(format_uptime(5s), "0:00:05");
    EXPECT_EQ(format_uptime(3661s), "1:01:01");
    EXPECT_EQ(format_uptime(24h + 3661s), "1 day, 1:01:01");
    EXPECT_EQ(format_uptime(48h + 5s), "2 days, 0:00:05");
    EXPECT_EQ(format_uptime(-5s), "0:00:00");
    EXPECT_EQ(describe({.state = State::running, .pid = 42, .uptime = 5s}), "pid 42, uptime 0:00:05");
}

// PROC-061
TEST(Description, failure) {
    EXPECT_EQ(describe({.state = State::fatal, .name = "web", .spawnerr = "can't find command 'x'"}),
              "can't find command 'x'");
    EXPECT_EQ(describe({.state = State::backoff, .name = "web"}), "unknown error (try \"tail web\")");
}

// PROC-062, PROC-064
TEST(Description, at_rest) {
    ::setenv("TZ", "UTC", 1);
    ::tzset();
    EXPECT_EQ(describe({.state = State::stopped}), "Not started");
    EXPECT_EQ(describe({.state = State::exited, .ever_started = true, .stop_time = 1'700'000'000}),
              "Nov 14 10:13 PM");
    for (const State state : {State::starting, State::stopping, State::unknown})
        EXPECT_EQ(describe({.state = state, .ever_started = true}), "");
}

// DAEMON-058
TEST(Description, wait_status) {
    EXPECT_EQ(describe_exit(3 << 8), "exit status 3");
    EXPECT_EQ(describe_exit(SIGKILL), "terminated by SIGKILL");
    EXPECT_EQ(describe_exit(SIGSEGV | 0x80), "terminated by SIGSEGV (core dumped)");
    EXPECT_EQ(describe_exit(SIGPOLL), "terminated by SIGPOLL");
    EXPECT_EQ(describe_exit(34), "terminated by SIGRTMIN");
    EXPECT_EQ(describe_exit(40), "terminated by signal 40");
    EXPECT_EQ(describe_exit(64), "terminated by SIGRTMAX");
    EXPECT_EQ(describe_exit(0x137f), "unknown termination cause 0x137f");
}

}  // namespace
}  // namespace supervise::process
