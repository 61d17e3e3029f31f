#include "agent/processes.hpp"
#include "workplace.hpp"

namespace deployer::agent {
namespace {

using task::Status;

class Look : public fake::Workplace {
protected:
    /// A process of a folder that stands for /proc.
    void put_process(int pid, int parent, const std::string& name, int pages) {
        std::filesystem::create_directories(root("proc/" + std::to_string(pid)));
        std::string line = std::to_string(pid) + " (" + name + ") S " + std::to_string(parent);
        for (int field = 5; field < 24; ++field)
            line += " 7";
        folder.put("proc/" + std::to_string(pid) + "/stat", line + " " + std::to_string(pages) + " 0 0\n");
    }
};

TEST_F(Look, file_from_its_beginning_or_its_end) {
    folder.put("f", "0123456789");
    EXPECT_EQ(perform(context, task::ReadFile{root("f")}).value, "0123456789");
    EXPECT_EQ(perform(context, task::ReadFile{root("f"), 4}).value, "0123");
    EXPECT_EQ(perform(context, task::ReadFile{root("f"), 4, true}).value, "6789");
    EXPECT_EQ(perform(context, task::ReadFile{root("f"), 0}).value, "");
    EXPECT_EQ(perform(context, task::ReadFile{root("f"), ~0ULL, true}).value, "0123456789");
}

TEST_F(Look, file_that_is_absent_says_so_by_name) {
    EXPECT_EQ(perform(context, task::ReadFile{root("none")}).message, "ENOENT: No such file or directory");
    EXPECT_EQ(perform(context, task::ReadFile{folder.path()}).status, Status::failed);
    EXPECT_EQ(perform(context, task::ReadFile{"relative"}).status, Status::failed);
}

TEST_F(Look, folder_in_order) {
    folder.put("b", "");
    folder.put("a", "");
    folder.put("line\nend", "");
    EXPECT_EQ(perform(context, task::ListFolder{folder.path()}).value, "a\nb\nstate\n");
    ASSERT_TRUE(ledger.add(Made::file, root("b")));
    EXPECT_EQ(perform(context, task::ListFolder{folder.path(), true}).value, "b\n");
    const auto absent = perform(context, task::ListFolder{root("none")});
    EXPECT_EQ(absent.status, Status::ok);
    EXPECT_EQ(absent.value, "");
}

TEST_F(Look, memory_is_of_a_process_and_its_descendants) {
    put_process(20, 10, "grand) child (x", 4);
    put_process(10, 5, "child", 2);
    put_process(5, 1, "program", 1);
    put_process(6, 1, "other", 8);
    std::filesystem::create_directories(root("proc/self"));
    std::filesystem::create_directories(root("proc/77"));  // gone meanwhile
    const auto all = list_processes(root("proc"));
    ASSERT_EQ(all.size(), 4U);
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    EXPECT_EQ(resident_of(all, 5), 7 * page);
    EXPECT_EQ(resident_of(all, 20), 4 * page);
    EXPECT_EQ(resident_of(all, 99), 0U);
}

TEST_F(Look, memory_of_what_is_gone_is_left_out) {
    const auto answer = perform(context, task::ProcessMemory{{::getpid(), 0x7FFFFFFF}});
    EXPECT_EQ(
        answer.value.compare(0, std::to_string(::getpid()).size() + 1, std::to_string(::getpid()) + " "), 0);
    EXPECT_EQ(std::count(answer.value.begin(), answer.value.end(), '\n'), 1);
}

TEST_F(Look, version_is_what_the_program_prints) {
    host.answers("/usr/bin/supervisord", {.output = "4.2.5\n"});
    EXPECT_EQ(perform(context, task::ProgramVersion{"/usr/bin/supervisord"}).value, "4.2.5");
    const auto absent = perform(context, task::ProgramVersion{"/usr/bin/none"});
    EXPECT_EQ(absent.status, Status::ok);
    EXPECT_EQ(absent.value, "");
}

// The last thing a removal does.
TEST_F(Look, agent_is_removed_when_nothing_is_left) {
    folder.put("kept", "x");
    ASSERT_TRUE(ledger.add(Made::file, root("kept")));
    ASSERT_TRUE(ledger.add(Made::file, root("gone")));
    const auto stays = perform(context, task::RemoveAgent{});
    EXPECT_EQ(stays.status, Status::ok);
    EXPECT_NE(stays.message.find("1 things"), std::string::npos) << stays.message;
    ASSERT_TRUE(ledger.drop(Made::file, root("kept")));
    EXPECT_EQ(perform(context, task::RemoveAgent{}).status, Status::changed);
    EXPECT_FALSE(folder.has("state"));
    EXPECT_EQ(perform(context, task::RemoveAgent{}).status, Status::ok);
}

}  // namespace
}  // namespace deployer::agent
