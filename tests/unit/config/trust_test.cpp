#include "config/trust.hpp"

#include <gtest/gtest.h>

#include "config/check.hpp"
#include "fake/config_world.hpp"

namespace supervise::config {
namespace {

constexpr const char* text = "[supervisord]\n[include]\nfiles=more.conf\n";

class Trust : public testing::Test, protected fake::ConfigWorld {
protected:
    Trust() {
        around.uid = 0;
        around.distrusted = Distrusted::refused;
        files.files["/base/more.conf"] = "[program:x]\ncommand=/bin/cat\n";
        put("/base/c.conf", 0, 0, 0644);
        put("/base/more.conf", 0, 0, 0644);
    }
    void put(const std::string& path, unsigned uid, unsigned gid, unsigned mode) {
        files.ways[path] = {
            {path, uid, gid, mode, false}, folder("/base", 0, 0, 0755), folder("/", 0, 0, 0755)};
    }
    static sys::PathStatus folder(const std::string& path, unsigned uid, unsigned gid, unsigned mode) {
        return {path, uid, gid, mode, true};
    }
    void replace_folder(const sys::PathStatus& status) { files.ways["/base/c.conf"][1] = status; }
};

TEST_F(Trust, files_of_root_alone_are_read) {
    EXPECT_EQ(error(text), "");
}

TEST_F(Trust, owner_group_and_everybody_are_strangers) {
    put("/base/c.conf", 1000, 0, 0644);
    EXPECT_EQ(error(text), "config file c.conf decides what root runs, and the account ann can change it; as "
                           "root, `chown root:root "
                           "/base/c.conf` and `chmod go-w /base/c.conf`, or give --trust_config");
    put("/base/c.conf", 4711, 0, 0600);
    EXPECT_NE(error(text).find("the account 4711 can change it"), std::string::npos);
    put("/base/c.conf", 0, 50, 0664);
    EXPECT_NE(error(text).find("the group 50 can change it"), std::string::npos);
    put("/base/c.conf", 0, 0, 0666);
    EXPECT_NE(error(text).find("anybody can change it"), std::string::npos);
}

TEST_F(Trust, group_of_root_is_root) {
    put("/base/c.conf", 0, 0, 0664);
    EXPECT_EQ(error(text), "");
}

TEST_F(Trust, folders_on_the_way_count_unless_they_are_sticky) {
    replace_folder(folder("/base", 1000, 1000, 0755));
    EXPECT_NE(error(text).find(
                  "ann can put another file in its place: /base is a folder of theirs; as root, `chown "
                  "root:root /base`"),
              std::string::npos);
    replace_folder(folder("/base", 0, 0, 0777));
    EXPECT_NE(error(text).find("anybody can put another file in its place"), std::string::npos);
    replace_folder(folder("/base", 0, 0, 01777));
    EXPECT_EQ(error(text), "");
    replace_folder(folder("/base", 1000, 0, 01755));
    EXPECT_NE(error(text).find("the account ann can put another file"), std::string::npos);
}

TEST_F(Trust, included_files_count_and_the_check_names_every_file) {
    put("/base/c.conf", 0, 0, 0666);
    put("/base/more.conf", 1000, 0, 0644);
    EXPECT_EQ(check_report(load(text, Depth::everything).diagnostics),
              "c.conf: it decides what root runs, and anybody can change it; as root, `chown root:root "
              "/base/c.conf` and "
              "`chmod go-w /base/c.conf`, or give --trust_config\n"
              "/base/more.conf: it decides what root runs, and the account ann can change it; as root, "
              "`chown root:root "
              "/base/more.conf` and `chmod go-w /base/more.conf`, or give --trust_config\n"
              "2 errors, 0 warnings\n");
}

// The folder of a link in it may be sticky; the link is its owner's to replace.
TEST_F(Trust, links_of_others_count) {
    sys::PathStatus link{"/tmp/c.conf", 1000, 1000, 0777, false, true};
    files.ways["/base/c.conf"].push_back(link);
    EXPECT_NE(error(text).find("the account ann can put another file in its place: /tmp/c.conf is a link of "
                               "theirs; as root, `chown -h root:root /tmp/c.conf`"),
              std::string::npos);
    files.ways["/base/c.conf"].back().uid = 0;
    EXPECT_EQ(error(text), "");
}

// It was read before its name got another file.
TEST_F(Trust, what_was_read_counts_whatever_has_its_name_by_now) {
    files.opened["/base/c.conf"] = {"/base/c.conf", 1000, 1000, 0644};
    EXPECT_NE(error(text).find("the account ann can change it"), std::string::npos);
}

TEST_F(Trust, who_became_root_is_trusted) {
    around.trusted_uid = 1000;
    put("/base/c.conf", 1000, 0, 0600);
    replace_folder(folder("/base", 1000, 0, 0755));
    EXPECT_EQ(error(text), "");
}

TEST_F(Trust, first_process_of_a_container_only_warns) {
    around.distrusted = Distrusted::reported;
    put("/base/more.conf", 1000, 0, 0644);
    const LoadResult loaded = load(text);
    EXPECT_EQ(loaded.error, std::nullopt);
    std::size_t warnings = 0;
    for (const ParseMessage& message : loaded.messages)
        warnings +=
            message.level == ParseMessage::Level::warning &&
            message.text.find("more.conf decides what root runs, and the account ann can change it") !=
                std::string::npos;
    EXPECT_EQ(warnings, 1U);
}

TEST_F(Trust, a_daemon_that_is_not_root_endangers_nobody_else) {
    around.distrusted = Distrusted::accepted;
    put("/base/c.conf", 0, 0, 0666);
    EXPECT_EQ(error(text), "");
}

}  // namespace
}  // namespace supervise::config
