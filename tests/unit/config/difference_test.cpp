#include "config/difference.hpp"

#include <gtest/gtest.h>

#include "config/tables.hpp"
#include "fake/config_world.hpp"

namespace supervise::config {
namespace {

using Names = std::vector<std::string>;

class Compared : public testing::Test, protected fake::ConfigWorld {
protected:
    Difference between(const std::string& before, const std::string& after) {
        const Model running = load("[supervisord]\n" + before).model;
        const LoadResult next = load("[supervisord]\n" + after);
        EXPECT_EQ(next.error.value_or(""), "");
        std::vector<const GroupConfig*> active;
        for (const GroupConfig& group : running.groups)
            active.push_back(&group);
        return difference(active, next.model.groups);
    }
    bool changed(const std::string& before, const std::string& after) {
        return between("[program:x]\ncommand=c\n" + before, "[program:x]\ncommand=c\n" + after).changed ==
               Names{"x"};
    }
};

// CFG-211
TEST_F(Compared, added_changed_and_removed) {
    const Difference d = between("[program:a]\ncommand=1\n[program:b]\ncommand=1\n[program:c]\ncommand=1\n",
                                 "[program:d]\ncommand=1\n[program:b]\ncommand=2\n[program:a]\ncommand=1\n");
    EXPECT_EQ(d.added, Names{"d"});
    EXPECT_EQ(d.changed, Names{"b"});
    EXPECT_EQ(d.removed, Names{"c"});
    EXPECT_TRUE(between("[program:a]\ncommand=1\n", "[program:a]\ncommand=1\n").empty());
}

// CFG-212
TEST_F(Compared, every_key_of_a_process_counts) {
    for (const char* keys : {"command=d\n", "priority=1\n", "autostart=false\n", "startsecs=5\n",
                             "exitcodes=1\n", "user=nobody\n", "environment=A=1\n", "serverurl=http://h\n",
                             "stdout_logfile=/tmp/x\n", "stderr_logfile_maxbytes=1\n", "numprocs=0\n",
                             "essential=true\n", "environment_file=x\n", "process_name=y\n"})
        EXPECT_TRUE(changed("", keys)) << keys;
    EXPECT_FALSE(changed("startsecs=1\n", ""));
    EXPECT_FALSE(changed("environment=A=1,B=2\n", "environment=B=2,A=1\n"));
    EXPECT_TRUE(changed("environment=A=1,B=2\n", "environment=B=1,A=2\n"));
}

/// A value for a key that is not its default; empty for keys that say how many processes there are.
std::string other_value(const Option& option) {
    if (option.name.starts_with("numprocs"))
        return "";
    switch (option.type) {
    case Type::duration:
        return "7h";
    case Type::boolean:
        return option.fallback == "true" ? "false" : "true";
    case Type::integer:
    case Type::byte_size:
        return "7";
    case Type::signal:
        return "HUP";
    case Type::exit_codes:
        return "3";
    case Type::autorestart:
        return "false";
    case Type::url:
        return "http://h";
    default:
        return std::string(option.example);
    }
}

// A key that is added to the tables is compared too, or this fails.
TEST_F(Compared, every_row_of_the_tables_counts) {
    files.folders.insert("/var/log");
    const auto expect_change = [&](const Option& option) {
        const std::string value = other_value(option);
        if (value.empty())
            return;
        EXPECT_TRUE(changed("", std::string(option.name) + "=" + value + "\n")) << option.name;
    };
    for (const auto& row : program_rows())
        expect_change(row.option);
    for (const auto& row : process_rows())
        expect_change(row.option);
}

// CFG-212: the reference does not see these.
TEST_F(Compared, changes_to_auto_logs_are_seen) {
    EXPECT_TRUE(changed("stdout_logfile=AUTO\n", "stdout_logfile=/tmp/x\n"));
    EXPECT_TRUE(changed("stdout_logfile=/tmp/x\n", "stdout_logfile=AUTO\n"));
    EXPECT_TRUE(changed("stdout_logfile=NONE\n", "stdout_logfile=AUTO\n"));
    EXPECT_FALSE(changed("stdout_logfile=auto\n", ""));
}

// CFG-213
TEST_F(Compared, groups_listeners_and_sockets) {
    const std::string programs = "[program:a]\ncommand=a\n[program:b]\ncommand=b\n";
    EXPECT_EQ(between("[group:g]\nprograms=a,b\n" + programs, "[group:g]\nprograms=b,a\n" + programs).changed,
              Names{"g"});
    EXPECT_EQ(
        between("[group:g]\nprograms=a,b\n" + programs, "[group:g]\nprograms=a,b\npriority=1\n" + programs)
            .changed,
        Names{"g"});
    const std::string listener = "[eventlistener:e]\ncommand=e\n";
    EXPECT_EQ(between(listener + "events=TICK\n", listener + "events=EVENT\n").changed, Names{"e"});
    EXPECT_EQ(between(listener + "events=TICK\n", listener + "events=TICK\nbuffer_size=2\n").changed,
              Names{"e"});
    EXPECT_EQ(between(listener + "events=TICK\n", listener + "events=TICK\non_violation=ignore\n").changed,
              Names{"e"});
    EXPECT_TRUE(between(listener + "events=TICK,EVENT\n", listener + "events=EVENT,TICK\n").empty());
    const std::string fcgi = "[fcgi-program:f]\ncommand=f\nsocket=unix:///tmp/s\n";
    for (const char* key : {"socket_mode=0770\n", "socket_owner=ann\n", "socket_backlog=5\n"})
        EXPECT_EQ(between(fcgi, fcgi + key).changed, Names{"f"}) << key;
    EXPECT_EQ(between(fcgi, "[program:f]\ncommand=f\n").changed, Names{"f"});
}

// CFG-214
TEST_F(Compared, daemon_environment_changes_every_program) {
    EXPECT_EQ(between("environment=A=1\n[program:a]\ncommand=1\n[program:b]\ncommand=1\n",
                      "environment=A=2\n[program:a]\ncommand=1\n[program:b]\ncommand=1\n")
                  .changed,
              (Names{"a", "b"}));
}

}  // namespace
}  // namespace supervise::config
