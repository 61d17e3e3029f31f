#include "sys/asio_loop.hpp"

#include <thread>

#include <gtest/gtest.h>

#include "sys/fd.hpp"

namespace supervise::sys {
namespace {

using namespace std::chrono_literals;

TEST(AsioLoop, timers_run_in_order_of_their_deadline) {
    AsioLoop loop;
    std::string order;
    const MonoTime now = loop.clock().mono();
    const auto later = loop.at(now + 2ms, [&] {
        order += 'b';
        loop.stop();
    });
    const auto sooner = loop.at(now + 1ms, [&] { order += 'a'; });
    loop.run();
    EXPECT_EQ(order, "ab");
}

TEST(AsioLoop, a_dropped_timer_does_not_run_even_when_due) {
    AsioLoop loop;
    bool ran = false;
    auto dropped = loop.at(loop.clock().mono(), [&] { ran = true; });
    auto dropper = loop.at(loop.clock().mono() - 1s, [&] { dropped.reset(); });
    const auto last = loop.after(1ms, [&] { loop.stop(); });
    loop.run();
    EXPECT_FALSE(ran);
}

TEST(AsioLoop, a_callback_may_drop_its_own_registration) {
    AsioLoop loop;
    auto pipe = make_pipe();
    ASSERT_TRUE(set_nonblocking(pipe->read_end.get(), true));
    ASSERT_TRUE(write_all(pipe->write_end.get(), "x"));
    int calls = 0;
    Registration readable;
    readable = loop.when_readable(pipe->read_end.get(), [&] {
        ++calls;
        readable.reset();  // without having read: it would be called again
        loop.defer([&] { loop.stop(); });
    });
    loop.run();
    EXPECT_EQ(calls, 1);
}

TEST(AsioLoop, what_is_left_unread_calls_again) {
    AsioLoop loop;
    auto pipe = make_pipe();
    ASSERT_TRUE(set_nonblocking(pipe->read_end.get(), true));
    ASSERT_TRUE(write_all(pipe->write_end.get(), "abc"));
    std::string read;
    const auto readable = loop.when_readable(pipe->read_end.get(), [&] {
        char c = 0;
        ASSERT_EQ(read_some(pipe->read_end.get(), &c, 1).bytes, 1u);
        read += c;
        if (read.size() == 3)
            loop.stop();
    });
    loop.run();
    EXPECT_EQ(read, "abc");
}

TEST(AsioLoop, end_of_file_is_readable) {
    AsioLoop loop;
    auto pipe = make_pipe();
    ASSERT_TRUE(set_nonblocking(pipe->read_end.get(), true));
    const auto readable = loop.when_readable(pipe->read_end.get(), [&] {
        char c = 0;
        EXPECT_EQ(read_some(pipe->read_end.get(), &c, 1).outcome, Transfer::Outcome::end);
        loop.stop();
    });
    pipe->write_end.reset();
    loop.run();
}

TEST(AsioLoop, deferred_work_runs_after_the_callback) {
    AsioLoop loop;
    std::string order;
    loop.defer([&] {
        loop.defer([&] {
            order += 'b';
            loop.stop();
        });
        order += 'a';
    });
    loop.run();
    EXPECT_EQ(order, "ab");
}

TEST(AsioLoop, background_jobs_run_elsewhere_and_report_here) {
    AsioLoop loop;
    const auto here = std::this_thread::get_id();
    std::vector<std::thread::id> jobs(3);
    std::size_t done = 0;
    for (auto& id : jobs)
        loop.in_background([&id] { id = std::this_thread::get_id(); },
                           [&] {
                               EXPECT_EQ(std::this_thread::get_id(), here);
                               if (++done == jobs.size())
                                   loop.stop();
                           });
    loop.run();
    for (const auto& id : jobs)
        EXPECT_NE(id, here);
}

TEST(AsioLoop, runs_again_after_a_stop) {
    AsioLoop loop;
    int runs = 0;
    for (int i = 0; i < 2; ++i) {
        loop.defer([&] {
            ++runs;
            loop.stop();
        });
        loop.run();
    }
    EXPECT_EQ(runs, 2);
}

}  // namespace
}  // namespace supervise::sys
