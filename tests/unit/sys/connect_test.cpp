#include "sys/connect.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "fake/temp_folder.hpp"
#include "sys/interrupt.hpp"

namespace supervise::sys {
namespace {

constexpr std::chrono::seconds plenty{30};

TEST(WaitForAny, marks_what_is_ready) {
    const Pipe quiet = *make_pipe();
    const Pipe ready = *make_pipe();
    ASSERT_TRUE(write_all(ready.write_end.get(), "x"));
    std::array<Interest, 2> interests{{{.fd = quiet.read_end.get()}, {.fd = ready.read_end.get()}}};
    EXPECT_TRUE(*wait_for_any(interests, plenty));
    EXPECT_FALSE(interests[0].ready);
    EXPECT_TRUE(interests[1].ready);
}

TEST(WaitForAny, gives_up_in_time) {
    const Pipe quiet = *make_pipe();
    std::array<Interest, 1> interests{{{.fd = quiet.read_end.get()}}};
    EXPECT_FALSE(*wait_for_any(interests, Duration::zero()));
}

TEST(WaitForAny, is_cancelled_where_nothing_else_is_ready) {
    const Pipe quiet = *make_pipe();
    const Pipe interrupt = *make_pipe();
    ASSERT_TRUE(write_all(interrupt.write_end.get(), "x"));
    std::array<Interest, 1> interests{{{.fd = quiet.read_end.get()}}};
    {
        const CancelWaits cancel(interrupt.read_end.get());
        const auto waited = wait_for_any(interests, plenty);
        ASSERT_FALSE(waited);
        EXPECT_EQ(waited.error().code, ECANCELED);
        EXPECT_EQ(wait_for_any({}, plenty).error().code, ECANCELED);
        ASSERT_TRUE(write_all(quiet.write_end.get(), "x"));
        EXPECT_TRUE(*wait_for_any(interests, plenty));
    }
    const Pipe other = *make_pipe();
    interests[0].fd = other.read_end.get();
    EXPECT_FALSE(*wait_for_any(interests, Duration::zero()));
}

// Asked for twice, a descriptor may become readable between the two looks of one poll(2).
TEST(WaitForAny, is_never_cancelled_by_what_it_looks_at_itself) {
    constexpr int times = 5000;
    const Pipe interrupt = *make_pipe();
    const Pipe done = *make_pipe();
    std::thread writer([&] {
        char taken = 0;
        for (int i = 0; i < times; ++i) {
            if (!write_all(interrupt.write_end.get(), "x") || ::read(done.read_end.get(), &taken, 1) != 1)
                return;
        }
    });
    const CancelWaits cancel(interrupt.read_end.get());
    const Pipe quiet = *make_pipe();
    std::vector<Interest> interests(500, {.fd = quiet.read_end.get()});  // so that one look takes its time
    interests[0].fd = interrupt.read_end.get();
    int cancelled = 0;
    for (int i = 0; i < times; ++i) {
        const auto waited = wait_for_any(interests, plenty);
        cancelled += waited ? 0 : 1;
        char taken = 0;
        ASSERT_EQ(::read(interrupt.read_end.get(), &taken, 1), 1);
        ASSERT_TRUE(write_all(done.write_end.get(), "x"));
    }
    writer.join();
    EXPECT_EQ(cancelled, 0);
}

TEST(WaitForAny, is_cancelled_by_the_innermost) {
    const Pipe inner = *make_pipe();
    const Pipe outer = *make_pipe();
    ASSERT_TRUE(write_all(outer.write_end.get(), "x"));
    const CancelWaits cancel(outer.read_end.get());
    {
        const CancelWaits within(inner.read_end.get());
        EXPECT_FALSE(*wait_for_any({}, Duration::zero()));
    }
    EXPECT_EQ(wait_for_any({}, plenty).error().code, ECANCELED);
}

/// A server that takes nobody until it is told to.
class FullServer : public testing::Test {
protected:
    void SetUp() override {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(std::data(address.sun_path), sizeof address.sun_path - 1);
        ASSERT_EQ(::bind(listening.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        ASSERT_EQ(::listen(listening.get(), 0), 0);
        auto queued = connect_unix(path, Duration::zero());
        for (; queued; queued = connect_unix(path, Duration::zero()))
            queue.push_back(std::move(*queued));
        ASSERT_EQ(queued.error().code, ETIMEDOUT);
    }

    fake::TempFolder folder;
    std::string path = folder / "socket";
    Fd listening{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    std::vector<Fd> queue;
};

TEST_F(FullServer, is_waited_for) {
    const Fd taken(::accept4(listening.get(), nullptr, nullptr, SOCK_CLOEXEC));
    EXPECT_TRUE(connect_unix(path, plenty));
    EXPECT_EQ(connect_unix(path, std::chrono::milliseconds(30)).error().code, ETIMEDOUT);
}

// CTL-081
TEST_F(FullServer, is_waited_for_until_ctrl_c) {
    auto interrupt = Interrupt::create({SIGUSR1});
    ASSERT_TRUE(interrupt);
    ::raise(SIGUSR1);
    EXPECT_EQ(connect_unix(path, plenty).error().code, ECANCELED);
    EXPECT_EQ(interrupt->take(), std::vector<int>{SIGUSR1});
}

}  // namespace
}  // namespace supervise::sys
