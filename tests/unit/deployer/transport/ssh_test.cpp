/// Logins through the real client to a real server.
#include <csignal>
#include <cstdlib>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <pwd.h>

#include "scene.hpp"
#include "sshd.hpp"

#ifndef __has_feature  // Clang's way to say what GCC says by a macro
#define __has_feature(name) 0
#endif

namespace deployer::transport {
namespace {

struct SshHost : Scene {
    model::Host host;
    std::optional<Sshd> server;

    void SetUp() override {
        if (const std::string reason = Sshd::missing(); !reason.empty())
            GTEST_SKIP() << reason;
        server.emplace(folder);
        server->force("HOME=" + home + " exec sh -c \"$SSH_ORIGINAL_COMMAND\"");
        host.name = "en1";
        host.ssh_host = "127.0.0.1";
        host.ssh_port = server->port();
        host.ssh_user = ::getpwuid(::getuid())->pw_name;
        host.ssh_private_key_file = server->key_file();
        host.host_key = server->host_key();
    }
    supervise::Result<std::unique_ptr<Session>> login(LoginOptions options = {}) {
        return open_ssh(TEST_AGENT)(host, options);
    }
    std::string refusal(LoginOptions options = {}) {
        const auto session = login(options);
        return session ? "no error" : session.error().message;
    }
};

// HD-INV-01, HD-INV-20: user, key file and host_key are a complete host; the agent is sent once.
TEST_F(SshHost, login_sends_the_agent_once_and_keeps_it) {
    for (const char* time : {"first", "second"}) {
        const auto session = login();
        ASSERT_TRUE(session) << time << ": " << session.error().message;
        EXPECT_THAT(run(**session, {read("/a"), read("/b")}).value(),
                    testing::ElementsAre("ok:/a:", "ok:/b:"));
        EXPECT_EQ(kept().size(), 1U);
    }
}

// HD-INV-20: known_hosts is asked by default; --insecure-host-keys does not ask.
TEST_F(SshHost, host_key_that_is_not_known_is_refused) {
    host.host_key.clear();
    host.ssh_extra_args = "-o UserKnownHostsFile=" + folder / "known_hosts";
    EXPECT_THAT(refusal(), HasSubstr("Host key verification failed: the key of 127.0.0.1 is not known"));
    LoginOptions insecure;
    insecure.check_host_key = false;
    EXPECT_TRUE(login(insecure));
    folder.put("known_hosts",
               "[127.0.0.1]:" + std::to_string(server->port()) + " " + server->host_key() + "\n");
    EXPECT_TRUE(login());
}

TEST_F(SshHost, host_key_other_than_given_is_refused) {
    const std::string other = folder.get("user_key.pub");
    host.host_key = other;
    EXPECT_EQ(refusal(), "Host key verification failed: 127.0.0.1 does not have the key that host_key gives");
}

TEST_F(SshHost, wrong_key_file_is_a_permission_that_is_denied) {
    host.ssh_private_key_file = folder / "host_key";
    EXPECT_THAT(refusal(), HasSubstr("Permission denied (publickey"));
}

TEST_F(SshHost, nobody_listens) {
    server->kill();
    EXPECT_THAT(refusal(), HasSubstr("Connection refused"));
}

// HD-INV-10: what stands in the description reaches the client, as words.
TEST_F(SshHost, extra_arguments_reach_the_client) {
    host.ssh_extra_args = "-o \"ProxyCommand=touch '" + folder / "a blank" + "'\"";
    EXPECT_NE(refusal(), "no error");
    EXPECT_TRUE(folder.has("a blank"));
}

TEST_F(SshHost, banner_of_the_login_shell_is_skipped) {
    server->force("echo '*** Welcome ***'; printf 'no line end'; echo noise >&2; HOME=" + home +
                  " exec sh -c \"$SSH_ORIGINAL_COMMAND\"");
    const auto session = login();
    ASSERT_TRUE(session) << session.error().message;
    EXPECT_TRUE(run(**session, {read("/a")}));
}

TEST_F(SshHost, account_without_a_shell) {
    server->force("echo 'This account is currently not available.'; exit 1");
    EXPECT_EQ(refusal(), "the login shell said: This account is currently not available.");
}

TEST_F(SshHost, upload_that_does_not_fit_leaves_nothing_and_says_why) {
    server->force("ulimit -f 1; trap '' XFSZ; HOME=" + home + " exec sh -c \"$SSH_ORIGINAL_COMMAND\"");
    std::ofstream(folder / "agent") << std::string(1 << 20, '#');
    const auto session = open_ssh(folder / "agent")(host, {});
    ASSERT_FALSE(session);
    EXPECT_THAT(session.error().message, HasSubstr("the agent cannot be written: "));
    EXPECT_EQ(kept().size(), 0U);
}

TEST_F(SshHost, session_that_is_cut_off_is_an_error) {
    const auto session = login();
    ASSERT_TRUE(session) << session.error().message;
    ASSERT_TRUE(run(**session, {read("/a")}));
    server->kill();
    const auto answers = run(**session, {read("/b")});
    ASSERT_FALSE(answers);
    EXPECT_THAT(answers.error().message, testing::StartsWith("the connection to the host was lost: "));
}

TEST_F(SshHost, cut_off_in_the_middle_of_a_content_is_an_error) {
    const auto session = login();
    ASSERT_TRUE(session) << session.error().message;
    const task::Content big = contents.add(std::string(std::size_t{20} << 20, 'x'));
    const auto answers = [&] {
        std::vector<task::Request> requests{read("/a"), file(big)};
        return (*session)->run(requests, contents, [&](std::size_t, const task::Answer&) { server->kill(); });
    }();
    ASSERT_FALSE(answers);
    EXPECT_THAT(answers.error().message, testing::StartsWith("the connection to the host was lost: "));
}

// Bounded memory: a file is read as it is sent.
TEST_F(SshHost, hundred_megabytes_take_no_memory) {
    const auto session = login();
    ASSERT_TRUE(session) << session.error().message;
    constexpr std::uint64_t size = 100'000'000;
    folder.put("big", "");
    ASSERT_EQ(::truncate((folder / "big").c_str(), size), 0);
    const task::Content big = contents.add_file(folder / "big").value();
    rusage before{}, after{};
    ::getrusage(RUSAGE_SELF, &before);
    EXPECT_THAT(run(**session, {file(big)}).value(),
                testing::ElementsAre("changed:" + std::to_string(size) + " " + big.sha256 + ":"));
    ::getrusage(RUSAGE_SELF, &after);
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
    GTEST_SKIP() << "freed memory is kept by the sanitizer; the content arrived whole";
#endif
    EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 8 * 1024);  // KiB
}

// MaxStartups: a server that turns logins away because of their number is asked again.
TEST_F(SshHost, login_that_was_turned_away_is_repeated) {
    folder.put(
        "ssh",
        "#!/bin/sh\nif [ ! -e " + folder / "tried" + " ]; then touch " + folder / "tried" +
            "; echo 'kex_exchange_identification: Connection closed by remote host' >&2; exit 255; fi\n"
            "exec ssh \"$@\"\n");
    ::chmod((folder / "ssh").c_str(), 0755);
    host.ssh_executable = folder / "ssh";
    const auto session = login();
    EXPECT_TRUE(session) << session.error().message;
}

/// Stands for ssh: asks its askpass as ssh does, and goes on when the answer is right.
constexpr const char* asking_ssh = R"(#!/bin/sh
for last; do :; done
env | grep -q s3cret && { echo "the password is in the environment" >&2; exit 255; }
answer=$("$SSH_ASKPASS" "$QUESTION") || { echo "no answer to $QUESTION" >&2; exit 255; }
[ "$answer" = "it's s3cret" ] || { echo "wrong answer" >&2; exit 255; }
exec sh -c "$last"
)";

