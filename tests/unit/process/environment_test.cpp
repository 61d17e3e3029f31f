#include "process/environment.hpp"

#include <gtest/gtest.h>

namespace supervise::process {
namespace {

// PROC-043
TEST(ChildEnvironment, later_definitions_replace_earlier_ones) {
    ChildEnvironment environment({"PATH=/bin", "HOME=/root", "PATHS=x"});
    environment.set("SUPERVISOR_ENABLED", "1");
    environment.set_all({{"PATH", "/opt/bin"}, {"EMPTY", ""}, {"SUPERVISOR_ENABLED", "0"}});
    EXPECT_EQ(environment.get("PATH"), "/opt/bin");
    EXPECT_EQ(environment.get("PATHS"), "x");
    EXPECT_EQ(environment.get("NONE"), "");
    EXPECT_EQ(environment.take(), (std::vector<std::string>{"PATH=/opt/bin", "HOME=/root", "PATHS=x",
                                                            "SUPERVISOR_ENABLED=0", "EMPTY="}));
}

}  // namespace
}  // namespace supervise::process
