// HD-SUP-30, HD-GAP-06: hosts without a supervisord are sent ours.
#include "plan/distribution.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "deployer/plan/world.hpp"

namespace deployer::plan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Distributed : public testing::Test {
protected:
    Distributed() {
        char name[] = "/tmp/test-plan-XXXXXX";
        folder = made_ = ::mkdtemp(name);
        std::filesystem::create_directories(folder + "/bin");
        std::filesystem::create_directories(folder + "/lib/supervise");
        put("0755", "bin/supervisord", "daemon");
        put("0644", "lib/supervise/libx.so", "library");
        files.texts[folder + "/lib/supervise/MANIFEST"] = manifest;
    }
    ~Distributed() override { std::filesystem::remove_all(made_); }

    void put(const std::string& mode, const std::string& path, const std::string& text) {
        std::ofstream(folder + "/" + path) << text;
        manifest += task::sha256_hex(text) + "  " + mode + "  " + path + "\n";
    }

    /// Of the step that installs, for the one host of the simple case.
    std::vector<Item> items(const std::string& installed) {
        BuildContext context = fake::context_for(model, model::Action::deploy, files);
        context.facts[0]->set(jinja::Value("hadeploy_supervisord"), jinja::Value(installed));
        context.distribution_folder = folder;
        context.version = "0.2.0";
        context.replace_supervisor = replace;
        Built built = build(model, context);
        problems = built.problems;
        return fake::find_step(built.plan, "Install supervisor package").items[0];
    }

    static std::vector<std::string> labels(const std::vector<Item>& items) {
        std::vector<std::string> result;
        for (const Item& item : items)
            result.push_back(item.label);
        return result;
    }

    std::string folder, manifest = "supervise 0.2.0\n";
    fake::Files files;
    model::Model model = fake::simple_app();
    bool replace = false;
    source::Problems problems;

private:
    std::string made_;
};

TEST_F(Distributed, host_with_nothing_gets_all_libraries_first) {
    const std::vector<Item> all = items("");
    EXPECT_THAT(labels(all), ElementsAre("lib/supervise", "lib/supervise/libx.so", "bin/supervisord"));
    const auto& file = std::get<task::EnsureFile>(std::get<task::Operation>(all[2].operation));
    EXPECT_EQ(file.path, "/usr/bin/supervisord");
    EXPECT_EQ(file.ownership.owner, "root");
    EXPECT_EQ(file.ownership.mode, "0755");
    EXPECT_EQ(file.package_guard, "--replace-supervisor");
}

TEST_F(Distributed, our_older_one_is_upgraded) {
    EXPECT_EQ(items("4.4.0+supervise.0.1.9").size(), 3u);
    EXPECT_THAT(labels(items("4.4.0+supervise.0.2.0")), ElementsAre("supervisor"));
    EXPECT_THAT(labels(items("4.4.0+supervise.0.10.0")), ElementsAre("supervisor"));
}

TEST_F(Distributed, anothers_stays_unless_it_shall_go) {
    EXPECT_THAT(labels(items("4.2.5")), ElementsAre("supervisor"));
    replace = true;
    const std::vector<Item> all = items("4.2.5");
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(std::get<task::EnsureFile>(std::get<task::Operation>(all[1].operation)).package_guard, "");
}

// HD-INV-17, HD-GAP-43
TEST_F(Distributed, unprivileged_host_is_left_alone) {
    model.hosts[0].privileged = false;
    EXPECT_THAT(items(""), IsEmpty());
}

TEST_F(Distributed, damaged_file_is_found) {
    std::ofstream(folder + "/bin/supervisord") << "broken";
    items("");
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_THAT(problems[0].message, HasSubstr("/bin/supervisord is not the file its list says"));
}

TEST_F(Distributed, nothing_to_send_is_said) {
    folder = "";
    items("");
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].message, "there is no /usr/bin/supervisord here (on en1)");
}

TEST(Manifest, leads_nowhere_else) {
    const std::string hash(64, 'a');
    EXPECT_TRUE(parse_manifest("supervise 1\n" + hash + "  0644  lib/x y\n"));
    EXPECT_EQ(parse_manifest("supervise 1\n" + hash + "  0644  lib/x y\n")->files[0].path, "lib/x y");
    for (const std::string path : {"../etc/passwd", "/etc/passwd", "lib/../../x", "", "lib//x"})
        EXPECT_FALSE(parse_manifest("supervise 1\n" + hash + "  0644  " + path + "\n")) << path;
    EXPECT_FALSE(parse_manifest("supervise 1\n"));
    EXPECT_FALSE(parse_manifest("supervise\n" + hash + "  0644  x\n"));
    EXPECT_FALSE(parse_manifest("supervise 1\n" + hash + "  rw  x\n"));
    EXPECT_FALSE(parse_manifest("supervise 1\nabc  0644  x\n"));
}

TEST(Version, is_compared_by_numbers) {
    EXPECT_TRUE(is_older("4.4.0+supervise.0.1.0", "0.2.0"));
    EXPECT_TRUE(is_older("0.9.0", "0.10.0"));
    EXPECT_FALSE(is_older("4.4.0+supervise.0.2.0", "0.2.0"));
    EXPECT_FALSE(is_older("1.0", "0.2.0"));
}

}  // namespace
}  // namespace deployer::plan
