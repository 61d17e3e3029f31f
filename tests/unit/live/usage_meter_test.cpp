#include "live/usage_meter.hpp"

#include <gtest/gtest.h>

#include "fake/loop.hpp"
#include "fake/process_table.hpp"

namespace supervise::live {
namespace {

using namespace std::chrono_literals;

class UsageMeterTest : public testing::Test {
protected:
    void measure() {
        meter->measure({100}, 7, [this] { ++done; });
        loop.settle();
    }

    fake::Loop loop;
    std::shared_ptr<fake::ProcessTable> machine = std::make_shared<fake::ProcessTable>();
    std::optional<UsageMeter> meter = std::make_optional<UsageMeter>(loop, machine);
    int done = 0;
};

TEST_F(UsageMeterTest, share_is_over_the_time_since_the_look_before) {
    machine->add(100, 7, 4096, 1s);
    measure();
    EXPECT_EQ(done, 1);
    ASSERT_NE(meter->of(100), nullptr);
    EXPECT_FALSE(meter->of(100)->share);
    machine->of(100).cpu = 1500ms;
    loop.advance(2s);
    measure();
    EXPECT_EQ(meter->of(100)->share, 250);
}

TEST_F(UsageMeterTest, a_program_started_since_has_used_all_it_has_used_since) {
    machine->add(7, 1);
    measure();
    machine->add(100, 7, 0, 1s);
    loop.advance(2s);
    measure();
    EXPECT_EQ(meter->of(100)->share, 500);
}

TEST_F(UsageMeterTest, a_look_long_ago_tells_no_share) {
    machine->add(100, 7, 0, 1s);
    measure();
    loop.advance(61s);
    measure();
    EXPECT_FALSE(meter->of(100)->share);
}

TEST_F(UsageMeterTest, a_share_is_never_negative) {
    machine->add(100, 7, 0, 1s);
    machine->add(200, 100, 0, 5s);
    measure();
    machine->processes.pop_back();  // left the tree
    loop.advance(2s);
    measure();
    EXPECT_EQ(meter->of(100)->share, 0);
}

TEST_F(UsageMeterTest, the_daemon_is_told_without_its_children) {
    machine->add(7, 1, 4096, 1s).waited_cpu = 100s;
    machine->add(100, 7, 1 << 20, 1s);
    measure();
    EXPECT_EQ(meter->of(7)->usage, (Usage{4096, 1s, 1}));
}

TEST_F(UsageMeterTest, tells_what_has_changed) {
    machine->add(7, 1);
    machine->add(100, 7, 4096);
    measure();
    EXPECT_TRUE(meter->changed(100));
    EXPECT_FALSE(meter->changed(200));
    loop.advance(2s);
    measure();  // the first share
    loop.advance(2s);
    measure();
    EXPECT_FALSE(meter->changed(100));
    machine->of(100).resident_bytes = 8192;
    loop.advance(2s);
    measure();
    EXPECT_TRUE(meter->changed(100));
    EXPECT_FALSE(meter->changed(7));
}

TEST_F(UsageMeterTest, without_proc_nothing_is_known) {
    machine->add(100, 7, 4096, 1h);
    measure();
    machine->fails = true;
    loop.advance(2s);
    measure();
    EXPECT_EQ(done, 2);
    EXPECT_EQ(meter->of(100), nullptr);
    machine->fails = false;
    loop.advance(2s);
    measure();
    EXPECT_FALSE(meter->of(100)->share);  // not all it ever used, in two seconds
}

TEST_F(UsageMeterTest, one_look_at_a_time) {
    meter->measure({}, 7, [this] { ++done; });
    meter->measure({}, 7, [this] { ++done; });
    loop.settle();
    EXPECT_EQ(machine->reads, 1);
    EXPECT_EQ(done, 1);
}

TEST_F(UsageMeterTest, may_go_while_a_look_is_under_way) {
    meter->measure({100}, 7, [this] { ++done; });
    meter.reset();
    loop.settle();
    EXPECT_EQ(done, 0);
}

}  // namespace
}  // namespace supervise::live
