#include "live/usage_tree.hpp"

#include <gtest/gtest.h>

#include "fake/process_table.hpp"

namespace supervise::live {
namespace {

using namespace std::chrono_literals;

class UsageTreeTest : public testing::Test {
protected:
    std::vector<Usage> usage(const std::vector<pid_t>& roots) {
        return usage_of_trees(machine.processes, roots);
    }
    fake::ProcessTable machine;
};

TEST_F(UsageTreeTest, a_program_is_told_with_all_its_descendants) {
    machine.add(400, 300, 4, 40ms);
    machine.add(100, 50, 1, 10ms);
    machine.add(300, 200, 3, 30ms);
    machine.add(200, 100, 2, 20ms);
    machine.add(500, 50, 1000, 1s);  // somebody else's
    EXPECT_EQ(usage({100})[0], (Usage{10, 100ms, 4}));
}

TEST_F(UsageTreeTest, what_ended_descendants_used_counts) {
    machine.add(100, 50, 1, 10ms).waited_cpu = 500ms;
    EXPECT_EQ(usage({100})[0].cpu, 510ms);
}

TEST_F(UsageTreeTest, a_program_below_another_is_its_own) {
    machine.add(100, 50, 1);
    machine.add(200, 100, 2);
    machine.add(300, 200, 4);
    const auto both = usage({100, 200});
    EXPECT_EQ(both[0].memory_bytes, 1u);
    EXPECT_EQ(both[1].memory_bytes, 6u);
}

// A daemon that forks twice belongs to init, or to us as PID 1, but is still in its program's process group.
TEST_F(UsageTreeTest, an_orphan_belongs_to_the_program_of_its_process_group) {
    machine.add(1, 0, 9);
    machine.add(100, 50, 1);
    machine.add(200, 1, 2).group = 100;
    machine.add(300, 200, 4).group = 300;  // the orphan's child, in a group of its own
    EXPECT_EQ(usage({100})[0], (Usage{7, 0ms, 3}));
}

TEST_F(UsageTreeTest, a_program_that_is_gone_uses_nothing) {
    machine.add(100, 50, 1);
    EXPECT_EQ(usage({4711})[0], Usage());
}

// pids are reused while /proc is read, so parents need not make a tree.
TEST_F(UsageTreeTest, a_circle_does_not_hang) {
    machine.add(100, 200, 1);
    machine.add(200, 100, 2);
    machine.add(300, 300, 4);
    machine.add(400, 200, 8);
    EXPECT_EQ(usage({4711})[0], Usage());
    EXPECT_EQ(usage({100})[0].memory_bytes, 11u);
}

}  // namespace
}  // namespace supervise::live
