#include <csignal>

#include <sys/prctl.h>
#include <sys/wait.h>

#include "fake_accounts.hpp"
#include "workplace.hpp"

namespace deployer::agent {
namespace {

using task::EndSessions;
using task::EnsureUser;
using task::RemoveUser;
using task::Status;
using Words = std::vector<std::string>;

class UserTest : public fake::Workplace {
protected:
    UserTest() { fake::install_account_tools(host); }

    /// A user of the fake host whose home is in the temporary folder.
    void put_user(const std::string& login, unsigned uid, const std::string& home) {
        host.files["/etc/passwd"] += login + ":x:" + std::to_string(uid) + ":7003::" + home + ":/bin/sh\n";
    }
};

// HD-USR-01
TEST_F(UserTest, is_created_with_home_and_own_group) {
    const auto answer = perform(context, EnsureUser{.login = "web"});
    EXPECT_EQ(answer.status, Status::changed) << answer.message;
    EXPECT_EQ(host.ran.back(), (Words{"useradd", "-m", "-U", "web"}));
    EXPECT_TRUE(ledger.has(Made::user, "web"));
    EXPECT_TRUE(ledger.has(Made::group, "web"));
    EXPECT_EQ(ledger.note(Made::home, "web"), "/home/web");
    EXPECT_EQ(perform(context, EnsureUser{.login = "web", .create_home = false}).status, Status::ok);
}

TEST_F(UserTest, is_created_as_described) {
    EnsureUser operation{.login = "web",
                         .comment = "The web",
                         .group = "staff",
                         .groups = "audio, tsup",
                         .password = "$6$x$y",
                         .system = true,
                         .create_home = false};
    EXPECT_EQ(perform(context, operation).status, Status::changed);
    EXPECT_EQ(host.ran.at(0),
              (Words{"useradd", "-M", "-r", "-c", "The web", "-g", "staff", "-G", "audio,tsup", "web"}));
    EXPECT_EQ(host.ran.at(1), (Words{"chpasswd", "-e"}));
    EXPECT_EQ(host.inputs.at(1), "web:$6$x$y\n");
    EXPECT_FALSE(ledger.has(Made::home, "web"));
}

TEST_F(UserTest, gets_the_group_of_its_name_when_there_is_one) {
    perform(context, EnsureUser{.login = "audio"});
    EXPECT_EQ(host.ran.back(), (Words{"useradd", "-m", "-g", "audio", "audio"}));
    EXPECT_FALSE(ledger.has(Made::group, "audio"));
}

// HD-USR-12: wherever this host has its homes.
TEST_F(UserTest, home_that_was_there_before_is_no_deployments) {
    host.homes = root("homes");
    std::filesystem::create_directories(root("homes/web"));
    EXPECT_EQ(perform(context, EnsureUser{.login = "web"}).status, Status::changed);
    EXPECT_TRUE(ledger.has(Made::user, "web"));
    EXPECT_FALSE(ledger.has(Made::home, "web"));
    EXPECT_EQ(perform(context, EnsureUser{.login = "other"}).status, Status::changed);
    EXPECT_EQ(ledger.note(Made::home, "other"), root("homes/other"));
}

// HD-USR-10
TEST_F(UserTest, creation_is_tried_three_times) {
    host.answers("useradd", {.status = 1, .errors = "useradd: cannot lock /etc/passwd; try again later.\n"});
    const auto answer = perform(context, EnsureUser{.login = "web"});
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_EQ(answer.message,
              "Unable to create user 'web': useradd: cannot lock /etc/passwd; try again later.");
    EXPECT_EQ(host.count("useradd"), 1U + 3U);  // the first one asks where homes are
    EXPECT_EQ(host.slept, std::chrono::seconds(6));
    EXPECT_FALSE(ledger.has(Made::user, "web"));
}

TEST_F(UserTest, without_tools_fails_and_says_so) {
    host.programs.erase("useradd");
    EXPECT_NE(perform(context, EnsureUser{.login = "web"}).message.find("'useradd' is not installed"),
              std::string::npos);
}

TEST_F(UserTest, names_that_are_options_or_tear_lines_are_refused) {
    for (const char* login : {"", "-r", "a:b", "a b", "a\nb", "a,b", "../x"})
        EXPECT_EQ(perform(context, EnsureUser{.login = login}).status, Status::failed) << login;
    EXPECT_EQ(perform(context, EnsureUser{.login = "web", .comment = "a:b"}).status, Status::failed);
    EXPECT_EQ(perform(context, EnsureUser{.login = "web", .password = "x\nroot:y"}).status, Status::failed);
    EXPECT_TRUE(host.ran.empty());
}

TEST_F(UserTest, in_groups_that_are_missing_fails_and_names_them) {
    EXPECT_EQ(perform(context, EnsureUser{.login = "web", .groups = "audio,none"}).message,
              "group 'none' DOES NOT EXIST");
    EXPECT_EQ(perform(context, EnsureUser{.login = "web", .group = "none"}).message,
              "group 'none' DOES NOT EXIST");
}

// HD-USR-03
TEST_F(UserTest, what_differs_is_changed) {
    EnsureUser operation{.login = "tsup",
                         .comment = "New",
                         .group = "staff",
                         .groups = "audio",
                         .password = "$6$new",
                         .create_home = false};
    const auto answer = perform(context, operation);
    EXPECT_EQ(answer.status, Status::changed);
    EXPECT_EQ(answer.message, "comment, group tsup -> staff, groups staff -> audio, password");
    EXPECT_EQ(host.ran.at(0), (Words{"usermod", "-c", "New", "-g", "staff", "-G", "audio", "tsup"}));
    EXPECT_EQ(host.inputs.at(1), "tsup:$6$new\n");
}

TEST_F(UserTest, what_is_as_described_is_ok) {
    EnsureUser operation{.login = "tsup",
                         .comment = "Tech,,,",
                         .group = "tsup",
                         .groups = "staff",
                         .password = "$6$old",
                         .system = true,
                         .create_home = false};
    EXPECT_EQ(perform(context, operation).status, Status::ok);
    operation.groups = "tsup,staff";  // its primary group among the others
    EXPECT_EQ(perform(context, operation).status, Status::ok);
    EXPECT_EQ(host.count("usermod"), 0U);
}

TEST_F(UserTest, exactly_no_groups_takes_all_away) {
    EXPECT_EQ(perform(context, EnsureUser{.login = "tsup", .groups = "", .create_home = false}).status,
              Status::changed);
    EXPECT_EQ(host.ran.at(0), (Words{"usermod", "-G", "", "tsup"}));
}

TEST_F(UserTest, in_a_prediction_is_not_created) {
    context.begin.check = true;
    EXPECT_EQ(perform(context, EnsureUser{.login = "web"}).status, Status::changed);
    EXPECT_EQ(perform(context, task::CheckAccount{task::CheckAccount::Kind::user, "web"}).status, Status::ok);
    EXPECT_EQ(perform(context, EnsureUser{.login = "tsup", .comment = "New"}).status, Status::changed);
    EXPECT_EQ(host.count("useradd") + host.count("usermod"), 0U);
    EXPECT_EQ(ledger.size(), 0U);
}

TEST_F(UserTest, known_to_the_directory_is_found_by_getent) {
    host.programs["getent"] = [](const Command& command) {
        return command.argv == Words{"getent", "passwd", "ldap"}
                   ? Finished{.output = "ldap:*:9001:9001:L:/home/ldap:/bin/sh\n"}
                   : Finished{.status = 2};
    };
    EXPECT_EQ(accounts.user("ldap")->uid, 9001U);
    EXPECT_FALSE(accounts.user("other"));
    EXPECT_FALSE(accounts.user("-x"));
}

// HD-USR-11, -12
TEST_F(UserTest, that_a_deployment_created_is_removed_with_its_home) {
    NEEDS_ROOT();
    std::filesystem::create_directory(root("home"));
    folder.put("home/f", "x");
    ASSERT_EQ(::chown(root("home").c_str(), 61234, 61234), 0);
    put_user("web", 61234, root("home"));
    ASSERT_TRUE(ledger.add(Made::user, "web"));
    ASSERT_TRUE(ledger.add(Made::home, "web", root("home")));
    const auto answer = perform(context, RemoveUser{"web"});
    EXPECT_EQ(answer.status, Status::changed) << answer.message;
    EXPECT_NE(answer.message.find("home '" + root("home") + "' removed"), std::string::npos);
    EXPECT_FALSE(folder.has("home"));
    EXPECT_FALSE(accounts.user("web"));
    EXPECT_EQ(ledger.size(), 0U);
    EXPECT_EQ(perform(context, RemoveUser{"web"}).status, Status::ok);
}

// HD-USR-12: `no_remove` of a folder in a home counts.
TEST_F(UserTest, home_goes_but_for_what_is_kept) {
    NEEDS_ROOT();
    std::filesystem::create_directories(root("home/data"));
    folder.put("home/data/f", "x");
    folder.put("home/f", "x");
    ASSERT_EQ(::chown(root("home").c_str(), 61234, 61234), 0);
    put_user("web", 61234, root("home"));
    ASSERT_TRUE(ledger.add(Made::user, "web"));
    ASSERT_TRUE(ledger.add(Made::home, "web", root("home")));
    const RemoveUser operation{"web", false, {root("home/data"), root("elsewhere")}};
    const auto answer = perform(context, operation);
    EXPECT_EQ(answer.status, Status::changed);
    EXPECT_NE(answer.message.find("removed, but for what has no_remove"), std::string::npos)
        << answer.message;
    EXPECT_TRUE(folder.has("home/data/f"));
    EXPECT_FALSE(folder.has("home/f"));
    EXPECT_EQ(perform(context, operation).status, Status::ok);
}

TEST_F(UserTest, keeps_a_home_that_no_deployment_created) {
    NEEDS_ROOT();
    std::filesystem::create_directory(root("home"));
    ASSERT_EQ(::chown(root("home").c_str(), 61234, 61234), 0);
    put_user("web", 61234, root("home"));
    ASSERT_TRUE(ledger.add(Made::user, "web"));
    const auto answer = perform(context, RemoveUser{"web"});
    EXPECT_EQ(answer.status, Status::changed);
    EXPECT_NE(answer.message.find("kept"), std::string::npos);
    EXPECT_TRUE(folder.has("home"));
}

TEST_F(UserTest, home_goes_when_it_is_asked_for) {
    NEEDS_ROOT();
    std::filesystem::create_directory(root("home"));
    ASSERT_EQ(::chown(root("home").c_str(), 61234, 61234), 0);
    put_user("web", 61234, root("home"));
    EXPECT_EQ(perform(context, RemoveUser{"web", true}).status, Status::changed);
    EXPECT_FALSE(folder.has("home"));
}

TEST_F(UserTest, home_that_could_not_go_with_its_user_goes_later) {
    NEEDS_ROOT();
    std::filesystem::create_directory(root("home"));
    ASSERT_TRUE(ledger.add(Made::home, "web", root("home")));
    ASSERT_EQ(::chown(root("home").c_str(), fake::tsup, fake::tsup), 0);
    const auto kept = perform(context, RemoveUser{"web"});
    EXPECT_EQ(kept.status, Status::ok);
    EXPECT_NE(kept.message.find("belongs to user 'tsup'"), std::string::npos) << kept.message;
    ASSERT_EQ(::chown(root("home").c_str(), 61234, 61234), 0);
    EXPECT_EQ(perform(context, RemoveUser{"web"}).status, Status::changed);
    EXPECT_FALSE(folder.has("home"));
    EXPECT_EQ(ledger.size(), 0U);
}

TEST_F(UserTest, home_of_somebody_else_stays) {
    std::filesystem::create_directory(root("home"));
    put_user("web", 61234, root("home"));
    const auto answer = perform(context, RemoveUser{"web", true});
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_NE(answer.message.find("does not belong"), std::string::npos) << answer.message;
    EXPECT_TRUE(folder.has("home"));
}

TEST_F(UserTest, that_no_deployment_created_is_kept) {
    const auto answer = perform(context, RemoveUser{"tsup"});
    EXPECT_EQ(answer.status, Status::ok);
    EXPECT_NE(answer.message.find("no deployment created it"), std::string::npos);
    EXPECT_EQ(host.count("userdel"), 0U);
}

TEST_F(UserTest, root_and_the_account_of_the_deployment_are_never_removed) {
    EXPECT_EQ(perform(context, RemoveUser{"root", true}).status, Status::failed);
    host.user = fake::tsup;
    EXPECT_EQ(perform(context, RemoveUser{"tsup", true}).status, Status::failed);
    host.user = 0;
    host.called_by = {0, fake::tsup};  // by way of sudo
    EXPECT_EQ(perform(context, RemoveUser{"tsup", true}).status, Status::failed);
    EXPECT_EQ(host.count("userdel"), 0U);
}

/// Until the process is the user's; a process that fails to become so is not waited for for ever.
bool becomes(pid_t process, unsigned uid) {
    const std::string folder = "/proc/" + std::to_string(process);
    struct stat status = {};
    for (int looks = 0; looks < 30'000; ++looks) {
        if (::stat(folder.c_str(), &status) == 0 && status.st_uid == uid)
            return true;
        ::usleep(1000);
    }
    return false;
}

/// A process that looks like the session of a user.
class Session {
public:
    explicit Session(unsigned uid) : child_(::fork()) {
        if (child_ == 0) {
            if (::prctl(PR_SET_NAME, "sshd") != 0 || ::setuid(uid) != 0)
                ::_exit(1);
            for (;;)
                ::pause();
        }
        EXPECT_TRUE(becomes(child_, uid));
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
    }
    bool has_ended() const {
        return ::waitid(P_PID, static_cast<id_t>(child_), nullptr, WEXITED | WNOWAIT) == 0;
    }
    bool lives() const {
        siginfo_t info = {};
        return ::waitid(P_PID, static_cast<id_t>(child_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
               info.si_pid == 0;
    }

private:
    pid_t child_;
};

// HD-USR-11
TEST_F(UserTest, sessions_end_for_an_account_that_goes_and_for_no_other) {
    NEEDS_ROOT();
    put_user("web", 61236, root("none"));
    const Session session(61236);
    EXPECT_EQ(perform(context, EndSessions{"web"}).status, Status::ok);  // no deployment made it
    ASSERT_TRUE(ledger.add(Made::user, "web"));
    host.called_by = {61236};
    EXPECT_EQ(perform(context, EndSessions{"web"}).status, Status::ok);
    host.called_by.clear();
    host.user = 61236;
    EXPECT_EQ(perform(context, EndSessions{"web"}).status, Status::ok);
    host.user = 0;
    EXPECT_TRUE(session.lives());
    EXPECT_EQ(perform(context, EndSessions{"web"}).message, "1 sessions ended");
    EXPECT_TRUE(session.has_ended());
    ASSERT_TRUE(ledger.drop(Made::user, "web"));
    const Session another(61236);
    EXPECT_EQ(perform(context, EndSessions{"web", true}).status, Status::changed);
}

// HD-USR-13
TEST_F(UserTest, whose_processes_run_is_not_removed_and_they_are_named) {
    NEEDS_ROOT();
    const pid_t child = ::fork();
    if (child == 0) {
        if (::setuid(61235) != 0)
            ::_exit(1);
        for (;;)
            ::pause();
    }
    ASSERT_TRUE(becomes(child, 61235));
    put_user("busy", 61235, root("none"));
    ASSERT_TRUE(ledger.add(Made::user, "busy"));
    const auto answer = perform(context, RemoveUser{"busy"});
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_NE(answer.message.find(std::to_string(child) + " ("), std::string::npos) << answer.message;
    EXPECT_GE(host.slept, limits::processes_gone);
    EXPECT_EQ(host.count("userdel"), 0U);
}

// HD-USR-02
TEST_F(UserTest, groups_are_created_and_removed) {
    EXPECT_EQ(perform(context, task::EnsureGroup{"ops", true}).status, Status::changed);
    EXPECT_EQ(host.ran.at(0), (Words{"groupadd", "-r", "ops"}));
    EXPECT_EQ(perform(context, task::EnsureGroup{"ops"}).status, Status::ok);
    EXPECT_EQ(perform(context, task::RemoveGroup{"ops"}).status, Status::changed);
    EXPECT_EQ(perform(context, task::RemoveGroup{"ops"}).status, Status::ok);
    EXPECT_EQ(ledger.size(), 0U);
    const auto kept = perform(context, task::RemoveGroup{"staff"});
    EXPECT_EQ(kept.status, Status::ok);
    EXPECT_NE(kept.message.find("kept"), std::string::npos);
}

// HD-USR-08
TEST_F(UserTest, accounts_that_must_exist_are_checked) {
    using Kind = task::CheckAccount::Kind;
    EXPECT_EQ(perform(context, task::CheckAccount{Kind::user, "tsup"}).status, Status::ok);
    EXPECT_EQ(perform(context, task::CheckAccount{Kind::group, "staff"}).status, Status::ok);
    EXPECT_EQ(perform(context, task::CheckAccount{Kind::user, "x"}).message, "user 'x' DOES NOT EXIST");
    EXPECT_EQ(perform(context, task::CheckAccount{Kind::group, "x"}).message, "group 'x' DOES NOT EXIST");
}

}  // namespace
}  // namespace deployer::agent
