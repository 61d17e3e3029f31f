#include <atomic>
#include <csignal>
#include <thread>

#include <gtest/gtest.h>
#include <unistd.h>

#include "hadeploy/cancellation.hpp"

namespace deployer::hadeploy {
namespace {

TEST(Cancellation, first_signal_asks_to_end) {
    std::atomic<bool> was_said = false;
    const Cancellation cancellation([&was_said](std::string_view) { was_said = true; });
    EXPECT_FALSE(cancellation.flag());
    ::kill(::getpid(), SIGINT);
    while (!was_said)
        std::this_thread::yield();
    EXPECT_TRUE(cancellation.flag());
}

TEST(CancellationDeathTest, second_signal_ends_the_program) {
    EXPECT_EXIT(
        {
            std::atomic<bool> was_said = false;
            const Cancellation cancellation([&was_said](std::string_view) { was_said = true; });
            ::kill(::getpid(), SIGTERM);
            while (!was_said)
                std::this_thread::yield();
            ::kill(::getpid(), SIGTERM);
            ::pause();
        },
        testing::KilledBySignal(SIGTERM), "");
}

TEST(Cancellation, nothing_is_left_of_it) {
    sigset_t before;
    ::pthread_sigmask(SIG_BLOCK, nullptr, &before);
    {
        const Cancellation cancellation([](std::string_view) {});
    }
    sigset_t after;
    ::pthread_sigmask(SIG_BLOCK, nullptr, &after);
    EXPECT_EQ(::sigismember(&before, SIGINT), ::sigismember(&after, SIGINT));
}

}  // namespace
}  // namespace deployer::hadeploy
