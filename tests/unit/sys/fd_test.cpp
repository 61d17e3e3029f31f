#include "sys/fd.hpp"

#include <fcntl.h>

#include <csignal>

#include <gtest/gtest.h>

namespace supervise::sys {
namespace {

bool is_open(int fd) {
    return ::fcntl(fd, F_GETFD) >= 0;
}

TEST(Fd, closes_what_it_owns) {
    int number = -1;
    {
        auto pipe = make_pipe();
        number = pipe->read_end.get();
        EXPECT_TRUE(is_open(number));
    }
    EXPECT_FALSE(is_open(number));
}

TEST(Fd, moving_takes_the_descriptor_along) {
    auto pipe = make_pipe();
    const int number = pipe->read_end.get();
    const int replaced = pipe->write_end.get();
    pipe->write_end = std::move(pipe->read_end);
    EXPECT_EQ(pipe->write_end.get(), number);
    EXPECT_FALSE(is_open(replaced));
    EXPECT_TRUE(is_open(number));
}

TEST(Fd, pipes_are_closed_on_exec) {
    auto pipe = make_pipe();
    EXPECT_NE(::fcntl(pipe->read_end.get(), F_GETFD) & FD_CLOEXEC, 0);
    EXPECT_NE(::fcntl(pipe->write_end.get(), F_GETFD) & FD_CLOEXEC, 0);
}

TEST(Fd, transfers_tell_empty_ended_and_broken_apart) {
    std::signal(SIGPIPE, SIG_IGN);
    auto pipe = make_pipe();
    ASSERT_TRUE(set_nonblocking(pipe->read_end.get(), true));
    char byte = 0;
    EXPECT_EQ(read_some(pipe->read_end.get(), &byte, 1).outcome, Transfer::Outcome::would_block);
    ASSERT_TRUE(write_all(pipe->write_end.get(), "x"));
    EXPECT_EQ(read_some(pipe->read_end.get(), &byte, 1).outcome, Transfer::Outcome::some);
    pipe->write_end.reset();
    EXPECT_EQ(read_some(pipe->read_end.get(), &byte, 1).outcome, Transfer::Outcome::end);
    EXPECT_EQ(read_some(-1, &byte, 1).outcome, Transfer::Outcome::failed);
    auto broken = make_pipe();
    broken->read_end.reset();
    EXPECT_EQ(write_some(broken->write_end.get(), "x", 1).outcome, Transfer::Outcome::end);
}

}  // namespace
}  // namespace supervise::sys
