#include "supervisorctl/completion.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "fake/remote.hpp"
#include "supervisorctl/daemon_names.hpp"
#include "supervisorctl/edited_lines.hpp"
#include "supervisorctl/limits.hpp"

namespace supervise::ctl {
namespace {

using Words = std::vector<std::string>;

class FixedNames final : public Names {
public:
    std::span<const ProcessName> processes() override { return processes_; }
    std::span<const std::string> new_groups() override { return new_groups_; }

    std::vector<ProcessName> processes_{{"api", "api"}, {"g", "a"}, {"g", "b"}, {"web", "web"}};
    std::vector<std::string> new_groups_;
};

class Completion : public ::testing::Test {
protected:
    Words of(std::string_view line) { return completions(line, names_); }
    FixedNames names_;
};

// CTL-084
TEST_F(Completion, the_first_word_is_a_command) {
    EXPECT_EQ(of("ver"), Words{"version"});
    EXPECT_EQ(of("  sta"), (Words{"start", "status"}));
    EXPECT_EQ(of("hel"), Words{"help"});
    EXPECT_EQ(of("EO"), Words{});
    EXPECT_EQ(of("xyz"), Words{});
    const Words all = of("");
    EXPECT_EQ(std::count(all.begin(), all.end(), "help"), 1);
    EXPECT_EQ(std::count(all.begin(), all.end(), "EOF"), 0);
}

TEST_F(Completion, a_topic_follows_help) {
    EXPECT_EQ(of("help main"), Words{"maintail"});
    EXPECT_EQ(of("? main"), Words{"maintail"});
    EXPECT_EQ(of("help maintail s"), Words{});
}

TEST_F(Completion, groups_follow_what_works_on_groups) {
    EXPECT_EQ(of("remove "), (Words{"api", "g", "web"}));
    EXPECT_EQ(of("update w"), Words{"web"});
    EXPECT_EQ(of("update a"), (Words{"api", "all"}));
    EXPECT_EQ(of("add "), (Words{"api", "g", "web"}));
    names_.new_groups_ = {"new", "new"};
    EXPECT_EQ(of("add "), Words{"new"});
    EXPECT_EQ(of("update n"), Words{"new"});
}

// CTL-085
TEST_F(Completion, a_process_has_its_plain_name_where_that_suffices) {
    EXPECT_EQ(of("stop "), (Words{"api", "g:a", "g:*", "g:b", "web", "all"}));
    EXPECT_EQ(of("stop g:"), (Words{"g:a", "g:*", "g:b"}));
    EXPECT_EQ(of("stop web:"), (Words{"web:web", "web:*"}));
    EXPECT_EQ(of("stop g:a w"), Words{"web"});
    for (const char* command : {"clear", "pid", "restart", "start", "status", "stop", "signal TERM"}) {
        EXPECT_EQ(of(std::string(command) + " we"), Words{"web"}) << command;
    }
    EXPECT_EQ(of("fg we"), Words{"web"});
    EXPECT_EQ(of("fg web w"), Words{});
}

TEST_F(Completion, what_belongs_to_a_command_is_offered_where_it_can_stand) {
    EXPECT_EQ(of("tail "), (Words{"-f", "api", "g:a", "g:*", "g:b", "web"}));
    EXPECT_EQ(of("tail -f w"), Words{"web"});
    EXPECT_EQ(of("tail web std"), (Words{"stderr", "stdout"}));
    EXPECT_EQ(of("tail -f web stdo"), Words{"stdout"});
    EXPECT_EQ(of("tail web stdout s"), Words{});
    EXPECT_EQ(of("maintail "), Words{"-f"});
    EXPECT_EQ(of("maintail -f "), Words{});
    EXPECT_EQ(of("signal USR"), (Words{"USR1", "USR2"}));
    EXPECT_EQ(of("open "), (Words{"http://", "unix://"}));
    EXPECT_EQ(of("version "), Words{});
    EXPECT_EQ(of("nonsense "), Words{});
}

TEST_F(Completion, options_are_offered_when_a_dash_is_typed) {
    EXPECT_EQ(of("stop --se"), Words{"--serial"});
    EXPECT_EQ(of("stop --timeout "), Words{});
    EXPECT_EQ(of("stop --timeout 5 we"), Words{"web"});
    EXPECT_EQ(of("fg --timeout=5 we"), Words{"web"});
    EXPECT_EQ(of("logs -n 20 we"), Words{"web"});
    EXPECT_EQ(of("logs web --std"), (Words{"--stdout", "--stderr"}));
    EXPECT_EQ(of("quit -"), Words{});
}

TEST_F(Completion, what_could_not_be_typed_is_not_offered) {
    names_.processes_ = {{"a b", "a b"}, {"\x1b[2J", "\x1b[2J"}, {"caf\xc3\xa9", "caf\xc3\xa9"}};
    EXPECT_EQ(of("fg "), Words{"caf\xc3\xa9"});
}

TEST_F(Completion, the_common_part_ends_between_characters) {
    EXPECT_EQ(common_prefix(Words{"worker_1", "worker_2"}), "worker_");
    EXPECT_EQ(common_prefix(Words{"worker"}), "worker");
    EXPECT_EQ(common_prefix(Words{"x\xc3\xa9", "x\xc3\xa8"}), "x");
    EXPECT_EQ(common_prefix(Words{"a", "b"}), "");
    EXPECT_EQ(common_prefix(Words{}), "");
}

TEST_F(Completion, tab_inserts_what_is_certain_and_shows_the_rest_when_asked_again) {
    const auto tab = [this](std::string_view line, bool again) {
        const auto done = press_tab(line, again, names_, 79);
        return std::pair(done.insert, done.show);
    };
    using Pair = std::pair<std::string, std::string>;
    EXPECT_EQ(tab("ver", false), Pair("sion ", ""));
    EXPECT_EQ(tab("version", false), Pair(" ", ""));
    EXPECT_EQ(tab("fg g", false), Pair(":", ""));
    EXPECT_EQ(tab("fg g:", false), Pair("", ""));
    EXPECT_EQ(tab("fg g:", true), Pair("", "g:a  g:*  g:b\n"));
    EXPECT_EQ(tab("fg nope", true), Pair("", ""));
}

TEST_F(Completion, of_a_great_many_names_some_are_shown) {
    names_.processes_.clear();
    for (std::size_t i = 0; i < limits::max_shown_completions + 7; ++i) {
        names_.processes_.push_back({"p" + std::to_string(i), "p" + std::to_string(i)});
    }
    EXPECT_TRUE(press_tab("fg p", true, names_, 79).show.ends_with("\n... and 7 more\n"));
}

rpc::Value process(std::string group, std::string name) {
    return rpc::Struct{{"group", std::move(group)}, {"name", std::move(name)}, {"state", 20},
                       {"statename", "RUNNING"},    {"description", ""},       {"pid", 1}};
}

/// Counts connections; each leads to a daemon with the given answers.
class Daemon {
public:
    DaemonNames::Connect connect() {
        return [this] {
            ++connections;
            auto remote = std::make_unique<fake::Remote>();
            for (const auto& [method, answer] : answers) {
                remote->answers.insert_or_assign(method, answer);
            }
            return remote;
        };
    }
    int connections = 0;
    std::map<std::string, client::Answer<rpc::Value>> answers;
};

// CTL-085: once per command line.
TEST(DaemonNames, are_asked_once_for_each_line) {
    Daemon daemon;
    daemon.answers.insert_or_assign("supervisor.getAllProcessInfo",
                                    rpc::Value(rpc::Array{process("g", "a"), process("web", "web")}));
    DaemonNames names(daemon.connect());
    ASSERT_EQ(names.processes().size(), 2U);
    EXPECT_EQ(names.processes()[0].group, "g");
    EXPECT_EQ(names.processes()[1].process, "web");
    EXPECT_EQ(daemon.connections, 1);
    names.forget();
    EXPECT_EQ(names.processes().size(), 2U);
    EXPECT_EQ(daemon.connections, 2);
}

TEST(DaemonNames, a_daemon_that_is_away_is_not_asked_again_for_the_line) {
    Daemon daemon;
    daemon.answers.insert_or_assign("supervisor.getAllProcessInfo",
                                    client::failure(client::Error::Kind::timeout, 0, "timed out"));
    DaemonNames names(daemon.connect());
    EXPECT_TRUE(names.processes().empty());
    EXPECT_TRUE(names.new_groups().empty());
    EXPECT_EQ(daemon.connections, 1);
}

TEST(DaemonNames, new_groups_are_configured_and_not_active) {
    const auto program = [](std::string group, bool in_use) {
        return rpc::Value(rpc::Struct{{"group", group},
                                      {"name", group},
                                      {"inuse", in_use},
                                      {"autostart", true},
                                      {"group_prio", 999},
                                      {"process_prio", 999}});
    };
    Daemon daemon;
    daemon.answers.insert_or_assign("supervisor.getAllConfigInfo",
                                    rpc::Value(rpc::Array{program("old", true), program("new", false)}));
    DaemonNames names(daemon.connect());
    ASSERT_EQ(names.new_groups().size(), 1U);
    EXPECT_EQ(names.new_groups()[0], "new");
}

}  // namespace
}  // namespace supervise::ctl
