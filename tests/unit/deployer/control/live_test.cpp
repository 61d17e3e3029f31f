/// The same operations on daemons that are real: ours, and the packaged Supervisor where there is one. They
/// speak over their Unix sockets, as the agent does.
#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "control/perform.hpp"
#include "control/status.hpp"
#include "deployer/fake/sockets_only.hpp"
#include "fake/temp_folder.hpp"

namespace deployer::control {
namespace {

using task::Status;
using testing::HasSubstr;
using testing::IsEmpty;

class RealPace final : public Pace {
public:
    supervise::sys::MonoTime now() override { return std::chrono::steady_clock::now(); }
    bool pause(std::chrono::milliseconds duration) override {
        std::this_thread::sleep_for(duration);
        return true;
    }
};

class SocketExchanger final : public fake::SocketsOnly {
public:
    supervise::Result<std::string> exchange(const std::string& path, const std::string& request) override {
        const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            const int code = errno;
            ::close(fd);
            return supervise::fail(supervise::errno_name(code) + ": connect", code);
        }
        // Not more than a socket buffer in these tests.
        EXPECT_EQ(::send(fd, request.data(), request.size(), MSG_NOSIGNAL),
                  static_cast<ssize_t>(request.size()));
        std::string answer;
        std::array<char, 4096> piece{};
        for (ssize_t n = 0; (n = ::read(fd, piece.data(), piece.size())) > 0;) {
            answer.append(piece.data(), static_cast<std::size_t>(n));
        }
        ::close(fd);
        return answer;
    }
    supervise::Result<std::string> read_file(const std::string& path) override {
        std::ifstream file(path);
        return std::string(std::istreambuf_iterator<char>(file), {});
    }
    supervise::Result<std::vector<std::string>> list_folder(const std::string& path) override {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(path)) {
            names.push_back(entry.path().filename());
        }
        return names;
    }
    supervise::Result<std::vector<std::string>> list_created(const std::string&) override {
        return std::vector<std::string>();
    }
    supervise::Result<void> remove_file(const std::string& path) override {
        std::filesystem::remove(path);
        return {};
    }
};

class Live : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(GetParam())) {
            GTEST_SKIP() << "there is no " << GetParam();
        }
        std::filesystem::create_directory(folder / "conf.d");
        put("web", "sleep 1000");
        folder.put("supervisord.conf",
                   fmt::format("[supervisord]\nnodaemon=true\nlogfile={0}/log\npidfile={0}/pid\n"
                               "childlogdir={0}\n"
                               "[unix_http_server]\nfile={0}/s\n"
                               "[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory = "
                               "supervisor.rpcinterface:make_main_rpcinterface\n"
                               "[include]\nfiles={0}/conf.d/*.ini\n",
                               folder.path()));
        std::string program = GetParam(), conf = folder / "supervisord.conf", option = "-c";
        std::array<char*, 4> argv{program.data(), option.data(), conf.data(), nullptr};
        posix_spawn_file_actions_t quiet;
        posix_spawn_file_actions_init(&quiet);
        posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", O_WRONLY, 0);
        ASSERT_EQ(::posix_spawn(&pid, program.c_str(), &quiet, nullptr, argv.data(), environ), 0);
        posix_spawn_file_actions_destroy(&quiet);
        tsupv = {"tsupv", folder / "s"};
        just_started.just_started = true;
    }
    void TearDown() override {
        if (pid > 0) {
            ::kill(pid, SIGTERM);
            ::waitpid(pid, nullptr, 0);
        }
    }
    void put(const std::string& name, const std::string& command, const std::string& more = {}) {
        folder.put("conf.d/" + name + "_prg.ini",
                   fmt::format("# {0}\n{3}\n[program:{0}]\ncommand={1}\nstartsecs=1\nstopasgroup=true\n{2}\n",
                               name, command, more, mark));
    }
    task::Answer perform(const Operation& operation) { return control.perform(operation, just_started); }
    Program program(const std::string& name) const { return {tsupv, name, name, {}}; }

    supervise::fake::TempFolder folder;
    pid_t pid = 0;
    SocketExchanger exchanger;
    RealPace pace;
    HostControl control{exchanger, pace, Settings{.host = "en1"}};
    Situation just_started;
    Daemon tsupv;
    const std::string mark = "# made by a deployment";
};

