#include "sys/file_source.hpp"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fake/temp_folder.hpp"

namespace supervise::sys {
namespace {

class WayTo : public testing::Test {
protected:
    WayTo() {
        for (const char* name : {"etc", "bob", "real", "sticky"})
            std::filesystem::create_directory(folder / name);
        ::chmod((folder / "sticky").c_str(), 01777);
        folder.put("real/c.conf", "x");
    }
    void link(const std::string& target, const std::string& name) const {
        ASSERT_EQ(::symlink(target.c_str(), (folder / name).c_str()), 0);
    }
    bool passes(const std::string& path, const std::string& place) const {
        const auto way = files.way_to(folder / path);
        return std::any_of(way.begin(), way.end(), [&](const PathStatus& status) {
            return status.path == (place == "/" ? place : folder / place);
        });
    }

    fake::TempFolder folder;
    SystemFiles files;
};

TEST_F(WayTo, begins_with_the_file_and_has_all_folders) {
    const auto way = files.way_to(folder / "real/c.conf");
    ASSERT_GT(way.size(), 2U);
    EXPECT_EQ(way[0].path, folder / "real/c.conf");
    EXPECT_FALSE(way[0].is_folder);
    EXPECT_TRUE(passes("real/c.conf", "real"));
    EXPECT_TRUE(passes("real/c.conf", "/"));
    EXPECT_TRUE(passes("etc/.././real/c.conf", "real/c.conf"));
}

// What the last link names is not all: whoever can change one before it decides as well.
TEST_F(WayTo, has_the_folder_of_every_link) {
    link(folder / "bob/hop.conf", "etc/c.conf");
    link("../real/c.conf", "bob/hop.conf");
    for (const char* place : {"etc", "bob", "real", "real/c.conf"})
        EXPECT_TRUE(passes("etc/c.conf", place)) << place;
    EXPECT_FALSE(passes("etc/c.conf", "etc/c.conf"));
}

TEST_F(WayTo, has_the_folders_of_links_to_folders) {
    link(folder / "bob/dir", "d");
    link(folder / "real", "bob/dir");
    EXPECT_TRUE(passes("d/c.conf", "bob"));
    EXPECT_TRUE(passes("d/c.conf", "real/c.conf"));
}

TEST_F(WayTo, has_links_whose_owner_can_replace_them) {
    link(folder / "real/c.conf", "sticky/c.conf");
    const auto way = files.way_to(folder / "sticky/c.conf");
    const auto at = std::find_if(way.begin(), way.end(), [](const PathStatus& one) { return one.is_link; });
    ASSERT_NE(at, way.end());
    EXPECT_EQ(at->path, folder / "sticky/c.conf");
    EXPECT_EQ(at->uid, ::getuid());
}

TEST_F(WayTo, ends_where_there_is_nothing) {
    link("loop", "loop");
    link(folder / "real/none", "bob/hop.conf");
    EXPECT_TRUE(passes("bob/hop.conf", "bob"));
    EXPECT_TRUE(passes("bob/hop.conf", "real"));
    EXPECT_FALSE(passes("loop", "loop"));
    EXPECT_FALSE(files.way_to("/dev/null").front().path == "/dev/null");
    ASSERT_EQ(::mkfifo((folder / "bob/pipe").c_str(), 0600), 0);
    EXPECT_TRUE(passes("bob/pipe", "bob/pipe"));
}

TEST(SystemFiles, tell_what_was_read) {
    const fake::TempFolder folder;
    folder.put("c.conf", "text");
    ::chmod((folder / "c.conf").c_str(), 0640);
    PathStatus opened;
    const auto text =
        SystemFiles().read_opened(folder / "c.conf", 100, FileSource::Accept::regular_file, opened);
    EXPECT_EQ(text.value_or(""), "text");
    EXPECT_EQ(opened.uid, ::getuid());
    EXPECT_EQ(opened.mode, 0640U);
}

}  // namespace
}  // namespace supervise::sys
