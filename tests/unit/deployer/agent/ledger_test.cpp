#include "agent/lock.hpp"
#include "workplace.hpp"

namespace deployer::agent {
namespace {

using LedgerTest = fake::Workplace;

TEST_F(LedgerTest, remembers_across_runs) {
    ASSERT_TRUE(ledger.add(Made::file, "/opt/a\tb\n\\c"));
    ASSERT_TRUE(ledger.add(Made::home, "tsup", "/home/tsup"));
    ASSERT_TRUE(ledger.add(Made::user, "tsup"));
    ASSERT_TRUE(ledger.drop(Made::user, "tsup"));
    Ledger again(state);
    EXPECT_TRUE(again.has(Made::file, "/opt/a\tb\n\\c"));
    EXPECT_EQ(again.note(Made::home, "tsup"), "/home/tsup");
    EXPECT_FALSE(again.has(Made::user, "tsup"));
    EXPECT_EQ(again.size(), 2U);
}

TEST_F(LedgerTest, a_torn_line_does_not_count_and_spoils_nothing) {
    ASSERT_TRUE(ledger.add(Made::file, "/a"));
    const std::string whole = folder.get("state/ledger");
    folder.put("state/ledger", whole + "+f\t/opt/to");
    Ledger again(state);
    EXPECT_FALSE(again.has(Made::file, "/opt/to"));
    ASSERT_TRUE(again.add(Made::file, "/b"));
    Ledger third(state);
    EXPECT_TRUE(third.has(Made::file, "/a"));
    EXPECT_TRUE(third.has(Made::file, "/b"));
}

TEST_F(LedgerTest, nonsense_in_the_file_is_passed_over) {
    folder.put("state/ledger", "\n\t\t\n+z\t/x\t\n*f\t/y\t\n+f\n+f\t/good\t\n");
    EXPECT_EQ(ledger.size(), 1U);
    EXPECT_TRUE(ledger.has(Made::file, "/good"));
}

TEST_F(LedgerTest, what_lies_below_a_path_goes_with_it) {
    for (const char* path : {"/d", "/d/a", "/d/a/b", "/d-other", "/da"})
        ASSERT_TRUE(ledger.add(Made::file, path));
    ASSERT_TRUE(ledger.drop_paths("/d"));
    EXPECT_EQ(ledger.size(), 2U);
    EXPECT_TRUE(ledger.has(Made::file, "/d-other"));
}

TEST_F(LedgerTest, is_written_anew_when_it_has_grown) {
    for (int i = 0; i < 2000; ++i) {
        ASSERT_TRUE(ledger.add(Made::file, "/f"));
        ASSERT_TRUE(ledger.drop(Made::file, "/f"));
    }
    ASSERT_TRUE(ledger.add(Made::file, "/stays"));
    ASSERT_TRUE(ledger.compact());
    EXPECT_EQ(folder.get("state/ledger"), "+f\t/stays\t\n");
    ASSERT_TRUE(ledger.add(Made::file, "/more"));
    Ledger again(state);
    EXPECT_EQ(again.size(), 2U);
}

TEST_F(LedgerTest, forgets_what_others_have_removed) {
    folder.put("there", "x");
    ASSERT_TRUE(ledger.add(Made::file, root("there")));
    ASSERT_TRUE(ledger.add(Made::file, root("gone")));
    ASSERT_TRUE(ledger.prune());
    EXPECT_EQ(ledger.size(), 1U);
}

TEST_F(LedgerTest, a_folder_that_others_can_write_is_not_trusted) {
    std::filesystem::permissions(root("state"), std::filesystem::perms(0777));
    EXPECT_FALSE(state.check());
    EXPECT_FALSE(ledger.add(Made::file, "/a"));
}

TEST_F(LedgerTest, its_folder_is_made_when_it_is_needed_for_its_owner_only) {
    StateFolder fresh(root("fresh"));
    EXPECT_TRUE(fresh.check());
    EXPECT_FALSE(folder.has("fresh"));
    Ledger first(fresh);
    ASSERT_TRUE(first.add(Made::file, "/a"));
    EXPECT_EQ(mode(root("fresh")), 0700U);
    EXPECT_EQ(mode(root("fresh/ledger")), 0600U);
}

// HD-GAP-25
TEST_F(LedgerTest, the_lock_is_held_by_one_and_says_by_whom) {
    const auto first = Lock::take(state, host);
    ASSERT_TRUE(first);
    StateFolder other(state.path());
    const auto second = Lock::take(other, host);
    ASSERT_FALSE(second);
    EXPECT_NE(second.error().message.find("process " + std::to_string(::getpid()) +
                                          ", since 2023-11-14 22:13:20 UTC"),
              std::string::npos)
        << second.error().message;
    EXPECT_GE(host.slept, limits::lock_patience);
}

// Two local hosts of one account do not block each other.
TEST_F(LedgerTest, the_lock_is_shared_by_the_agents_of_one_run) {
    const auto first = Lock::take(state, host, "r1");
    ASSERT_TRUE(first);
    EXPECT_FALSE(first->is_shared());
    StateFolder other(state.path());
    const auto second = Lock::take(other, host, "r1");
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->is_shared());
    EXPECT_FALSE(Lock::take(other, host, "r2"));
    EXPECT_FALSE(Lock::take(other, host));
}

TEST_F(LedgerTest, catches_up_with_another_agent_of_the_run) {
    ASSERT_TRUE(ledger.add(Made::file, "/mine"));
    StateFolder again(state.path());
    Ledger other(again);
    ASSERT_TRUE(other.add(Made::file, "/its"));
    ASSERT_TRUE(ledger.add(Made::file, "/mine2"));
    ledger.catch_up();
    EXPECT_TRUE(ledger.has(Made::file, "/its"));
    EXPECT_TRUE(ledger.has(Made::file, "/mine2"));
    ASSERT_TRUE(other.drop(Made::file, "/mine"));
    ledger.catch_up();
    EXPECT_FALSE(ledger.has(Made::file, "/mine"));
}

TEST_F(LedgerTest, the_lock_is_free_after_its_end) {
    { ASSERT_TRUE(Lock::take(state, host)); }
    EXPECT_TRUE(Lock::take(state, host));
}

}  // namespace
}  // namespace deployer::agent
