#include "sys/terminal_question.hpp"

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace supervise::sys {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr int right = 0, wrong = 1, failed = 2;

struct Seen {
    std::string shown;  ///< on the terminal
    int status = -1;    ///< as waitpid says
};

/// A child at a terminal of its own asks; `typed` is typed when its prompt is there.
Seen ask(Answer answer, const std::string& typed) {
    int terminal = -1;
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) {
        const auto given = ask_at_terminal("Word: ", answer);
        ::_exit(!given ? failed : *given == "s3cret" ? right : wrong);
    }
    Seen seen;
    bool is_typed = false;
    std::array<char, 256> buffer{};
    for (ssize_t size = 0; (size = ::read(terminal, buffer.data(), buffer.size())) > 0;) {
        seen.shown.append(buffer.data(), static_cast<std::size_t>(size));
        if (!is_typed && seen.shown.find("Word: ") != std::string::npos)
            is_typed = ::write(terminal, typed.data(), typed.size()) == static_cast<ssize_t>(typed.size());
    }
    ::close(terminal);
    ::waitpid(child, &seen.status, 0);
    return seen;
}

TEST(TerminalQuestion, a_hidden_answer_is_not_shown) {
    const Seen seen = ask(Answer::hidden, "s3cret\n");
    EXPECT_TRUE(WIFEXITED(seen.status));
    EXPECT_EQ(WEXITSTATUS(seen.status), right);
    EXPECT_THAT(seen.shown, Not(HasSubstr("s3cret")));
    EXPECT_THAT(seen.shown, HasSubstr("\n")) << "what follows begins on a line of its own";
}

TEST(TerminalQuestion, a_shown_answer_is_shown) {
    const Seen seen = ask(Answer::shown, "s3cret\n");
    EXPECT_EQ(WEXITSTATUS(seen.status), right);
    EXPECT_THAT(seen.shown, HasSubstr("s3cret"));
}

TEST(TerminalQuestion, ends_with_its_input) {
    EXPECT_EQ(WEXITSTATUS(ask(Answer::shown, "\x04").status), failed);
}

TEST(TerminalQuestion, an_interrupt_does_what_it_always_does_once_the_terminal_is_restored) {
    const Seen seen = ask(Answer::hidden, "\x03");
    EXPECT_TRUE(WIFSIGNALED(seen.status));
    EXPECT_EQ(WTERMSIG(seen.status), SIGINT);
}

}  // namespace
}  // namespace supervise::sys
