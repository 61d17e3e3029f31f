#include "process/stop_plan.hpp"

#include <csignal>

#include <gtest/gtest.h>

namespace supervise::process {
namespace {

using namespace std::chrono_literals;

// PROC-020, PROC-022
TEST(StopPlan, signal_then_kill) {
    config::ProcessConfig config;
    config.stopsignal = SIGINT;
    config.stopwaitsecs = 7;
    EXPECT_EQ(stop_plan(config), (std::vector<StopStep>{{SIGINT, 7s, false}, {SIGKILL, 7s, false}}));
}

// PROC-023
TEST(StopPlan, group_signals) {
    config::ProcessConfig config;
    config.killasgroup = true;
    EXPECT_EQ(stop_plan(config), (std::vector<StopStep>{{SIGTERM, 10s, false}, {SIGKILL, 10s, true}}));
    config.stopasgroup = true;
    EXPECT_EQ(stop_plan(config), (std::vector<StopStep>{{SIGTERM, 10s, true}, {SIGKILL, 10s, true}}));
}

TEST(StopPlan, kill_is_never_repeated_without_a_pause) {
    config::ProcessConfig config;
    config.stopwaitsecs = -1;
    EXPECT_EQ(stop_plan(config), (std::vector<StopStep>{{SIGTERM, 0s, false}, {SIGKILL, 1s, false}}));
}

}  // namespace
}  // namespace supervise::process
