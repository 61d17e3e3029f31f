#include "pidproxy/proxy.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>

#include "fake/loop.hpp"
#include "fake/process_calls.hpp"
#include "fake/temp_folder.hpp"

namespace supervise::pidproxy {
namespace {

using namespace std::chrono_literals;
using Signals = std::vector<std::pair<pid_t, int>>;

class ProxyOf : public testing::Test {
protected:
    static constexpr pid_t command = 50;
    /// One that certainly runs: whoever started this test. No signal reaches it, the kernel is played.
    const pid_t other = ::getppid();

    void pidfile(const std::string& text) { std::ofstream(path) << text; }
    void ends(pid_t pid, int how) {
        calls.exits.push_back({pid, how});
        proxy->reap();
    }
    void make() {
        proxy.emplace(path,
                      Proxy::Surroundings{loop, calls, 77,
                                          [this](std::string_view line) { said += std::string(line) + "\n"; },
                                          [this](int code) { status = code; }});
        proxy->started(command);
    }
    /// Signals but the ones that only ask whether somebody is there.
    Signals sent() const {
        Signals result = calls.signals;
        std::erase_if(result, [](const auto& signal) { return signal.second == 0; });
        return result;
    }

    fake::TempFolder folder;
    std::string path = folder / "x.pid";
    fake::Loop loop;
    fake::ProcessCalls calls;
    std::optional<Proxy> proxy;
    std::string said;
    std::optional<int> status;
};

// EXT-008
TEST_F(ProxyOf, signals_go_to_the_process_of_the_pidfile) {
    make();
    pidfile(std::to_string(other) + "\n");
    for (const int signal : {SIGHUP, SIGUSR1, SIGUSR2})
        proxy->on_signal(signal);
    EXPECT_EQ(sent(), (Signals{{other, SIGHUP}, {other, SIGUSR1}, {other, SIGUSR2}}));
    EXPECT_EQ(status, std::nullopt);
}

TEST_F(ProxyOf, after_a_signal_that_ends_it_waits_for_command_and_daemon) {
    make();
    pidfile(std::to_string(other));
    proxy->on_signal(SIGTERM);
    EXPECT_EQ(sent(), (Signals{{other, SIGTERM}}));
    ends(command, fake::exit_status(1));
    EXPECT_EQ(status, std::nullopt) << "the daemon still runs";
}

TEST_F(ProxyOf, the_command_may_be_the_daemon) {
    make();
    pidfile(std::to_string(command));
    proxy->on_signal(SIGTERM);
    EXPECT_EQ(sent(), (Signals{{command, SIGTERM}}));
    EXPECT_EQ(status, std::nullopt);
    ends(command, fake::killed_by(SIGTERM));
    EXPECT_EQ(status, 0) << "it was asked to end";
}

TEST_F(ProxyOf, what_is_no_pid_of_a_daemon_gets_no_signal) {
    make();
    for (const char* text : {"", "0", "-1", "1", "77", "12x", "99999999999999", "4 5"}) {
        pidfile(text);
        said.clear();
        proxy->on_signal(SIGHUP);
        EXPECT_EQ(said, "Can't read child pidfile " + path + "!\n") << text;
    }
    EXPECT_TRUE(sent().empty());
}

// Otherwise nothing but SIGKILL would end it, and the command would run on.
TEST_F(ProxyOf, without_a_pidfile_the_command_is_asked_to_end) {
    make();
    proxy->on_signal(SIGUSR1);
    proxy->on_signal(SIGTERM);
    EXPECT_EQ(sent(), (Signals{{command, SIGTERM}}));
    ends(command, fake::killed_by(SIGTERM));
    EXPECT_EQ(status, 0);
}

TEST_F(ProxyOf, a_command_that_fails_is_told) {
    make();
    ends(command, fake::exit_status(3));
    EXPECT_EQ(status, 3);
    status.reset();
    make();
    ends(command, fake::killed_by(SIGSEGV));
    EXPECT_EQ(status, 128 + SIGSEGV);
}

TEST_F(ProxyOf, a_program_that_left_for_the_background_is_followed) {
    make();
    ends(command, fake::exit_status(0));
    loop.advance(500ms);
    EXPECT_EQ(status, std::nullopt) << "its pidfile may come";
    pidfile(std::to_string(other));
    loop.advance(5s);
    EXPECT_EQ(status, std::nullopt);
    proxy->on_signal(SIGHUP);
    EXPECT_EQ(sent(), (Signals{{other, SIGHUP}}));
}

TEST_F(ProxyOf, without_a_new_pidfile_it_ends_with_the_command) {
    pidfile(std::to_string(other));  // of an earlier daemon
    make();
    ends(command, fake::exit_status(0));
    loop.advance(Proxy::pidfile_grace - 1ms);
    EXPECT_EQ(status, std::nullopt);
    loop.advance(1ms);
    EXPECT_EQ(status, 0);
}

TEST_F(ProxyOf, a_daemon_that_is_gone_is_not_waited_for) {
    make();
    pidfile("4194304");  // above the highest pid there is
    calls.kill_errno = ESRCH;
    ends(command, fake::exit_status(0));
    loop.advance(Proxy::pidfile_grace);
    EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace supervise::pidproxy
