#include "log/record_writer.hpp"

#include <cerrno>

#include <gtest/gtest.h>

#include "fake/journal.hpp"
#include "fake/loop.hpp"
#include "log/limits.hpp"

namespace supervise::log {
namespace {

class RecordWriterTest : public testing::Test {
protected:
    fake::Loop loop;
    fake::Journal journal;
    std::vector<std::string> said;
    RecordWriter writer{"the journal", journal, loop,
                        [this](Level, const std::string& text) { said.push_back(text); }};
};

TEST_F(RecordWriterTest, a_busy_journal_gets_everything_later_and_in_order) {
    int relieved = 0;
    const auto registration = writer.on_relieved([&] { ++relieved; });
    journal.code = EAGAIN;
    writer.put("a");
    journal.code = 0;
    writer.put("b");  // not before a
    EXPECT_TRUE(writer.congested());
    EXPECT_TRUE(journal.entries.empty());
    loop.advance(limits::record_pause);
    EXPECT_EQ(journal.entries, (std::vector<std::string>{"a", "b"}));
    EXPECT_FALSE(writer.congested());
    EXPECT_EQ(relieved, 1);
    EXPECT_EQ(loop.timers(), 0U);
    EXPECT_TRUE(said.empty());
}

TEST_F(RecordWriterTest, one_that_takes_nothing_is_asked_less_and_less_often) {
    journal.code = EAGAIN;
    writer.put("a");
    loop.advance(std::chrono::seconds(10));
    EXPECT_LT(journal.attempts, 100);
    const int attempts = journal.attempts;
    loop.advance(limits::record_longest_pause);
    EXPECT_GT(journal.attempts, attempts);
}

TEST_F(RecordWriterTest, what_is_held_has_a_bound) {
    journal.code = EAGAIN;
    const std::string large(limits::record_backlog / 2, 'x');
    for (int i = 0; i < 5; ++i)
        writer.put(large);
    EXPECT_EQ(writer.lost(), 3U);
    EXPECT_EQ(said.size(), 1U);
    journal.code = 0;
    loop.advance(limits::record_pause);
    EXPECT_EQ(journal.entries.size(), 2U);
    ASSERT_EQ(said.size(), 2U);
    EXPECT_EQ(said[1], "writing to the journal again; 3 entries were lost");
}

TEST_F(RecordWriterTest, each_entry_tries_a_journal_that_was_away) {
    journal.code = ECONNREFUSED;
    writer.put("a");
    journal.code = 0;
    writer.put("b");
    EXPECT_EQ(journal.entries, std::vector<std::string>{"b"});
    EXPECT_EQ(said.size(), 2U);
    EXPECT_EQ(writer.lost(), 1U);
    EXPECT_EQ(loop.timers(), 0U);
}

// One that can never be sent does not hold up those behind it.
TEST_F(RecordWriterTest, an_entry_that_is_refused_is_lost_alone) {
    journal.code = EAGAIN;
    writer.put("a");
    writer.put("b");
    journal.code = EMSGSIZE;
    loop.advance(limits::record_pause);
    EXPECT_FALSE(writer.congested());
    EXPECT_EQ(writer.lost(), 2U);
}

}  // namespace
}  // namespace supervise::log
