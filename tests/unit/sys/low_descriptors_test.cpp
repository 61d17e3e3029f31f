#include "sys/low_descriptors.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <vector>

#include <gtest/gtest.h>

namespace supervise::sys {
namespace {

bool is_null_device(int fd) {
    struct stat null {
    }, found{};
    return ::stat("/dev/null", &null) == 0 && ::fstat(fd, &found) == 0 && found.st_rdev == null.st_rdev &&
           S_ISCHR(found.st_mode);
}

TEST(LowDescriptors, are_the_lowest_that_are_free_and_not_inherited) {
    auto low = LowDescriptors::reserve();
    ASSERT_TRUE(low);
    int highest = 0;
    for (const int number : low->numbers()) {
        EXPECT_TRUE(is_null_device(number));
        EXPECT_EQ(::fcntl(number, F_GETFD), FD_CLOEXEC);
        highest = std::max(highest, number);
    }
    EXPECT_EQ(low->end(), static_cast<unsigned>(highest) + 1);
}

TEST(LowDescriptors, are_another_name_of_what_is_lent_until_given_back) {
    auto low = LowDescriptors::reserve();
    auto pipe = make_pipe();
    const int in = pipe->read_end.get(), out = pipe->write_end.get();
    ASSERT_TRUE(low->lend({in, out, out, out}));
    EXPECT_EQ(write_some(low->numbers()[3], "x", 1).bytes, 1U);
    char byte = 0;
    EXPECT_EQ(read_some(low->numbers()[0], &byte, 1).bytes, 1U);
    EXPECT_EQ(::fcntl(low->numbers()[1], F_GETFD), FD_CLOEXEC);
    low->give_back();
    for (const int number : low->numbers())
        EXPECT_TRUE(is_null_device(number));
    pipe->write_end.reset();
    EXPECT_EQ(read_some(in, &byte, 1).outcome, Transfer::Outcome::end);
}

TEST(LowDescriptors, lend_nothing_when_one_is_not_open) {
    auto low = LowDescriptors::reserve();
    auto pipe = make_pipe();
    EXPECT_FALSE(low->lend({pipe->read_end.get(), pipe->write_end.get(), -1, -1}));
    for (const int number : low->numbers())
        EXPECT_TRUE(is_null_device(number));
}

TEST(LowDescriptors, are_none_when_the_low_numbers_are_taken) {
    std::vector<Fd> taken;
    do
        taken.emplace_back(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
    while (taken.back().get() <= 64);
    EXPECT_FALSE(LowDescriptors::reserve());
}

}  // namespace
}  // namespace supervise::sys