struct PasswordHost : Scene {
    model::Host host;
    std::string home_before = std::getenv("HOME") != nullptr ? std::getenv("HOME") : "/";

    PasswordHost() {
        put_client(asking_ssh);
        host.ssh_host = "en1";
        host.ssh_user = "root";
        host.ssh_password = "it's s3cret";
        host.ssh_executable = folder / "ssh";
        ::setenv("HOME", home.c_str(), 1);
        ask("root@en1's password: ");
    }
    ~PasswordHost() override { ::setenv("HOME", home_before.c_str(), 1); }

    void put_client(const std::string& script) const {
        folder.put("ssh", script);
        ::chmod((folder / "ssh").c_str(), 0755);
    }
    static void ask(const char* question) { ::setenv("QUESTION", question, 1); }
    std::string refusal() const {
        const auto session = open_ssh(TEST_AGENT)(host, {});
        return session ? "no error" : session.error().message;
    }
};

TEST_F(PasswordHost, client_gets_the_password_by_asking) {
    EXPECT_EQ(refusal(), "no error");
}

TEST_F(PasswordHost, question_about_a_host_key_gets_no_password) {
    ask("Are you sure you want to continue connecting (yes/no/[fingerprint])? ");
    EXPECT_EQ(refusal(), "no answer to Are you sure you want to continue connecting (yes/no/[fingerprint])?");
}

// A jump host is another ssh, started by ours: the password is not for it.
TEST_F(PasswordHost, jump_hosts_get_no_password) {
    put_client("#!/bin/sh\n/bin/sh " + folder / "inner" + " \"$@\"\nexit $?\n");
    folder.put("inner", asking_ssh);
    EXPECT_EQ(refusal(), "no answer to root@en1's password:");
}

TEST_F(PasswordHost, without_a_password_every_question_is_refused) {
    host.ssh_password.clear();
    EXPECT_EQ(refusal(), "no answer to root@en1's password:");
}

}  // namespace
}  // namespace deployer::transport
