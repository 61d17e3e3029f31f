#include <gtest/gtest.h>

#include "fake/config_world.hpp"

namespace supervise::config {
namespace {

class LoadGroup : public testing::Test, protected fake::ConfigWorld {
protected:
    /// "name(priority): process process; ..."
    std::string groups(const std::string& text) {
        const LoadResult result = load("[supervisord]\n" + text);
        if (result.error)
            return "error: " + *result.error;
        std::string out;
        for (const GroupConfig& group : result.model.groups) {
            out += group.name + "(" + std::to_string(group.priority) + "):";
            for (const ProcessConfig& process : group.processes)
                out += " " + process.name;
            out += "; ";
        }
        return out;
    }
};

const std::string programs = "[program:a]\ncommand=a\npriority=5\n[program:b]\ncommand=b\n"
                             "[fcgi-program:f]\ncommand=f\nsocket=tcp://h:1\n";

// CFG-168, CFG-169
TEST_F(LoadGroup, sorted_by_priority_and_name) {
    EXPECT_EQ(
        groups("[program:c]\ncommand=x\n[program:b]\ncommand=x\n[program:a]\ncommand=x\npriority=1000\n"),
        "b(999): b; c(999): c; a(1000): a; ");
}

// CFG-175, CFG-179, CFG-180
TEST_F(LoadGroup, members_keep_their_order) {
    EXPECT_EQ(groups("[group:g]\nprograms=b,a\n" + programs), "f(999): f; g(999): b a; ");
    EXPECT_EQ(groups("[group:g]\n" + programs), "a(5): a; b(999): b; f(999): f; g(999):; ");
    EXPECT_EQ(groups("[group:g]\nprograms=a\n[group:h]\nprograms=a\npriority=1\n[program:a]\ncommand=a\n"),
              "h(1): a; g(999): a; ");
}

// CFG-176: the reference names the section of the member before.
TEST_F(LoadGroup, unknown_member) {
    EXPECT_EQ(groups("[group:g]\nprograms=a,zz\n" + programs),
              "error: [group:g] names unknown program or fcgi-program zz");
}

// CFG-177
TEST_F(LoadGroup, ambiguous_member) {
    EXPECT_EQ(groups("[group:g]\nprograms=a\n[program:a]\ncommand=a\n[fcgi-program:a]\n"),
              "error: [group:g] name a is ambiguous (exists as program and fcgi-program)");
}

// CFG-178
TEST_F(LoadGroup, listeners_cannot_be_grouped) {
    EXPECT_EQ(groups("[group:g]\nprograms=e\n[eventlistener:e]\ncommand=e\nevents=EVENT\n"),
              "error: [group:g] names unknown program or fcgi-program e");
}

// CFG-181
TEST_F(LoadGroup, a_name_is_used_once) {
    EXPECT_EQ(groups("[group:b]\nprograms=a\npriority=1\n" + programs), "b(1): a; f(999): f; ");
}

TEST_F(LoadGroup, of_equal_process_names_the_last_wins) {
    const auto result =
        load("[supervisord]\n[group:g]\nprograms=a,b\n[program:a]\ncommand=1\nprocess_name=p\n"
             "[program:b]\ncommand=2\nprocess_name=p\n");
    ASSERT_EQ(result.model.groups.at(0).processes.size(), 1U);
    EXPECT_EQ(result.model.groups[0].processes[0].command, "2");
    EXPECT_EQ(result.diagnostics.at(0).what, "two processes are named g:p, only the last one runs");
}

// CFG-182, FCGI-009: not even its socket is looked at.
TEST_F(LoadGroup, grouped_fcgi_program_is_an_ordinary_one) {
    const auto result =
        load("[supervisord]\n[group:g]\nprograms=f\n[fcgi-program:f]\ncommand=f\nsocket=bad\n");
    EXPECT_FALSE(result.error);
    EXPECT_FALSE(result.model.groups.at(0).socket);
}

// CFG-094, and section 1.9 on the suffix.
TEST_F(LoadGroup, names) {
    EXPECT_EQ(groups("[group:a b]\n"), "error: Invalid name: 'a b' because of character: ' '");
    EXPECT_EQ(groups("[program:a:b]\ncommand=x\n"), "error: Invalid name: 'a:b' because of character: ':'");
    EXPECT_EQ(groups("[eventlistener:a/b]\ncommand=x\nevents=EVENT\n"),
              "error: Invalid name: 'a/b' because of character: '/' in section 'eventlistener:a/b' (file: "
              "'c.conf')");
    EXPECT_EQ(groups("[program: a ]\ncommand=x\n"), "a(999): a; ");
}

// CFG-185, CFG-186, CFG-187
TEST_F(LoadGroup, listeners) {
    const auto result = load("[supervisord]\n[eventlistener:e]\ncommand=e\nevents=tick_5, EVENT,TICK_5\n");
    ASSERT_FALSE(result.error);
    const GroupConfig& pool = result.model.groups.at(0);
    EXPECT_EQ(pool.priority, -1);
    EXPECT_EQ(pool.processes.at(0).priority, 999);
    EXPECT_EQ(pool.listener->events, (std::vector{EventType::tick_5, EventType::event}));
    EXPECT_EQ(pool.listener->buffer_size, 1000);
    EXPECT_EQ(pool.listener->result_timeout, 0);
    EXPECT_EQ(pool.listener->on_violation, ListenerConfig::OnViolation::restart);
    EXPECT_EQ(pool.listener->result_handler, "supervisor.dispatchers:default_handler");
    EXPECT_EQ(groups("[eventlistener:e]\ncommand=e\nevents=EVENT\npriority=7\n"), "e(7): e; ");
    const auto ours = load("[supervisord]\n[eventlistener:e]\ncommand=e\nevents=EVENT\nresult_timeout=7\n"
                           "on_violation=Ignore\n");
    EXPECT_EQ(ours.model.groups.at(0).listener->result_timeout, 7);
    EXPECT_EQ(ours.model.groups.at(0).listener->on_violation, ListenerConfig::OnViolation::ignore);
}

// CFG-186 to CFG-189, CFG-191, EXT-003
TEST_F(LoadGroup, listener_errors_in_order) {
    const auto refused = [&](const char* keys) { return groups(std::string("[eventlistener:e]\n") + keys); };
    EXPECT_EQ(refused(""), "error: [eventlistener:e] section requires an \"events\" line");
    EXPECT_EQ(refused("events=\n"), "error: [eventlistener:e] section requires an \"events\" line");
    EXPECT_EQ(refused("events=NOPE\n"), "error: Unknown event type NOPE in [eventlistener:e] events");
    EXPECT_EQ(refused("events=NOPE\nbuffer_size=0\n"),
              "error: [eventlistener:e] section sets invalid buffer_size (0)");
    EXPECT_EQ(refused("priority=x\nbuffer_size=0\n"), "error: invalid literal for int() with base 10: 'x'");
    EXPECT_EQ(refused("events=EVENT\nresult_handler=m:f\n"),
              "error: m:f cannot be resolved within [eventlistener:e]: No module named 'm'");
    EXPECT_EQ(
        refused("events=EVENT\nredirect_stderr=true\n"),
        "error: [eventlistener:e] section sets redirect_stderr=true but this is not allowed because it will "
        "interfere with the eventlistener protocol");
    EXPECT_EQ(refused("events=EVENT\nresult_timeout=-1\n"), "error: -1 is below lower bound (0)");
    EXPECT_EQ(refused("events=EVENT\non_violation=kill\n"),
              "error: [eventlistener:e] section sets invalid on_violation (kill)");
    EXPECT_EQ(refused("events=EVENT\n"),
              "error: program section eventlistener:e does not specify a command in section "
              "'eventlistener:e' (file: 'c.conf')");
}

class LoadFcgi : public LoadGroup {
protected:
    FcgiSocketConfig socket(const std::string& keys) {
        const auto result = load("[supervisord]\n[fcgi-program:f]\ncommand=f\n" + keys);
        EXPECT_EQ(result.error.value_or(""), "") << keys;
        return result.model.groups.at(0).socket.value_or(FcgiSocketConfig{});
    }
    std::string refused(const std::string& keys) { return groups("[fcgi-program:f]\ncommand=f\n" + keys); }
};

// CFG-195, CFG-198, CFG-199
TEST_F(LoadFcgi, sockets) {
    const FcgiSocketConfig plain = socket("socket=unix:///tmp/../tmp/%(program_name)s.sock\n");
    EXPECT_EQ(plain.url, "unix:///tmp/f.sock");
    EXPECT_EQ(plain.mode, 0700U);
    EXPECT_EQ(plain.uid, std::nullopt);
    const FcgiSocketConfig owned =
        socket("socket=unix:///tmp/s\nuser=nobody\nsocket_mode=0660\nsocket_backlog=5\n");
    EXPECT_EQ(owned.uid, 65534U);
    EXPECT_EQ(owned.gid, 65534U);
    EXPECT_EQ(owned.mode, 0660U);
    EXPECT_EQ(owned.backlog, 5);
    EXPECT_EQ(socket("socket=unix:///tmp/s\nuser=ann\n").uid, std::nullopt);  // the daemon's own uid
    EXPECT_EQ(socket("socket=unix:///tmp/s\nsocket_owner=root:users\nuser=nobody\n").gid, 100U);
    EXPECT_EQ(socket("socket=tcp://LocalHost:80\n").url, "tcp://localhost:80");
}

// CFG-071, CFG-195 to CFG-199
TEST_F(LoadFcgi, errors) {
    EXPECT_EQ(refused(""), "error: [fcgi-program:f] section requires a \"socket\" line");
    EXPECT_EQ(refused("socket=foo\n"), "error: ('Bad socket format %s', 'foo') in [fcgi-program:f] socket");
    EXPECT_EQ(refused("socket=unix://foo\n"),
              "error: ('Unix socket path %s is not an absolute path', 'foo') in [fcgi-program:f] socket");
    EXPECT_EQ(refused("socket=tcp://h:0\n"), "error: 0 is below lower bound (1) in [fcgi-program:f] socket");
    EXPECT_EQ(refused("socket=tcp://h:1\nsocket_mode=0700\n"),
              "error: socket_owner and socket_mode params should only be used with a Unix domain socket in "
              "[fcgi-program:f] socket");
    EXPECT_EQ(refused("socket=tcp://h:1\nsocket_owner=bob\n"), "error: Invalid socket_owner value bob");
    EXPECT_EQ(refused("socket=tcp://h:1\nsocket_mode=9\n"), "error: Invalid socket_mode value 9");
    EXPECT_EQ(refused("socket=tcp://h:1\nsocket_backlog=0\n"), "error: Invalid socket_backlog value 0");
    EXPECT_EQ(refused("socket=%(host_node_name)s\n"),
              "error: Format string '%(host_node_name)s' for 'fcgi-program:f.socket' contains names "
              "('host_node_name') "
              "which cannot be expanded. Available names: ENV_HOME, ENV_X, here, program_name");
}

}  // namespace
}  // namespace supervise::config
