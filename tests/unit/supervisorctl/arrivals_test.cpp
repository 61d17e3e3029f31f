#include "supervisorctl/arrivals.hpp"

#include <gtest/gtest.h>

namespace supervise::ctl {
namespace {

/// The code, or 0 while it is on its way.
int code_of(Action action, int state, std::string spawnerr = "") {
    const auto result =
        arrival_result(action, {.group = "g", .name = "p", .state = state, .spawnerr = std::move(spawnerr)});
    return result ? result->status : 0;
}

// RPC-033: as startProcess answers when it waits.
TEST(Arrivals, of_what_was_started) {
    EXPECT_EQ(code_of(Action::start, 10), 0);
    EXPECT_EQ(code_of(Action::start, 20), 80);
    // What has been running and was done before anybody looked (PROC-005).
    EXPECT_EQ(code_of(Action::start, 100), 80);
    EXPECT_EQ(code_of(Action::start, 100, "Bad exit code 3"), 80);
    for (const int state : {0, 30, 40, 200, 1000}) {
        EXPECT_EQ(code_of(Action::start, state), 40) << state;
        EXPECT_EQ(code_of(Action::start, state, "exited too quickly"), 50) << state;
    }
}

TEST(Arrivals, of_what_was_stopped) {
    EXPECT_EQ(code_of(Action::stop, 40), 0);
    for (const int state : {0, 10, 20, 30, 100, 200, 1000}) {
        EXPECT_EQ(code_of(Action::stop, state), 80) << state;
    }
}

}  // namespace
}  // namespace supervise::ctl
