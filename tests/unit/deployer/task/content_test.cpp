#include <gtest/gtest.h>

#include "fake/temp_folder.hpp"
#include "task/content.hpp"
#include "task/sha256.hpp"

namespace deployer::task {
namespace {

constexpr auto sha256_of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(Content, is_known_by_its_sha256) {
    EXPECT_EQ(sha256_hex("abc"), sha256_of_abc);
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_TRUE(is_sha256(sha256_of_abc));
    EXPECT_FALSE(is_sha256("abc"));
    EXPECT_FALSE(is_sha256(std::string(64, 'A')));
}

TEST(Content, in_pieces_has_the_hash_of_the_whole) {
    Sha256 digest;
    digest.update("a");
    digest.update("");
    digest.update("bc");
    EXPECT_EQ(digest.hex(), sha256_of_abc);
}

TEST(Content, added_twice_is_held_once) {
    Contents contents;
    EXPECT_EQ(contents.add("abc").sha256, sha256_of_abc);
    const auto* first = contents.find(sha256_of_abc);
    EXPECT_EQ(contents.add("abc").size, 3U);
    ASSERT_NE(first, nullptr);
    EXPECT_EQ(contents.find(sha256_of_abc), first);
    EXPECT_EQ(*first->bytes, "abc");
    EXPECT_EQ(contents.find("0"), nullptr);
}

TEST(Content, of_a_file_stays_in_the_file) {
    const supervise::fake::TempFolder folder;
    folder.put("f", "abc");
    Contents contents;
    const auto content = contents.add_file(folder / "f");
    ASSERT_TRUE(content);
    EXPECT_EQ(content->sha256, sha256_of_abc);
    EXPECT_EQ(content->size, 3U);
    EXPECT_EQ(contents.find(sha256_of_abc)->bytes, nullptr);
    EXPECT_EQ(contents.find(sha256_of_abc)->path, folder / "f");
}

TEST(Content, comes_from_regular_files_only) {
    const supervise::fake::TempFolder folder;
    Contents contents;
    EXPECT_FALSE(contents.add_file(folder.path()));
    const auto absent = contents.add_file(folder / "absent");
    ASSERT_FALSE(absent);
    EXPECT_EQ(absent.error().code, ENOENT);
}

}  // namespace
}  // namespace deployer::task
