// What a session does for a person and not for a script.
#include <gtest/gtest.h>

#include <cerrno>
#include <deque>

#include "fake/remote.hpp"
#include "supervisorctl/colour.hpp"
#include "supervisorctl/limits.hpp"
#include "supervisorctl/session.hpp"
#include "supervisorctl/shell.hpp"

namespace supervise::ctl {
namespace {

using client::Error;
using rpc::Array;
using rpc::Struct;
using rpc::Value;

class Person final : public Questions {
public:
    std::optional<std::string> ask(std::string_view) override {
        ++questions;
        if (answers.empty()) {
            return std::nullopt;
        }
        auto answer = answers.front();
        answers.pop_front();
        return answer;
    }
    std::optional<std::string> ask_secret(std::string_view prompt) override { return ask(prompt); }
    bool has_ended() const override { return false; }
    bool is_person() const override { return is_there; }

    std::deque<std::string> answers;
    int questions = 0;
    bool is_there = true;
};

/// A daemon whose answers are taken one after the other; the last one stays.
class Remote final : public client::Remote {
public:
    explicit Remote(std::deque<client::Answer<Value>>& answers) : answers_(answers) {}
    client::Answer<Value> call(std::string_view, Array) override {
        auto answer = answers_.front();
        if (answers_.size() > 1) {
            answers_.pop_front();
        }
        return answer;
    }
    client::Answer<std::unique_ptr<client::PendingCall>> begin(std::string_view, Array) override {
        return client::failure(Error::Kind::closed, 0, "");
    }
    void set_deadline(std::optional<sys::MonoTime>) override {}
    client::Answer<std::unique_ptr<client::LogStream>> follow(const std::string&) override {
        return client::failure(Error::Kind::closed, 0, "");
    }

private:
    std::deque<client::Answer<Value>>& answers_;
};

class AtTerminal : public ::testing::Test {
protected:
    /// Executes and gives what was printed, without places in our sources.
    std::string operator()(std::string_view line) {
        written_.clear();
        session_.execute(line);
        const std::size_t place = written_.find(": file: ");
        return written_.substr(0, place);
    }

    Session::Connect to_daemon() {
        return [this](const client::ServerUrl&, std::optional<client::Credentials>) {
            return std::make_unique<Remote>(answers_);
        };
    }

