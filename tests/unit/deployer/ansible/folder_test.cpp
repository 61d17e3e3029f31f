#include "ansible/folder.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake/temp_folder.hpp"
#include "sys/small_file.hpp"

namespace deployer::ansible {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

class Folder : public ::testing::Test {
protected:
    Folder() {
        project.files = {{"inventory.yml", {"hosts", {}}},
                         {"deploy.yml", {"play", {}}},
                         {"files/1-a", {"bytes", {}}},
                         {"host_vars/en1.yml", {"x", {}}}};
        project.playbooks = {"deploy.yml"};
    }

    std::string read(const std::string& name) const {
        return supervise::sys::read_small_file(folder + "/" + name).value_or("(missing)");
    }
    void put(const std::string& name, const std::string& content) const {
        std::ofstream(folder + "/" + name) << content;
    }
    static unsigned mode(const std::string& path) {
        return static_cast<unsigned>(fs::status(path).permissions());
    }

    supervise::fake::TempFolder temporary;
    std::string folder = temporary.path() + "/above/project";
    Project project;
};

TEST_F(Folder, is_made_for_its_owner_only) {
    ASSERT_TRUE(write_project(folder, project));
    EXPECT_EQ(read("deploy.yml"), "play");
    EXPECT_EQ(read("files/1-a"), "bytes");
    EXPECT_EQ(read("host_vars/en1.yml"), "x");
    for (const char* name : {"", "/files", "/host_vars", "/facts"})
        EXPECT_EQ(mode(folder + name), 0700U) << name;
    for (const char* name : {"/deploy.yml", "/inventory.yml", "/files/1-a", "/host_vars/en1.yml"})
        EXPECT_EQ(mode(folder + name), 0600U) << name;
    EXPECT_THAT(read(".hadeploy-project"), HasSubstr("\ncomplete\n"));
}

TEST_F(Folder, copies_files_of_this_machine) {
    fs::create_directories(folder);
    const std::string source = temporary.path() + "/source";
    std::ofstream(source) << std::string(3 << 20, 'x');
    project.files["files/2-b"] = {{}, source};
    ASSERT_TRUE(write_project(folder, project));
    EXPECT_EQ(fs::file_size(folder + "/files/2-b"), std::uintmax_t{3} << 20);
}

TEST_F(Folder, an_earlier_project_is_replaced_and_what_others_put_there_stays) {
    ASSERT_TRUE(write_project(folder, project));
    put("README", "mine");
    put("facts/en1", "{}");
    project.files = {{"inventory.yml", {"new", {}}}, {"stop.yml", {"stop", {}}}};
    project.playbooks = {"stop.yml"};
    ASSERT_TRUE(write_project(folder, project));
    EXPECT_EQ(read("inventory.yml"), "new");
    EXPECT_EQ(read("stop.yml"), "stop");
    EXPECT_EQ(read("README"), "mine");
    EXPECT_EQ(read("facts/en1"), "{}");
    for (const char* gone : {"deploy.yml", "files/1-a", "host_vars/en1.yml"})
        EXPECT_EQ(read(gone), "(missing)") << gone;
}

TEST_F(Folder, one_with_something_else_is_refused_and_left_alone) {
    fs::create_directories(folder);
    put("thesis.tex", "years of work");
    const auto written = write_project(folder, project);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().message,
              "'" + folder +
                  "' holds 'thesis.tex' and no project of hadeploy; name an empty or a new folder");
    EXPECT_EQ(read("thesis.tex"), "years of work");
    EXPECT_EQ(read("deploy.yml"), "(missing)");
}

TEST_F(Folder, a_fresh_repository_is_fine_and_a_file_is_not) {
    fs::create_directories(folder + "/.git");
    EXPECT_TRUE(check_folder(folder));
    EXPECT_FALSE(check_folder("/dev/null"));
    EXPECT_TRUE(check_folder(temporary.path() + "/not/yet"));
}

TEST_F(Folder, a_marker_of_somebody_else_is_refused) {
    fs::create_directories(folder);
    put(".hadeploy-project", "something else\n");
    EXPECT_FALSE(check_folder(folder));
}

// Whatever stops a write, no playbook is left that would be run with half of its files.
TEST_F(Folder, an_interrupted_write_leaves_nothing_to_run) {
    ASSERT_TRUE(write_project(folder, project));
    project.files["files/3-c"] = {{}, temporary.path() + "/no such file"};
    EXPECT_FALSE(write_project(folder, project));
    EXPECT_EQ(read("deploy.yml"), "(missing)");
    EXPECT_THAT(read(".hadeploy-project"), HasSubstr("\nunfinished"));
    project.files.erase("files/3-c");
    EXPECT_TRUE(write_project(folder, project));
    EXPECT_EQ(read("deploy.yml"), "play");
}

}  // namespace
}  // namespace deployer::ansible
