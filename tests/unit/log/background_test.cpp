// Freeing large files off the loop, on the real loop with its helper thread (run it under TSan).
#include <gtest/gtest.h>

#include "fake/temp_folder.hpp"
#include "log/limits.hpp"
#include "log/rotating_file.hpp"
#include "sys/asio_loop.hpp"
#include "sys/files.hpp"

namespace supervise::log {
namespace {

constexpr std::size_t large = static_cast<std::size_t>(limits::freed_inline) + 1;

class Background : public testing::Test {
protected:
    RotatingFile& make(int backups) {
        RotatingFileSpec spec;
        spec.path = folder / "a.log";
        spec.maxbytes = static_cast<std::int64_t>(large);
        spec.backups = backups;
        file = std::make_unique<RotatingFile>(std::move(spec), files, loop, [](Level, const std::string&) {});
        file->open();
        return *file;
    }

    fake::TempFolder folder;
    sys::KernelFileSystem files;
    sys::AsioLoop loop;
    std::unique_ptr<RotatingFile> file;
};

// Whoever empties the file first, the helper or the next write, no byte of that write is lost.
TEST_F(Background, truncation_races_with_the_next_write) {
    make(0);
    for (int round = 0; round < 20; ++round) {
        file->append(std::string(large, 'x'));
        EXPECT_TRUE(file->congested());
        file->append("kept");
        EXPECT_FALSE(file->congested());
        EXPECT_EQ(folder.get("a.log"), "kept");
    }
}

TEST_F(Background, truncation_relieves_on_the_loop) {
    make(0);
    file->on_relieved([this] { loop.stop(); });
    file->append(std::string(large, 'x'));
    loop.run();
    EXPECT_FALSE(file->congested());
    EXPECT_EQ(folder.get("a.log"), "");
}

TEST_F(Background, truncation_may_outlive_the_file) {
    make(0);
    file->append(std::string(large, 'x'));
    file.reset();
    const sys::Registration end = loop.after(std::chrono::milliseconds(20), [this] { loop.stop(); });
    loop.run();
    EXPECT_EQ(folder.get("a.log"), "");
}

TEST_F(Background, rotation_goes_on_while_old_files_are_freed) {
    make(1);
    for (char c = 'a'; c < 'k'; ++c)
        file->append(std::string(large, c));
    EXPECT_EQ(folder.get("a.log.1"), std::string(large, 'j'));
    EXPECT_EQ(folder.get("a.log"), "");
}

}  // namespace
}  // namespace supervise::log
