#include "sys/process_table.hpp"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

namespace supervise::sys {
namespace {

constexpr ProcessStatUnits units{100, 4096};

std::string line(const std::string& name) {
    return "4711 (" + name +
           ") S 17 4700 4700 34816 4711 4194304 900 800 0 1 150 25 40 3 20 0 1 0 123456 8000000 250 "
           "18446744073709551615 1 1 0 0 0 0 0 4096 65536\n";
}

TEST(ProcessStat, has_what_proc_tells) {
    const auto stat = parse_process_stat(line("sleep"), units);
    ASSERT_TRUE(stat);
    EXPECT_EQ(stat->pid, 4711);
    EXPECT_EQ(stat->parent, 17);
    EXPECT_EQ(stat->group, 4700);
    EXPECT_EQ(stat->resident_bytes, 250u * 4096);
    EXPECT_EQ(stat->cpu, std::chrono::milliseconds(1750));
    EXPECT_EQ(stat->waited_cpu, std::chrono::milliseconds(430));
}

// A program can call itself what it likes (prctl(2), PR_SET_NAME).
TEST(ProcessStat, survives_any_name) {
    for (const char* name : {"a b", "a) R 1 1 1", ") (", "((", "", "\n", "x) S 99 98 (y"}) {
        const auto stat = parse_process_stat(line(name), units);
        ASSERT_TRUE(stat) << name;
        EXPECT_EQ(stat->parent, 17) << name;
        EXPECT_EQ(stat->group, 4700) << name;
    }
}

TEST(ProcessStat, is_nothing_without_a_whole_line) {
    const std::string whole = line("sleep");
    for (const std::size_t length : {0U, 3U, 8U, 12U, 14U, 30U, 60U})
        EXPECT_FALSE(parse_process_stat(whole.substr(0, length), units)) << length;
    EXPECT_FALSE(parse_process_stat("no number (x) S 1 1", units));
    EXPECT_FALSE(parse_process_stat("1 (x) S a b c", units));
}

TEST(KernelProcessTable, has_this_process_and_its_parent) {
    const auto table = KernelProcessTable().read();
    ASSERT_TRUE(table) << table.error().message;
    const auto own = std::find_if(table->begin(), table->end(),
                                  [](const ProcessStat& stat) { return stat.pid == ::getpid(); });
    ASSERT_NE(own, table->end());
    EXPECT_EQ(own->parent, ::getppid());
    EXPECT_EQ(own->group, ::getpgrp());
    EXPECT_GT(own->resident_bytes, 0u);
    EXPECT_GT(own->virtual_bytes, own->resident_bytes);
    EXPECT_GE(own->threads, 1);
}

TEST(KernelProcessTable, is_not_disturbed_by_processes_that_come_and_go) {
    std::thread busy([] {
        for (int i = 0; i < 200; ++i) {
            const pid_t child = ::fork();
            if (child == 0)
                ::_exit(0);
            ::waitpid(child, nullptr, 0);
        }
    });
    for (int i = 0; i < 20; ++i)
        EXPECT_TRUE(KernelProcessTable().read());
    busy.join();
}

TEST(KernelProcessTable, tells_commands) {
    const KernelProcessTable table;
    EXPECT_NE(table.command_of(::getpid()).find("test_sys"), std::string::npos);
    EXPECT_EQ(table.command_of(::getpid()).find('\0'), std::string::npos);
    EXPECT_EQ(table.command_of(0x7fffffff), "");
}

}  // namespace
}  // namespace supervise::sys
