// Log targets that are no regular files: pipes, sockets, and this process's own descriptors.
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <sstream>

#include <gtest/gtest.h>

#include "fake/files.hpp"
#include "fake/loop.hpp"
#include "fake/temp_folder.hpp"
#include "log/limits.hpp"
#include "log/rotating_file.hpp"
#include "sys/fd.hpp"

namespace supervise::log {
namespace {

class StreamTargetTest : public testing::Test {
protected:
    StreamTargetTest() { std::signal(SIGPIPE, SIG_IGN); }

    void make(const std::string& path, bool whole_lines = false) {
        RotatingFileSpec spec;
        spec.path = path;
        spec.maxbytes = 10;  // must not matter
        spec.backups = 2;
        spec.whole_lines = whole_lines;
        file = std::make_unique<RotatingFile>(
            std::move(spec), files, loop, [this](Level, const std::string& text) { said.push_back(text); });
        file->on_relieved([this] { ++relieved; });
    }
    static std::string dev_fd(int fd) { return "/dev/fd/" + std::to_string(fd); }
    static std::string take_all(int fd) {
        (void)sys::set_nonblocking(fd, true);
        std::string all(4 * limits::stream_backlog, '\0');
        std::size_t size = 0;
        while (true) {
            const sys::Transfer got = sys::read_some(fd, all.data() + size, all.size() - size);
            if (got.outcome != sys::Transfer::Outcome::some)
                break;
            size += got.bytes;
        }
        all.resize(size);
        return all;
    }
    /// The fake loop does not know descriptors: declare all writable.
    void all_writable() {
        for (int fd = 0; fd < 64; ++fd)
            loop.writable(fd);
    }

