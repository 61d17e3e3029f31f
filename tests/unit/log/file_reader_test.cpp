#include "log/file_reader.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "fake/files.hpp"
#include "fake/temp_folder.hpp"
#include "log/limits.hpp"

namespace supervise::log {
namespace {

class FileReaderTest : public testing::Test {
protected:
    FileReader open(std::int64_t offset, std::optional<LineReader> lines, const std::string& name = "log") {
        return {files, *files.open_read(folder / name, true), offset, std::move(lines)};
    }
    static LineReader prefixed() {
        return {config::LogFormat::raw, "{name}:", {"web", "web", "web", "stdout"}};
    }
    void append(const std::string& text) { std::ofstream(folder / "log", std::ios::app) << text; }

    fake::TempFolder folder;
    fake::Files files;
};

TEST_F(FileReaderTest, without_lines_gives_the_bytes_of_the_file) {
    folder.put("log", "web: one\n");
    FileReader reader = open(2, {});
    EXPECT_EQ(reader.read(4), "b: o");
    EXPECT_EQ(reader.offset(), 6);
    EXPECT_EQ(reader.read(100), "ne\n");
    EXPECT_EQ(reader.read(100), "");
    append("two");
    EXPECT_EQ(reader.read(100), "two");
    EXPECT_EQ(reader.finish(), "");
}

TEST_F(FileReaderTest, a_prefix_cut_by_the_offset_does_not_show) {
    const std::string file = "web: one\nother\nweb: two\n";
    const std::string text = "one\nother\ntwo\n";
    folder.put("log", file);
    for (std::size_t offset = 0; offset <= file.size(); ++offset) {
        std::string before;
        prefixed().put(std::string_view(file).substr(0, offset), before);
        EXPECT_EQ(open(static_cast<std::int64_t>(offset), prefixed()).read(100), text.substr(before.size()))
            << offset;
    }
}

// Whatever the places where one answer ends and the next begins, together they are the program's output.
TEST_F(FileReaderTest, parts_that_follow_each_other_have_no_gap) {
    const std::string file = "web: one\nold\n\nweb: \nwe\nweb: two\nweb:no\nweb: three\n";
    folder.put("log", file);
    const auto size = static_cast<std::int64_t>(file.size());
    for (std::int64_t step = 1; step <= size; ++step) {
        std::string all;
        for (std::int64_t offset = 0; offset < size; offset += step) {
            FileReader part = open(offset, prefixed());
            all += *part.read_until(std::min(offset + step, size));
        }
        EXPECT_EQ(all, "one\nold\n\n\nwe\ntwo\nweb:no\nthree\n") << step;
    }
}

TEST_F(FileReaderTest, goes_on_until_there_is_something_to_give) {
    folder.put("log", "web: x\nweb: y");
    FileReader reader = open(0, prefixed());
    for (const char* expected : {"x", "\n", "y", ""})
        EXPECT_EQ(reader.read(1), expected);
    append("z\n");
    EXPECT_EQ(reader.read(100), "z\n");
    EXPECT_EQ(reader.offset(), 15);
}

TEST_F(FileReaderTest, looks_back_over_a_long_line_but_not_for_ever) {
    const auto far = static_cast<std::size_t>(limits::longest_look_back);
    folder.put("log", "web: first\nweb: " + std::string(far / 2, 'x') + "\n");
    EXPECT_EQ(open(13, prefixed()).read(100), std::string(95, 'x'));  // "b: " stands before them
    EXPECT_EQ(open(static_cast<std::int64_t>(far / 2), prefixed()).read(3), "xxx");
    const std::string line = "web: " + std::string(far, 'x');
    folder.put("log", line + "web: \nweb: y\n");
    EXPECT_EQ(open(static_cast<std::int64_t>(line.size()), prefixed()).read(100), "web: \ny\n");
}

TEST_F(FileReaderTest, goes_on_with_another_file_at_the_beginning_of_a_line) {
    folder.put("log", "web: one\nunfinished");
    folder.put("next", "web: two\n");
    FileReader reader = open(0, prefixed());
    EXPECT_EQ(reader.read(100), "one\nunfinished");
    reader.replace(*files.open_read(folder / "next", true), 0, prefixed());
    EXPECT_EQ(reader.read(100), "two\n");
    reader.rewind();
    EXPECT_EQ(reader.read(100), "two\n");
}

TEST_F(FileReaderTest, goes_on_in_the_same_file_with_lines_of_another_form) {
    folder.put("log", "one\nweb: two\nweb: three\n");
    FileReader reader = open(0, {});
    EXPECT_EQ(reader.read(9), "one\nweb: ");
    reader.replace(*files.open_read(folder / "log", true), reader.offset(), prefixed());
    EXPECT_EQ(reader.read(100), "two\nthree\n");
}

TEST_F(FileReaderTest, what_only_might_have_been_a_prefix_comes_at_the_end) {
    folder.put("log", "web: one\nwe");
    FileReader reader = open(0, prefixed());
    EXPECT_EQ(reader.read(100), "one\n");
    EXPECT_EQ(reader.finish(), "we");
    EXPECT_EQ(reader.finish(), "");
}

// Callers send any numbers.
TEST_F(FileReaderTest, an_offset_behind_the_end_gives_nothing) {
    folder.put("log", "web: one\n");
    for (const std::int64_t offset :
         {std::int64_t{10}, std::int64_t{1} << 40, std::numeric_limits<std::int64_t>::max()}) {
        FileReader reader = open(offset, prefixed());
        EXPECT_EQ(reader.read(100), "");
        EXPECT_EQ(reader.offset(), offset);
    }
}

}  // namespace
}  // namespace supervise::log
