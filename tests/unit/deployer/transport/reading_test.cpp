/// What is read out of the words of ssh and of hosts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "task/wire.hpp"
#include "transport/agent_program.hpp"
#include "transport/become_prompt.hpp"
#include "transport/explain.hpp"
#include "transport/greeting.hpp"
#include "transport/limits.hpp"

namespace deployer::transport {
namespace {

using testing::HasSubstr;
using Found = GreetingScanner::Found;

constexpr int status_255 = 255 << 8;

model::Host en1() {
    model::Host host;
    host.ssh_host = "en1";
    return host;
}

TEST(Greeting, is_found_behind_banners_in_whatever_pieces_it_comes) {
    const std::string text = "Welcome\nhadeploy-agent\nto en1" + std::string(task::magic_line) + "rest";
    GreetingScanner scanner;
    Found found = Found::nothing;
    std::size_t given = 0;
    while (found == Found::nothing && given < text.size())
        found = scanner.put(text.substr(given++, 1));
    EXPECT_EQ(found, Found::agent);
    EXPECT_EQ(scanner.before(), "Welcome\nhadeploy-agent\nto en1");
    EXPECT_EQ(scanner.take_rest() + text.substr(given), "rest");
}

TEST(Greeting, asks_for_the_agent_first) {
    GreetingScanner scanner;
    EXPECT_EQ(scanner.put("banner" + std::string(wants_agent_line)), Found::wants_agent);
    EXPECT_EQ(scanner.put(task::magic_line), Found::agent);
}

TEST(Greeting, is_not_waited_for_through_endless_output) {
    GreetingScanner scanner;
    EXPECT_EQ(scanner.put(std::string(limits::banner, 'x')), Found::nothing);
    EXPECT_EQ(scanner.put("x"), Found::too_much);
}

TEST(Explain, words_of_openssh) {
    const auto said = [](std::string_view errors) {
        return explain({.errors = errors, .output = {}, .status = status_255}, en1());
    };
    EXPECT_EQ(said("Warning: Permanently added 'x'\r\nroot@en1: Permission denied (publickey).\r\n"),
              "root@en1: Permission denied (publickey).");
    EXPECT_EQ(said("ssh: connect to host en1 port 22: Connection refused\r\n"),
              "ssh: connect to host en1 port 22: Connection refused");
    EXPECT_THAT(said("No ED25519 host key is known for en1 and you have requested strict checking.\r\n"
                     "Host key verification failed.\r\n"),
                HasSubstr("Host key verification failed: the key of en1 is not known"));
    EXPECT_THAT(said("@@@@@@@\r\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\n@@@@@\r\n"
                     "Host key verification failed.\r\n"),
                HasSubstr("is not the one in known_hosts"));
    EXPECT_EQ(said(""), "the ssh client ended with status 255 and gave no reason");
}

TEST(Explain, reason_of_the_start_command_wins) {
    EXPECT_EQ(explain({.errors = "noise\nhadeploy-problem: others can use /x\nmore noise\n",
                       .output = {},
                       .status = 256},
                      en1()),
              "others can use /x");
}

TEST(Explain, sudo_that_wants_a_password) {
    model::Host host = en1();
    host.become.user = "root";
    EXPECT_THAT(explain({.errors = "sudo: a password is required\n", .output = {}, .status = 256}, host),
                HasSubstr("give become_pass"));
}

TEST(Explain, restricted_shells_speak_on_standard_output) {
    EXPECT_EQ(
        explain({.errors = "", .output = "This account is currently not available.\n", .status = 256}, en1()),
        "the login shell said: This account is currently not available.");
}

TEST(Explain, says_that_a_session_was_cut_and_shows_no_control_bytes) {
    EXPECT_EQ(explain({.errors = "Connection to en1 closed by remote host.\x1b[2J\r\n",
                       .output = {},
                       .status = status_255,
                       .logged_in = true},
                      en1()),
              "the connection to the host was lost: Connection to en1 closed by remote host. [2J");
    EXPECT_LE(explain({.errors = std::string(10000, 'x'), .output = {}, .status = 0}, en1()).size(),
              limits::error_line + 3);
}

TEST(BecomePrompt, is_answered_once_when_the_question_stands_at_the_end) {
    BecomePrompt prompt("Password:", {.enabled = true, .method = "su", .password = "pw"});
    const std::string banner = "Your Password: expires soon\n";
    EXPECT_EQ(prompt.answer("", banner).value(), "");
    EXPECT_EQ(prompt.answer("Passw", banner).value(), "");
    EXPECT_EQ(prompt.answer("Password: ", banner).value(), "pw\n");
    EXPECT_EQ(prompt.answer("Password: ", banner).value(), "");
    EXPECT_EQ(prompt.answer("Password: \nmore", banner).value(), "");
    const auto again = prompt.answer("Password: \nSorry\nPassword: ", banner);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().message, "become_pass is not accepted: su asks for it again");
    EXPECT_EQ(prompt.without_question("Password: su: Authentication failure"), " su: Authentication failure");
}

// HD-GAP-07: the agent goes only where it can run.
TEST(AgentProgram, machine_is_read_from_its_head) {
    std::string elf("\177ELF\2\1\1", 7);
    elf.resize(64);
    elf[18] = 62;
    EXPECT_THAT(machines_of(elf), testing::ElementsAre("x86_64", "amd64"));
    elf[18] = static_cast<char>(183);
    EXPECT_THAT(machines_of(elf), testing::ElementsAre("aarch64", "arm64"));
    EXPECT_THAT(machines_of("#!/bin/sh"), testing::IsEmpty());
}

}  // namespace
}  // namespace deployer::transport
