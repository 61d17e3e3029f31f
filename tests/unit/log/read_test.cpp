#include "log/read.hpp"

#include <sys/stat.h>

#include <limits>

#include <gtest/gtest.h>

#include "fake/files.hpp"
#include "fake/temp_folder.hpp"
#include "log/limits.hpp"

namespace supervise::log {
namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

std::string sample() {
    std::string text;
    for (int i = 0; i < 16; ++i)
        text += "out\n";
    return text;
}

class Read : public testing::Test {
protected:
    Read() { folder.put("log", sample()); }
    std::string read(std::int64_t offset, std::int64_t length) {
        return read_log(files, folder / "log", offset, length).value();
    }
    ReadFault fault(std::int64_t offset, std::int64_t length, const std::string& name = "log") {
        return read_log(files, folder / name, offset, length).error();
    }
    fake::TempFolder folder;
    fake::Files files;
};

// LOG-060
TEST_F(Read, by_offset_and_length) {
    EXPECT_EQ(read(0, 0), sample());
    EXPECT_EQ(read(60, 0), "out\n");
    EXPECT_EQ(read(1, 5), "ut\nou");
    EXPECT_EQ(read(62, 100), "t\n");
    EXPECT_EQ(read(-6, 0), "t\nout\n");
    EXPECT_EQ(read(-1000, 0), sample());
    EXPECT_EQ(read(64, 0), "");
    EXPECT_EQ(read(1000, 5), "");
}

// LOG-060
TEST_F(Read, with_contradicting_arguments_is_a_fault) {
    EXPECT_EQ(fault(-1, 1), ReadFault::bad_arguments);
    EXPECT_EQ(fault(-1, -1), ReadFault::bad_arguments);
    EXPECT_EQ(fault(0, -1), ReadFault::bad_arguments);
}

// field.md B.2, G.2: numbers of any size neither overflow nor allocate.
TEST_F(Read, with_extreme_numbers_is_bounded) {
    EXPECT_EQ(read(0, most), sample());
    EXPECT_EQ(read(most, most), "");
    EXPECT_EQ(read(least, 0), sample());
    EXPECT_EQ(read_range(0, 0, most)->length, limits::reply_bytes);
    EXPECT_EQ(read_range(0, most, most)->length, limits::reply_bytes);
    EXPECT_EQ(read_range(-most, 0, most), (Range{most - limits::reply_bytes, limits::reply_bytes}));
}

// LOG-063
TEST_F(Read, of_a_missing_file_is_no_file) {
    EXPECT_EQ(fault(0, 0, "missing"), ReadFault::no_file);
    EXPECT_EQ(read_log(files, "", 0, 0).error(), ReadFault::no_file);
}

// field.md G.2: a fifo or folder as log must neither block nor crash.
TEST_F(Read, of_anything_but_a_file_fails) {
    ::mkfifo((folder / "fifo").c_str(), 0600);
    ::mkdir((folder / "sub").c_str(), 0700);
    EXPECT_EQ(fault(0, 0, "fifo"), ReadFault::failed);
    EXPECT_EQ(fault(0, 0, "sub"), ReadFault::failed);
    EXPECT_EQ(tail_log(files, folder / "fifo", 7, 5).offset, 7);
}

// LOG-065: a range that cuts a character is handed over as it is.
TEST_F(Read, keeps_every_byte) {
    folder.put("log", "caf\xc3\xa9\x01\x1b");
    EXPECT_EQ(read(4, 0), "\xa9\x01\x1b");
}

struct TailCase {
    std::int64_t offset, length;
    std::string bytes;
    bool overflow;
};

// LOG-061, LOG-062: the examples, on a 64-byte file of `out\n`.
TEST_F(Read, tail_answers_as_supervisor_does) {
    const std::vector<TailCase> cases{
        {0, 5, "\nout\n", true}, {0, 100, sample(), false}, {0, 0, "", true},
        {100, 5, "", false},     {-5, 3, "ut\n", true},     {3, -1, "", true},
        {60, 4, "out\n", false}, {64, 0, "", false},        {62, 10, sample().substr(54), false},
    };
    for (const TailCase& each : cases) {
        const Tail tail = tail_log(files, folder / "log", each.offset, each.length);
        EXPECT_EQ(tail.bytes, each.bytes) << each.offset << "," << each.length;
        EXPECT_EQ(tail.offset, 64) << each.offset << "," << each.length;
        EXPECT_EQ(tail.overflow, each.overflow) << each.offset << "," << each.length;
    }
}

// LOG-063
TEST_F(Read, tail_of_a_missing_file_is_empty_at_zero) {
    const Tail tail = tail_log(files, folder / "missing", 5, 5);
    EXPECT_EQ(tail.bytes, "");
    EXPECT_EQ(tail.offset, 0);
    EXPECT_FALSE(tail.overflow);
}

TEST_F(Read, tail_with_extreme_numbers_is_bounded) {
    for (const std::int64_t offset : {least, std::int64_t{-1}, std::int64_t{0}, most})
        for (const std::int64_t length : {least, std::int64_t{-1}, std::int64_t{0}, most}) {
            const Tail tail = tail_log(files, folder / "log", offset, length);
            EXPECT_LE(tail.bytes.size(), 64U);
            EXPECT_EQ(tail.offset, 64);
        }
    EXPECT_EQ(tail_range(0, most, most).range.length, limits::reply_bytes);
}

// log_prefix: offsets and lengths are the file's, what is read is the program's.
TEST_F(Read, of_lines_with_a_prefix_gives_what_the_program_wrote) {
    folder.put("log", "web: one\nweb: two\nwe");
    const LineReader lines{config::LogFormat::raw, "{name}:", {"web", "web", "web", "stdout"}};
    const auto part = [&](std::int64_t offset, std::int64_t length) {
        return read_log(files, folder / "log", offset, length, lines).value();
    };
    EXPECT_EQ(part(0, 0), "one\ntwo\nwe");
    EXPECT_EQ(part(0, 7), "on");
    EXPECT_EQ(part(7, 5), "e\n");
    EXPECT_EQ(part(12, 0), "two\nwe");
    EXPECT_EQ(part(-5, 0), "wo\nwe");
    EXPECT_EQ(part(-10, 0), "two\nwe");
    const Tail tail = tail_log(files, folder / "log", 0, 10, lines);
    EXPECT_EQ(tail.bytes, "two\nwe");
    EXPECT_EQ(tail.offset, 20);
    EXPECT_TRUE(tail.overflow);
    EXPECT_EQ(tail_log(files, folder / "log", 0, 100, lines).bytes, "one\ntwo\nwe");
}

// LOG-064
TEST_F(Read, never_looks_at_backups) {
    folder.put("log.1", "older");
    EXPECT_EQ(read(-1000, 0), sample());
}

}  // namespace
}  // namespace supervise::log
