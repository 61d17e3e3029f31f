#include "process/shared_socket.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "fake/dying_listener.hpp"
#include "fake/temp_folder.hpp"
#include "process/process_fixture.hpp"

namespace supervise::process {
namespace {

using namespace std::chrono_literals;

class SharedSockets : public ProcessFixture {
protected:
    std::size_t said(std::string_view text) const {
        return static_cast<std::size_t>(
            std::count_if(logger.records.begin(), logger.records.end(),
                          [&](const auto& record) { return record.second == text; }));
    }
    config::GroupConfig group_config(int processes) {
        config::GroupConfig config;
        config.name = "web";
        config.socket = socket_config;
        for (int i = 0; i < processes; ++i)
            config.processes.push_back(sleeper(fmt::format("web{}", i)));
        return config;
    }

    fake::TempFolder folder;
    std::string path = folder / "s";
    config::FcgiSocketConfig socket_config = {"unix://" + path, {}, {}, 0720, {}};
    std::string creating = "Creating socket unix://" + path;
    std::string closing = "Closing socket unix://" + path;
};

// FCGI-003, FCGI-004, FCGI-007
TEST_F(SharedSockets, is_made_for_the_first_use_and_closed_after_the_last) {
    SharedSocket socket(socket_config, logger);
    EXPECT_FALSE(std::filesystem::exists(path));
    {
        auto first = socket.use();
        ASSERT_TRUE(first);
        const auto second = socket.use();
        EXPECT_EQ(first->fd(), second->fd());
        EXPECT_EQ(::fcntl(first->fd(), F_GETFL) & O_NONBLOCK, 0);
        EXPECT_EQ(::fcntl(first->fd(), F_GETFD), FD_CLOEXEC);
        struct stat status {};
        ASSERT_EQ(::stat(path.c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 0777, 0720u);
        const SharedSocket::Use moved = std::move(*first);
        EXPECT_EQ(said(closing), 0u);
    }
    EXPECT_EQ(said(creating), 1u);
    EXPECT_EQ(said(closing), 1u);
    EXPECT_FALSE(std::filesystem::exists(path));
}

// FCGI-001
TEST_F(SharedSockets, can_be_tried_out) {
    SharedSocket socket(socket_config, logger);
    EXPECT_TRUE(socket.try_out());
    EXPECT_EQ(said(creating), 1u);
    EXPECT_EQ(said(closing), 1u);
    socket_config.url = "unix://" + folder / "missing/s";
    const auto failed = SharedSocket(socket_config, logger).try_out();
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().message.rfind("Could not create FastCGI socket " + socket_config.url + ": ", 0),
              0u);
}

// FCGI-003, FCGI-004, FCGI-008
TEST_F(SharedSockets, stays_while_processes_are_restarted) {
    Groups groups(context);
    groups.add(std::make_shared<const config::GroupConfig>(group_config(2)));
    Group& group = *groups.find("web");
    Process& one = *group.find("web0");
    Process& two = *group.find("web1");
    (void)one.start();
    (void)two.start();
    ASSERT_EQ(calls.requests.size(), 2u);
    EXPECT_EQ(calls.requests[0].stdin_fd, calls.requests[1].stdin_fd);
    EXPECT_EQ(one.write_stdin("x"), StdinBuffer::Outcome::closed);
    loop.advance(2s);
    end(two, fake::killed_by(9));  // starts again by itself
    one.stop();
    end(one, fake::killed_by(15));
    EXPECT_EQ(said(closing), 0u) << "one will be there again";
    loop.advance(2s);
    EXPECT_EQ(two.state(), State::running);
    two.stop();
    end(two, fake::killed_by(15));
    EXPECT_EQ(said(creating), 1u);
    EXPECT_EQ(said(closing), 1u);
}

// FCGI-004
TEST_F(SharedSockets, a_process_that_gives_up_lets_go) {
    auto config = group_config(1);
    config.processes[0].startretries = 1;
    Groups groups(context);
    groups.add(std::make_shared<const config::GroupConfig>(config));
    Process& process = *groups.find("web")->find("web0");
    (void)process.start();
    end(process, fake::exit_status(1));
    EXPECT_EQ(process.state(), State::backoff);
    EXPECT_EQ(said(closing), 0u);
    loop.advance(1s);
    end(process, fake::exit_status(1));
    EXPECT_EQ(process.state(), State::fatal);
    EXPECT_EQ(said(closing), 1u);
}

// BACKOFF is the patience; meanwhile everything else goes on.
TEST_F(SharedSockets, nobody_waits_for_one_that_is_in_use) {
    {
        const fake::DyingListener other(path);
        const auto used = SharedSocket(socket_config, logger).use();
        ASSERT_FALSE(used);
        EXPECT_EQ(used.error().code, EADDRINUSE);
    }
    EXPECT_TRUE(SharedSocket(socket_config, logger).use());
}

TEST_F(SharedSockets, one_that_cannot_be_made_is_the_spawn_error) {
    std::ofstream(path) << "a file";
    auto config = group_config(1);
    config.processes[0].startretries = 0;
    Groups groups(context);
    groups.add(std::make_shared<const config::GroupConfig>(config));
    Process& process = *groups.find("web")->find("web0");
    EXPECT_FALSE(process.start());
    EXPECT_EQ(process.state(), State::fatal);
    EXPECT_NE(process.snapshot().spawnerr.find("exists and is not a socket"), std::string::npos);
    EXPECT_TRUE(calls.requests.empty());
}

}  // namespace
}  // namespace supervise::process
