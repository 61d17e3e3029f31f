/// The start of the agent and the conversation with it, without a network.
#include <csignal>
#include <cstdlib>
#include <sys/stat.h>
#include <sys/wait.h>

#include "scene.hpp"
#include "sys/child.hpp"
#include "sys/executable.hpp"
#include "transport/agent_program.hpp"
#include "transport/heartbeat.hpp"
#include "transport/login_attempt.hpp"
#include "transport/login_shell.hpp"
#include "transport/start_command.hpp"

namespace deployer::transport {
namespace {

struct LocalHost : Scene {
    model::Host host;
    std::string home_before = std::getenv("HOME") != nullptr ? std::getenv("HOME") : "/";

    LocalHost() {
        host.local = true;
        ::setenv("HOME", home.c_str(), 1);
    }
    ~LocalHost() override {
        ::setenv("HOME", home_before.c_str(), 1);
        ::unsetenv("AGENT_PROBLEM");
        ::unsetenv("AGENT_BREACH");
    }

    supervise::Result<std::unique_ptr<Session>> login(LoginOptions options = {}) {
        return open_ssh(TEST_AGENT)(host, options);
    }
    std::string refusal(LoginOptions options = {}) {
        const auto session = login(options);
        return session ? "no error" : session.error().message;
    }
};

TEST_F(LocalHost, agent_is_put_in_place_and_answers) {
    const auto session = login();
    ASSERT_TRUE(session) << session.error().message;
    EXPECT_THAT((*session)->facts(), HasSubstr("\"home\":\"" + home + "\""));
    EXPECT_THAT(run(**session, {read("/a"), read("/quiet"), read("/b")}).value(),
                testing::ElementsAre("ok:/a:", "ok:/quiet:", "ok:/b:"));
    EXPECT_THAT(run(**session, {read("/again")}).value(), testing::ElementsAre("ok:/again:"));
}

// An agent that waits for its next request hears that the deployer is there; one at work is left alone.
TEST_F(LocalHost, agent_hears_that_the_deployer_is_there) {
    const auto agent = read_agent_program(TEST_AGENT);
    ASSERT_TRUE(agent);
    const LoginOptions options;
    auto awake = LoginAttempt(host, options, **agent).run();
    ASSERT_TRUE(awake) << awake.error().message;
    const auto session =
        std::make_shared<Heartbeat>(std::chrono::milliseconds(1))->keep_awake(std::move(*awake));
    std::vector<std::string> heard;
    do
        heard = run(*session, {read("/heard")}).value();
    while (heard == std::vector<std::string>{"ok:0:"});
    EXPECT_THAT(heard, testing::ElementsAre(testing::StartsWith("ok:")));
}

// HD-GAP-16: a private folder, no residue, the agent once.
TEST_F(LocalHost, agent_stays_alone_in_a_private_folder) {
    ASSERT_TRUE(login());
    struct stat status {};
    ASSERT_EQ(::stat((home + "/.hadeploy").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0700U);
    ASSERT_EQ(kept().size(), 1U);
    const std::string name = home + "/.hadeploy/" + kept().front();
    ASSERT_EQ(::stat(name.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0700U);
    const ino_t first = status.st_ino;
    std::filesystem::copy_file(name, home + "/.hadeploy/agent-old");
    ASSERT_TRUE(login());
    ASSERT_EQ(::stat(name.c_str(), &status), 0);
    EXPECT_EQ(status.st_ino, first);  // kept, not sent again

    std::filesystem::remove(name);
    ASSERT_TRUE(login());
    EXPECT_EQ(kept().size(), 1U);  // and older ones go
}

// The umask that protects the upload is not the agent's.
TEST_F(LocalHost, umask_of_the_account_stays) {
    const mode_t before = ::umask(0027);
    const auto first = login();
    const auto second = login();
    ::umask(before);
    ASSERT_TRUE(first && second);
    EXPECT_THAT((*first)->facts(), HasSubstr("\"umask\":\"0027\""));
    EXPECT_THAT((*second)->facts(), HasSubstr("\"umask\":\"0027\""));
}

TEST_F(LocalHost, folder_that_others_could_have_filled_is_refused) {
    std::filesystem::create_directory(home + "/.hadeploy");
    ::chmod((home + "/.hadeploy").c_str(), 0770);
    EXPECT_THAT(refusal(), HasSubstr("others can use " + home + "/.hadeploy"));
    std::filesystem::remove(home + "/.hadeploy");
    std::filesystem::create_directory(folder / "elsewhere");
    ::chmod((folder / "elsewhere").c_str(), 0700);
    std::filesystem::create_directory_symlink(folder / "elsewhere", home + "/.hadeploy");
    EXPECT_THAT(refusal(), HasSubstr("is a symbolic link"));
}

TEST_F(LocalHost, home_that_is_not_there_is_said) {
    ::setenv("HOME", (folder / "nowhere").c_str(), 1);
    EXPECT_THAT(refusal(), HasSubstr("mkdir: "));
    EXPECT_THAT(refusal(), HasSubstr("No such file or directory"));
}

TEST_F(LocalHost, requests_stop_behind_a_failure_that_may_not_be) {
    const auto session = login();
    ASSERT_TRUE(session);
    EXPECT_THAT(
        run(**session, {read("/fail", true), read("/a"), read("/fail"), read("/b")}).value(),
        testing::ElementsAre("failed::ENOENT: no such file", "ok:/a:", "failed::ENOENT: no such file"));
    // More than one batch: nothing of the next one runs.
    std::vector<task::Request> many(task::max_requests, read("/a"));
    many.back() = read("/fail");
    many.push_back(read("/b"));
    EXPECT_EQ(run(**session, many).value().size(), task::max_requests);
    EXPECT_EQ(
        run(**session, std::vector<task::Request>(2 * task::max_requests + 1, read("/a"))).value().size(),
        2 * task::max_requests + 1);
}

TEST_F(LocalHost, contents_are_sent_when_asked_for) {
    const auto session = login();
    ASSERT_TRUE(session);
    const task::Content small = contents.add("hello");
    const task::Content empty = contents.add("");
    folder.put("big", std::string(3 * task::data_piece + 17, 'x'));
    const task::Content big = contents.add_file(folder / "big").value();
    EXPECT_THAT(run(**session, {file(small), file(empty), file(big)}).value(),
                testing::ElementsAre("changed:5 " + small.sha256 + ":", "changed:0 " + empty.sha256 + ":",
                                     "changed:" + std::to_string(big.size) + " " + big.sha256 + ":"));
}

TEST_F(LocalHost, content_that_cannot_be_read_any_more_is_a_failure_with_its_name) {
    const auto session = login();
    ASSERT_TRUE(session);
    folder.put("gone", "x");
    const task::Content gone = contents.add_file(folder / "gone").value();
    std::filesystem::remove(folder / "gone");
    EXPECT_THAT(run(**session, {file(gone)}).value(),
                testing::ElementsAre(testing::EndsWith("'" + folder / "gone" +
                                                       "' cannot be read: No such file or directory")));
    EXPECT_TRUE(run(**session, {read("/a")}));
}

// What a host says is not believed: whatever it is, the session ends with an error and asks for nothing more.
TEST_F(LocalHost, agent_that_breaks_the_protocol_is_left) {
    const std::pair<const char*, const char*> breaches[] = {
        {"/twice", "the agent answered more than it was asked"},
        {"/never", "the agent left requests out"},
        {"/other", "the agent said something unexpected"},
        {"/noise", "a message that is not JSON"},
    };
    for (const auto& [path, message] : breaches) {
        const auto session = login();
        ASSERT_TRUE(session) << session.error().message;
        const auto answers = run(**session, {read(path)});
        ASSERT_FALSE(answers) << path;
        EXPECT_THAT(answers.error().message, HasSubstr(message)) << path;
        EXPECT_FALSE(run(**session, {read("/a")})) << path;
    }
}

TEST_F(LocalHost, agent_that_does_not_begin_as_agreed_is_left) {
    const std::pair<const char*, const char*> breaches[] = {
        {"hello is another", "the agent did not say hello"},
        {"hello is noise", "a message that is not JSON"},
        {"hello is endless", "the other side sent a frame of"},
        {"begin is another", "the agent did not begin"},
        {"begin is noise", "a message that is not JSON"},
    };
    for (const auto& [breach, message] : breaches) {
        ::setenv("AGENT_BREACH", breach, 1);
        EXPECT_THAT(refusal(), HasSubstr(message)) << breach;
    }
}

TEST_F(LocalHost, content_that_this_run_does_not_have_is_not_sent) {
    const auto session = login();
    ASSERT_TRUE(session);
    EXPECT_THAT(run(**session, {read("/wants")}).value(),
                testing::ElementsAre("failed::the host asked for a content that this run does not have"));
}

// A frame has a limit; requests go in as many as they need.
TEST_F(LocalHost, requests_that_are_too_large_for_one_frame) {
    const auto session = login();
    ASSERT_TRUE(session);
    const std::string half(task::max_frame / 2, 'x');
    const auto answers = run(**session, {read(half), read(half), read("/a")});
    ASSERT_TRUE(answers) << answers.error().message;
    EXPECT_EQ(answers->size(), 3U);
    EXPECT_EQ(answers->at(1).size(), half.size() + std::string_view("ok::").size());
    EXPECT_THAT(run(**session, {read(half + half, true), read("/a"), read(half + half), read("/b")}).value(),
                testing::ElementsAre("failed::ReadFile is too large to be sent",
                                     "ok:/a:", "failed::ReadFile is too large to be sent"));
}

TEST_F(LocalHost, agent_that_dies_is_an_error_with_its_last_words) {
    const auto session = login();
    ASSERT_TRUE(session);
    const auto answers = run(**session, {read("/a"), read("/die"), read("/b")});
    ASSERT_FALSE(answers);
    EXPECT_EQ(answers.error().message,
              "the connection to the host was lost: agent: something terrible happened");
    EXPECT_FALSE(run(**session, {read("/a")}));
}

TEST_F(LocalHost, problem_and_lock_of_the_agent_are_told) {
    ::setenv("AGENT_PROBLEM", "this kernel is too old", 1);
    EXPECT_EQ(refusal(), "this kernel is too old");
    ::unsetenv("AGENT_PROBLEM");
    std::ofstream(home + "/locked") << "x";
    LoginOptions options;
    options.begin.lock = true;
    EXPECT_EQ(refusal(options), "another deployment is under way since 12:00");
    EXPECT_EQ(login(options).error().code, EBUSY);
}

TEST_F(LocalHost, agent_ends_with_its_session) {
    pid_t pid = 0;
    {
        const auto session = login();
        ASSERT_TRUE(session);
        const std::string& facts = (*session)->facts();
        pid = std::atoi(facts.c_str() + facts.find("\"pid\":") + 6);
        ASSERT_EQ(::kill(pid, 0), 0);
    }
    EXPECT_EQ(::kill(pid, 0), -1);
}

TEST_F(LocalHost, missing_become_program_is_one_clear_line) {
    host.become = {.enabled = true, .exe = "/nowhere/sudo"};
    EXPECT_EQ(refusal(), "there is no /nowhere/sudo on the host, which become_method sudo needs");
}

/// sudo as far as it matters here: with -p it asks on standard error and reads a line, byte by byte.
constexpr const char* fake_sudo = R"(#!/bin/sh
while [ $# -gt 0 ]; do case $1 in -p) prompt=$2; shift 2;; -u) user=$2; shift 2;; -*) shift;; *) break;; esac; done
if [ -n "$prompt" ]; then
    for attempt in 1 2 3; do
        printf "%s" "$prompt" >&2; read -r password
        [ "$password" = "it's s3cret" ] && exec "$@"
        echo "Sorry, try again." >&2
    done
    exit 1
fi
echo "sudo: a password is required" >&2; exit 1
)";

TEST_F(LocalHost, become_password_is_given_to_the_prompt_and_to_nothing_else) {
    folder.put("sudo", fake_sudo);
    ::chmod((folder / "sudo").c_str(), 0755);
    host.become = {.enabled = true, .password = "it's s3cret", .exe = folder / "sudo"};
    for (const char* time : {"first", "second"}) {
        const auto session = login();
        ASSERT_TRUE(session) << time << ": " << session.error().message;
        EXPECT_EQ(run(**session, {read("/a")}).value().size(), 1U);
    }
    host.become.password = "wrong";
    EXPECT_EQ(refusal(), "become_pass is not accepted: sudo asks for it again");
    host.become.password.clear();
    EXPECT_THAT(refusal(), HasSubstr("sudo wants a password to become 'root'; give become_pass"));
}

TEST_F(LocalHost, su_hands_the_script_through_the_other_login_shell) {
    folder.put("su",
               "#!/bin/sh\nprintf 'Password: ' >&2; read -r password; [ \"$password\" = pw ] || exit 1\n"
               "shift; exec dash \"$@\"\n");
    ::chmod((folder / "su").c_str(), 0755);
    host.become = {.enabled = true, .method = "su", .password = "pw", .exe = folder / "su"};
    const auto session = login();
    ASSERT_TRUE(session) << session.error().message;
    EXPECT_EQ(run(**session, {read("/a")}).value().size(), 1U);
    host.become.password.clear();
    EXPECT_EQ(refusal(), "su wants a password to become 'root'; give become_pass");
}

TEST_F(LocalHost, banner_with_the_words_of_a_question_gets_no_password) {
    folder.put("su", "#!/bin/sh\necho 'Password: change it every year'; shift; exec sh \"$@\"\n");
    ::chmod((folder / "su").c_str(), 0755);
    host.become = {.enabled = true, .method = "su", .password = "pw", .exe = folder / "su"};
    const auto session = login();
    ASSERT_TRUE(session) << session.error().message;
    EXPECT_EQ(run(**session, {read("/a")}).value().size(), 1U);
}

TEST_F(LocalHost, endless_output_of_a_login_shell_is_not_kept) {
    folder.put("sudo", "#!/bin/sh\nexec yes\n");
    ::chmod((folder / "sudo").c_str(), 0755);
    host.become = {.enabled = true, .exe = folder / "sudo"};
    EXPECT_THAT(refusal(), HasSubstr("prints without end"));
}

TEST_F(LocalHost, host_that_says_nothing_is_given_up) {
    folder.put("sudo", "#!/bin/sh\nexec sleep 1000\n");
    ::chmod((folder / "sudo").c_str(), 0755);
    host.become = {.enabled = true, .exe = folder / "sudo"};
    LoginOptions options;
    options.timeout = std::chrono::seconds(1);
    EXPECT_EQ(refusal(options), "no answer from the host within 3 seconds");
}

/// The login shells that read what is sent to a host.
class LoginShell : public LocalHost, public testing::WithParamInterface<const char*> {};

TEST_P(LoginShell, starts_the_agent) {
    const std::string shell = GetParam();
    if (std::system(("command -v " + shell.substr(0, shell.find(' ')) + " >/dev/null").c_str()) != 0)
        GTEST_SKIP() << shell << " is not installed";
    // The login shell stands where ssh does.
    folder.put("ssh", "#!/bin/sh\nfor last; do :; done\nexec " + shell + " -c \"$last\"\n");
    ::chmod((folder / "ssh").c_str(), 0755);
    host.local = false;
    host.ssh_host = "en1";
    host.ssh_executable = folder / "ssh";
    for (const char* time : {"first", "second"}) {
        const auto session = login();
        ASSERT_TRUE(session) << time << ": " << session.error().message;
        EXPECT_EQ(run(**session, {read("/a")}).value().size(), 1U);
    }
    std::filesystem::remove_all(home + "/.hadeploy");
    host.become = {.enabled = true, .method = "su", .exe = folder / "su"};
    folder.put("su", "#!/bin/sh\nshift; exec " + shell + " \"$@\"\n");
    ::chmod((folder / "su").c_str(), 0755);
    const auto session = login();
    ASSERT_TRUE(session) << session.error().message;
}

INSTANTIATE_TEST_SUITE_P(Shells, LoginShell,
                         testing::Values("sh", "bash", "dash", "zsh", "fish", "csh", "tcsh", "busybox sh"));

}  // namespace
}  // namespace deployer::transport