    std::deque<client::Answer<Value>> answers_;
    std::string written_;
    Person person_;
    Lines input_{-1};
    Output out_{[this](std::string_view bytes) {
                    written_ += bytes;
                    return Result<void>();
                },
                true, true};
    Session session_{{.server_url = "unix:///s.sock", .prompt = "supervisor", .interactive = true},
                     {input_, out_, out_},
                     person_,
                     to_daemon()};
};

client::Answer<Value> unauthorized() {
    return client::failure(Error::Kind::status, 401, "Unauthorized");
}

const std::string again = "Server requires authentication\n\n";
const std::string refusal = "Server requires authentication\nerror: <class 'xmlrpc.client.ProtocolError'>, "
                            "<ProtocolError for 127.0.0.1/RPC2: 401 Unauthorized>";

// CTL-009
TEST_F(AtTerminal, a_password_can_be_mistyped_three_times) {
    answers_ = {unauthorized()};
    person_.answers = {"a", "b", "a", "b", "a", "b", "a", "b"};
    EXPECT_EQ((*this)("pid"), again + again + again + refusal);
    EXPECT_EQ(person_.questions, 2 * limits::max_password_attempts);
    EXPECT_EQ(session_.status(), 1);
}

TEST_F(AtTerminal, the_right_password_executes_the_command) {
    answers_ = {unauthorized(), Value("3.0"), Value(4711)};
    person_.answers = {"a", "b"};
    EXPECT_EQ((*this)("pid"), again + "4711\n");
    EXPECT_EQ(session_.status(), 0);
}

// CTL-008
TEST_F(AtTerminal, a_script_is_not_asked) {
    answers_ = {unauthorized()};
    person_.is_there = false;
    EXPECT_EQ((*this)("pid"), refusal);
    EXPECT_EQ(person_.questions, 0);
}

TEST_F(AtTerminal, ctrl_c_ends_the_command_only) {
    answers_ = {Value("3.0"), client::failure(Error::Kind::system, ECANCELED, "interrupted"), Value(1)};
    EXPECT_EQ((*this)("pid"), "\n");
    EXPECT_EQ(session_.status(), 130);
    EXPECT_FALSE(session_.is_over());
}

TEST_F(AtTerminal, a_mistyped_command_is_guessed) {
    EXPECT_EQ((*this)("stauts x"), "*** Unknown syntax: stauts x\nDid you mean \"status\"?\n");
    EXPECT_EQ((*this)("Status"), "*** Unknown syntax: Status\nDid you mean \"status\"?\n");
    EXPECT_EQ((*this)("xyzzy"), "*** Unknown syntax: xyzzy\n\"help\" lists the commands.\n");
    EXPECT_EQ((*this)(";"), "*** Unknown syntax: ;\n\"help\" lists the commands.\n");
}

// CTL-047
TEST_F(AtTerminal, after_a_reload_the_shell_waits_for_the_daemon) {
    answers_ = {Value(true), Value(Struct{{"statename", "RESTARTING"}, {"statecode", 0}}),
                client::failure(Error::Kind::system, ECONNREFUSED, "refused"),
                Value(Struct{{"statename", "RUNNING"}, {"statecode", 1}})};
    session_.attend_person(to_daemon());
    person_.answers = {"y"};
    EXPECT_EQ((*this)("reload"), "Restarted supervisord\nWaiting for supervisord to be back (Ctrl-C: do not "
                                 "wait)\nsupervisord is back\n");
}

TEST_F(AtTerminal, waiting_for_the_daemon_can_be_given_up) {
    answers_ = {Value(true), client::failure(Error::Kind::system, ECANCELED, "interrupted")};
    session_.attend_person(to_daemon());
    person_.answers = {"y"};
    EXPECT_EQ((*this)("reload"),
              "Restarted supervisord\nWaiting for supervisord to be back (Ctrl-C: do not wait)\n\n");
}

TEST_F(AtTerminal, one_command_does_not_wait) {
    answers_ = {Value(true)};
    person_.answers = {"y"};
    EXPECT_EQ((*this)("reload"), "Restarted supervisord\n");
}

// CTL-020
TEST_F(AtTerminal, states_have_colours_in_the_shell) {
    session_.attend_person(to_daemon());
    const auto process = [](const char* state, int exit_status) {
        return Value(Struct{{"group", "p"},
                            {"name", "p"},
                            {"state", 0},
                            {"statename", state},
                            {"pid", 0},
                            {"exitstatus", exit_status},
                            {"description", "d"}});
    };
    answers_ = {Value("3.0"), Value(Array{process("RUNNING", 0), process("BACKOFF", 1), process("EXITED", 0),
                                          process("EXITED", 3), process("STOPPED", 0), process("NEW", 0)})};
    const std::string name = "p" + std::string(32, ' ');
    EXPECT_EQ((*this)("status"), name + "\x1b[32mRUNNING\x1b[0m   d\n" + name +
                                     "\x1b[33mBACKOFF\x1b[0m   d\n" + name + "\x1b[2mEXITED\x1b[0m    d\n" +
                                     name + "\x1b[31mEXITED\x1b[0m    d\n" + name +
                                     "\x1b[2mSTOPPED\x1b[0m   d\n" + name + "NEW       d\n");
}

TEST_F(AtTerminal, one_command_has_no_colours) {
    answers_ = {Value("3.0"), Value(Array{Value(Struct{{"group", "p"},
                                                       {"name", "p"},
                                                       {"state", 20},
                                                       {"statename", "RUNNING"},
                                                       {"pid", 1},
                                                       {"description", "d"}})})};
    EXPECT_EQ((*this)("status"), "p" + std::string(32, ' ') + "RUNNING   d\n");
}

TEST(Colours, are_for_terminals_that_have_them_and_people_who_want_them) {
    EXPECT_TRUE(wants_colours("xterm", nullptr));
    EXPECT_TRUE(wants_colours("xterm", ""));
    EXPECT_FALSE(wants_colours("xterm", "1"));
    EXPECT_FALSE(wants_colours("dumb", nullptr));
    EXPECT_FALSE(wants_colours("", nullptr));
    EXPECT_FALSE(wants_colours(nullptr, nullptr));
}

class ScriptedLines final : public CommandLines {
public:
    std::optional<std::string> next(std::string_view prompt) override {
        EXPECT_EQ(prompt, "supervisor> ");
        if (lines.empty()) {
            return std::nullopt;
        }
        auto line = lines.front();
        lines.pop_front();
        return line;
    }
    std::deque<std::string> lines;
};

// CTL-080 to CTL-082
TEST_F(AtTerminal, the_shell_shows_the_status_and_goes_on_to_the_end_of_input) {
    answers_ = {Value("3.0"), Value(Array{}), client::failure(Error::Kind::closed, 0, "away"), Value("3.0"),
                Value(7)};
    ScriptedLines lines;
    lines.lines = {"version", "", "pid"};
    int prepared = 0;
    run_shell(session_, lines, "supervisor", [&prepared] { ++prepared; });
    EXPECT_TRUE(written_.starts_with("error: ")) << written_;
    EXPECT_TRUE(written_.ends_with("\n7\n\n")) << written_;
    EXPECT_EQ(prepared, 4);
}

}  // namespace
}  // namespace supervise::ctl