TEST_P(Live, deploys) {
    EXPECT_EQ(perform(EnsureStarted{program("web")}).message.find("failed"), std::string::npos);
    EXPECT_EQ(perform(LookProgram{program("web")}).value, "RUNNING");

    put("two", "sleep 1000", "numprocs=2\nprocess_name=%(program_name)s_%(process_num)02d");
    EXPECT_EQ(perform(EnsurePresent{tsupv, "two"}).status, Status::changed);
    EXPECT_EQ(perform(EnsureStarted{program("two")}).status, Status::ok);
    EXPECT_EQ(perform(LookProgram{program("two")}).value, "RUNNING");

    put("web", "sleep 2000");
    const auto applied = perform(ApplyGroup{tsupv, "web"});
    EXPECT_EQ(applied.status, Status::changed) << applied.message;
    EXPECT_EQ(perform(LookProgram{program("web")}).value, "RUNNING");
    EXPECT_EQ(perform(ApplyGroup{tsupv, "web"}).status, Status::ok);
    EXPECT_EQ(perform(ApplyGroup{tsupv, "two"}).status, Status::ok);

    const auto survey =
        perform(Survey{tsupv, {"web", "two"}, {folder / "conf.d", mark, {"web_prg.ini", "two_prg.ini"}}, {}});
    const auto status = status_from_json(survey.value);
    ASSERT_TRUE(status) << survey.message;
    EXPECT_THAT(status->differences, IsEmpty());
    EXPECT_EQ(status->processes.size(), 3U);

    EXPECT_EQ(perform(EnsureStopped{program("two")}).message, "stopped two:two_00, two:two_01");
    EXPECT_EQ(perform(EnsureForgotten{tsupv, "two"}).status, Status::changed);
    EXPECT_EQ(perform(LookProgram{program("two")}).value, "absent");
}

// HD-PRG-24
TEST_P(Live, removes_what_is_not_described_any_more) {
    EXPECT_NE(perform(EnsureStarted{program("web")}).status, Status::failed);
    put("old", "sleep 1000");
    EXPECT_EQ(perform(EnsurePresent{tsupv, "old"}).status, Status::changed);
    const PruneFiles prune{
        tsupv, {folder / "conf.d", mark, {"web_prg.ini"}}, {"web"}, PruneFiles::Others::remove};
    const auto answer = perform(prune);
    EXPECT_EQ(answer.message, "removed old_prg.ini, group old");
    EXPECT_EQ(perform(LookProgram{program("old")}).value, "absent");
    EXPECT_EQ(perform(LookProgram{program("web")}).value, "RUNNING");
    EXPECT_EQ(perform(prune).status, Status::ok);
}

// HD-SUP-35: why a change of [include] needs no restart
TEST_P(Live, include_folder_is_looked_up_by_every_reread) {
    EXPECT_NE(perform(EnsureStarted{program("web")}).status, Status::failed);
    std::filesystem::rename(folder / "conf.d", folder / "moved.d");
    std::string text = folder.get("supervisord.conf");
    text.replace(text.find("conf.d"), 6, "moved.d");
    folder.put("supervisord.conf", text);
    EXPECT_EQ(perform(ApplyGroup{tsupv, "web"}).status, Status::ok);
    folder.put("moved.d/new_prg.ini", "[program:new]\ncommand=sleep 1000\n");
    EXPECT_EQ(perform(EnsurePresent{tsupv, "new"}).status, Status::changed);
    EXPECT_EQ(perform(LookProgram{program("web")}).value, "RUNNING");
}

TEST_P(Live, tells_why_a_program_dies) {
    EXPECT_NE(perform(EnsureStarted{program("web")}).status, Status::failed);
    put("bad", "/bin/sh -c 'echo no such port >&2; exit 3'", "startretries=0\nautostart=false");
    EXPECT_EQ(perform(EnsurePresent{tsupv, "bad"}).status, Status::changed);
    const auto answer = perform(EnsureStarted{program("bad")});
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_THAT(answer.message, HasSubstr("FATAL: Exited too quickly"));
    EXPECT_THAT(answer.message, HasSubstr("exit status 3; not expected; its last lines: no such port"));

    put("missing", "/no/such/program", "autostart=false");
    EXPECT_EQ(perform(EnsurePresent{tsupv, "missing"}).status, Status::changed);
    EXPECT_THAT(perform(EnsureStarted{program("missing")}).message, HasSubstr("cannot be started: NO_FILE"));
}

TEST_P(Live, restarts_what_is_notified) {
    EXPECT_NE(perform(EnsureStarted{program("web")}).status, Status::failed);
    just_started.notified = true;
    HostControl next_run{exchanger, pace, Settings{.host = "en1"}};
    const auto answer = next_run.perform(RestartProcesses{tsupv, "web", "", {}, {}}, just_started);
    EXPECT_EQ(answer.message, "restarted web");
    EXPECT_EQ(perform(LookProgram{program("web")}).value, "RUNNING");
}

INSTANTIATE_TEST_SUITE_P(Daemons, Live, testing::Values(SUPERVISORD_PROGRAM, "/usr/bin/supervisord"),
                         [](const auto& daemon) { return daemon.index == 0 ? "ours" : "packaged"; });

}  // namespace
}  // namespace deployer::control