    fake::TempFolder folder;
    fake::Files files;
    fake::Loop loop;
    std::vector<std::string> said;
    int relieved = 0;
    std::unique_ptr<RotatingFile> file;
};

// LOG-026, field.md B.1: /dev/stdout as log file, a pipe in containers.
TEST_F(StreamTargetTest, writes_to_a_pipe_by_descriptor_path_without_rotating) {
    auto pipe = sys::make_pipe();
    make(dev_fd(pipe->write_end.get()));
    EXPECT_TRUE(file->open());
    file->append("more than ten bytes\n");
    EXPECT_EQ(take_all(pipe->read_end.get()), "more than ten bytes\n");
    EXPECT_TRUE(said.empty());
}

// The descriptor that others share stays blocking.
TEST_F(StreamTargetTest, leaves_the_shared_description_alone) {
    auto pipe = sys::make_pipe();
    make(dev_fd(pipe->write_end.get()));
    file->open();
    file->append("x");
    EXPECT_EQ(::fcntl(pipe->write_end.get(), F_GETFL) & O_NONBLOCK, 0);
}

// LOG-026: under systemd stdout is a socket, which cannot be opened by name.
TEST_F(StreamTargetTest, writes_to_a_socket_by_duplicating_it) {
    int ends[2];
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    const sys::Fd ours(ends[0]), theirs(ends[1]);
    make(dev_fd(ours.get()));
    EXPECT_TRUE(file->open());
    file->append("to the journal\n");
    EXPECT_EQ(take_all(theirs.get()), "to the journal\n");
}

// field.md B.1: stdout redirected to a file: our bytes and those of others on it do not overwrite each other.
TEST_F(StreamTargetTest, shares_the_position_of_a_descriptor_that_is_a_file) {
    const sys::Fd out(::open((folder / "out").c_str(), O_WRONLY | O_CREAT, 0600));
    make(dev_fd(out.get()));
    file->open();
    (void)sys::write_all(out.get(), "one\n");
    file->append("two is longer than ten bytes\n");
    (void)sys::write_all(out.get(), "three\n");
    EXPECT_EQ(folder.get("out"), "one\ntwo is longer than ten bytes\nthree\n");
}

TEST_F(StreamTargetTest, follows_a_symbolic_link_to_a_descriptor) {
    int ends[2];
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    const sys::Fd ours(ends[0]), theirs(ends[1]);
    ASSERT_EQ(::symlink(dev_fd(ours.get()).c_str(), (folder / "link").c_str()), 0);
    make(folder / "link");
    EXPECT_TRUE(file->open());
    file->append("x");
    EXPECT_EQ(take_all(theirs.get()), "x");
    EXPECT_TRUE(file->clear());
    EXPECT_TRUE(folder.has("link") || std::filesystem::is_symlink(folder / "link"));
}

TEST_F(StreamTargetTest, a_descriptor_that_is_not_open_is_trouble) {
    make("/dev/fd/987");
    EXPECT_FALSE(file->open());
    EXPECT_EQ(said.size(), 1U);
}

// Several programs write to one pipe whose reader is slow: no line begins within another.
TEST_F(StreamTargetTest, lines_of_several_writers_stay_whole) {
    auto pipe = sys::make_pipe();
    const std::string path = dev_fd(pipe->write_end.get());
    std::vector<std::unique_ptr<RotatingFile>> writers;
    for (int i = 0; i < 2; ++i) {
        RotatingFileSpec spec;
        spec.path = path;
        spec.whole_lines = true;
        writers.push_back(
            std::make_unique<RotatingFile>(std::move(spec), files, loop, [](Level, const std::string&) {}));
        ASSERT_TRUE(writers.back()->open());
    }
    const std::string ones(300, '1'), twos(300, '2');
    std::string many;
    for (int line = 0; line < 400; ++line)
        many += ones + "\n";
    writers[0]->append(many);  // more than the pipe takes
    EXPECT_TRUE(writers[0]->congested());
    writers[1]->append(twos + "\n");
    std::string got = take_all(pipe->read_end.get());
    writers[1]->append(twos + "\n");
    while (writers[0]->congested() || writers[1]->congested()) {
        loop.advance(std::chrono::seconds(1));
        loop.look_to_write();
        got += take_all(pipe->read_end.get());
    }
    std::istringstream lines(got + take_all(pipe->read_end.get()));
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count)
        EXPECT_TRUE(line == ones || line == twos) << line;
    EXPECT_EQ(count, 402);
}

// A reader that stops reading costs neither time nor bytes as long as the backlog has room.
TEST_F(StreamTargetTest, holds_back_what_a_slow_reader_does_not_take) {
    auto pipe = sys::make_pipe();
    make(dev_fd(pipe->write_end.get()));
    file->open();
    const std::string first(100'000, 'a'), second(100'000, 'b');
    file->append(first);
    EXPECT_TRUE(file->congested());
    file->append(second);
    std::string seen = take_all(pipe->read_end.get());
    while (file->congested()) {
        all_writable();
        seen += take_all(pipe->read_end.get());
    }
    EXPECT_EQ(seen, first + second);
    EXPECT_EQ(relieved, 1);
    EXPECT_EQ(file->lost_bytes(), 0U);
}

TEST_F(StreamTargetTest, counts_what_exceeds_the_backlog_and_recovers_when_it_is_taken) {
    auto pipe = sys::make_pipe();
    make(dev_fd(pipe->write_end.get()));
    file->open();
    const std::size_t offered = limits::stream_backlog + 500'000;
    file->append(std::string(offered, 'a'));
    ASSERT_EQ(said.size(), 1U);
    EXPECT_NE(said[0].find("the reader is too slow"), std::string::npos);
    std::size_t seen = take_all(pipe->read_end.get()).size();
    while (file->congested()) {
        all_writable();
        seen += take_all(pipe->read_end.get()).size();
    }
    EXPECT_EQ(seen + file->lost_bytes(), offered);
    file->append("x");
    EXPECT_EQ(take_all(pipe->read_end.get()), "x");
    EXPECT_EQ(said.size(), 2U);
}

TEST_F(StreamTargetTest, what_is_held_at_the_end_of_the_object_is_said) {
    auto pipe = sys::make_pipe();
    make(dev_fd(pipe->write_end.get()));
    file->open();
    file->append(std::string(100'000, 'a'));
    EXPECT_TRUE(file->holds_output());
    const std::string path = file->path();
    const std::size_t taken = take_all(pipe->read_end.get()).size();
    file.reset();
    ASSERT_EQ(said.size(), 1U);
    EXPECT_EQ(said[0], std::to_string(100'000 - taken) + " bytes are lost that the reader of '" + path +
                           "' did not take in time");
}

// What the backlog could not take of a line does not become the beginning of another.
TEST_F(StreamTargetTest, half_a_line_does_not_run_into_the_next) {
    auto pipe = sys::make_pipe();
    make(dev_fd(pipe->write_end.get()), true);
    file->open();
    const std::string line(limits::stream_backlog + 500'000, 'a');
    file->append(line + "\n");
    std::string seen = take_all(pipe->read_end.get());
    while (file->congested()) {
        all_writable();
        seen += take_all(pipe->read_end.get());
    }
    EXPECT_LT(seen.size(), line.size());
    file->append("b\n");
    EXPECT_EQ(take_all(pipe->read_end.get()), "\nb\n");
}

// field.md B.1: lost last output on stop.
TEST_F(StreamTargetTest, close_waits_for_the_backlog_without_blocking) {
    auto pipe = sys::make_pipe();
    make(dev_fd(pipe->write_end.get()));
    file->open();
    file->append(std::string(100'000, 'a'));
    file->close();
    std::size_t seen = take_all(pipe->read_end.get()).size();
    while (file->congested()) {
        all_writable();
        seen += take_all(pipe->read_end.get()).size();
    }
    EXPECT_EQ(seen, 100'000U);
    pipe->write_end.reset();
    char byte = 0;
    EXPECT_EQ(sys::read_some(pipe->read_end.get(), &byte, 1).outcome, sys::Transfer::Outcome::end);
}

TEST_F(StreamTargetTest, a_reader_that_went_away_is_trouble) {
    ASSERT_EQ(::mkfifo((folder / "fifo").c_str(), 0600), 0);
    sys::Fd reader(::open((folder / "fifo").c_str(), O_RDONLY | O_NONBLOCK));
    make(folder / "fifo");
    EXPECT_TRUE(file->open());
    reader.reset();
    file->append("abc");
    EXPECT_EQ(file->lost_bytes(), 3U);
    ASSERT_EQ(said.size(), 1U);
    EXPECT_NE(said[0].find("Broken pipe"), std::string::npos);
    reader = sys::Fd(::open((folder / "fifo").c_str(), O_RDONLY | O_NONBLOCK));
    loop.advance(limits::retry_interval);
    file->append("def");
    EXPECT_EQ(take_all(reader.get()), "def");
}

TEST_F(StreamTargetTest, losing_the_reader_of_a_backlog_counts_it) {
    ASSERT_EQ(::mkfifo((folder / "fifo").c_str(), 0600), 0);
    sys::Fd reader(::open((folder / "fifo").c_str(), O_RDONLY | O_NONBLOCK));
    make(folder / "fifo");
    file->open();
    file->append(std::string(200'000, 'a'));
    reader.reset();
    all_writable();
    EXPECT_FALSE(file->congested());
    EXPECT_EQ(relieved, 1);
    EXPECT_GE(file->lost_bytes(), 100'000U);
}

}  // namespace
}  // namespace supervise::log
