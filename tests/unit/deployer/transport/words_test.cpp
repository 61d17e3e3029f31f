/// Everything about command lines that needs no host.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "transport/askpass.hpp"
#include "transport/become.hpp"
#include "transport/login_shell.hpp"
#include "transport/ssh_arguments.hpp"
#include "transport/start_command.hpp"

namespace deployer::transport {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

model::Host en1() {
    model::Host host;
    host.name = "en1";
    host.ssh_host = "en1.mycluster.com";
    host.ssh_user = "root";
    return host;
}

std::vector<std::string> arguments(const model::Host& host, const LoginOptions& options = {},
                                   const std::string& known_hosts = {}) {
    auto words = ssh_arguments(host, options, known_hosts, "REMOTE");
    EXPECT_TRUE(words) << (words ? "" : words.error().message);
    return words.value_or(std::vector<std::string>{});
}

bool has_option(const std::vector<std::string>& words, const std::string& option) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        if (words[i] == "-o" && words[i + 1] == option)
            return true;
    return false;
}

std::ptrdiff_t place_of(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) - words.begin();
}

// HD-INV-01: the host comes behind "--", so that no name is an option.
TEST(SshArguments, host_and_command_stand_last) {
    model::Host host = en1();
    host.ssh_private_key_file = "/keys/root%id";
    host.ssh_port = 2222;
    const auto words = arguments(host);
    ASSERT_GE(words.size(), 4U);
    EXPECT_THAT(std::vector<std::string>(words.end() - 3, words.end()),
                ElementsAre("--", "en1.mycluster.com", "REMOTE"));
    EXPECT_EQ(words.at(static_cast<std::size_t>(place_of(words, "-l")) + 1), "root");
    EXPECT_EQ(words.at(static_cast<std::size_t>(place_of(words, "-p")) + 1), "2222");
    EXPECT_EQ(words.at(static_cast<std::size_t>(place_of(words, "-i")) + 1), "/keys/root%%id");
    EXPECT_TRUE(has_option(words, "IdentitiesOnly=yes"));
    EXPECT_TRUE(has_option(words, "BatchMode=yes"));
}

// HD-INV-20
TEST(SshArguments, host_keys_are_checked_unless_that_is_switched_off) {
    EXPECT_TRUE(has_option(arguments(en1()), "StrictHostKeyChecking=yes"));
    LoginOptions options;
    options.check_host_key = false;
    EXPECT_TRUE(has_option(arguments(en1(), options), "StrictHostKeyChecking=no"));
    EXPECT_TRUE(has_option(arguments(en1(), options), "UserKnownHostsFile=/dev/null"));
    const auto pinned = arguments(en1(), {}, "/run/x/known_hosts");
    EXPECT_TRUE(has_option(pinned, "UserKnownHostsFile=\"/run/x/known_hosts\""));
    EXPECT_TRUE(has_option(pinned, "StrictHostKeyChecking=yes"));
}

// HD-INV-10: split as a shell would, nothing lost, and before our own words: the client takes the first.
TEST(SshArguments, extra_arguments_are_split_by_shell_rules) {
    model::Host host = en1();
    host.ssh_common_args = "-o ProxyJump=bastion";
    host.ssh_extra_args = R"(-o UserKnownHostsFile=/dev/null -o "ProxyCommand=nc '%h' 22")";
    const auto words = arguments(host);
    EXPECT_TRUE(has_option(words, "ProxyJump=bastion"));
    EXPECT_TRUE(has_option(words, "UserKnownHostsFile=/dev/null"));
    EXPECT_TRUE(has_option(words, "ProxyCommand=nc '%h' 22"));
    EXPECT_LT(place_of(words, "ProxyJump=bastion"), place_of(words, "StrictHostKeyChecking=yes"));
    host.ssh_extra_args = "-o 'open";
    const auto broken = ssh_arguments(host, {}, {}, "REMOTE");
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().message, "ssh_extra_args '-o 'open': No closing quotation");
}

TEST(SshArguments, password_is_in_no_argument) {
    model::Host host = en1();
    host.ssh_password = "s3cret";
    const auto words = arguments(host);
    for (const std::string& word : words)
        EXPECT_THAT(word, Not(HasSubstr("s3cret")));
    EXPECT_TRUE(has_option(words, "BatchMode=no"));
    EXPECT_FALSE(has_option(words, "BatchMode=yes"));
}

TEST(SshArguments, names_that_are_options_or_shell_are_refused) {
    for (const char* name :
         {"", "-oProxyCommand=touch /tmp/x", "a b", "a;b", "$(id)", "`id`", "u@h", "ssh://h", "a\nb"}) {
        model::Host host = en1();
        host.ssh_host = name;
        EXPECT_FALSE(ssh_arguments(host, {}, {}, "R")) << name;
    }
    for (const char* name : {"-v", "a b", "a;b", "$(id)", "a\\", "a'b"}) {
        model::Host host = en1();
        host.ssh_user = name;
        EXPECT_FALSE(ssh_arguments(host, {}, {}, "R")) << name;
    }
    for (const char* name : {"10.0.0.1", "fe80::1%eth0", "en1", "my_host.example"}) {
        model::Host host = en1();
        host.ssh_host = name;
        EXPECT_TRUE(ssh_arguments(host, {}, {}, "R")) << name;
    }
    model::Host host = en1();
    host.ssh_user = "CORP\\ann";
    EXPECT_TRUE(ssh_arguments(host, {}, {}, "R"));
}

TEST(KnownHosts, of_host_key) {
    EXPECT_EQ(known_hosts_text("ssh-ed25519 AAAA== comment").value(), "hadeploy-host ssh-ed25519 AAAA==\n");
    EXPECT_EQ(known_hosts_text("ssh-rsa AAAB\n@cert-authority ssh-ed25519 AAAC\n").value(),
              "hadeploy-host ssh-rsa AAAB\n@cert-authority hadeploy-host ssh-ed25519 AAAC\n");
    EXPECT_FALSE(known_hosts_text("ssh-ed25519"));
    EXPECT_FALSE(known_hosts_text("ssh-ed25519 not*base64"));
    EXPECT_FALSE(known_hosts_text(" \n"));
}

TEST(LoginShell, words_are_quoted_or_refused) {
    EXPECT_EQ(exec_line({"/bin/sh", "-c", "echo $x; \"y\""}).value(), "exec '/bin/sh' '-c' 'echo $x; \"y\"'");
    EXPECT_TRUE(shell_quoted("CORP\\ann"));
    for (const char* word : {"it's", "a!b", "a\nb", "a\\\\b", "a\\"})
        EXPECT_FALSE(shell_quoted(word)) << word;
}

AgentProgram agent() {
    return {.bytes = "PROGRAM", .sha256 = std::string(64, 'a'), .machines = {"x86_64", "amd64"}};
}

TEST(StartScript, can_be_quoted_for_every_login_shell) {
    EXPECT_TRUE(shell_quoted(start_script(agent())));
}

TEST(Become, sudo_without_password_does_not_ask) {
    const auto line = start_line({.enabled = true}, "SCRIPT", "token");
    ASSERT_TRUE(line);
    EXPECT_THAT(line->text, HasSubstr("'sudo' '-H' '-S' '-n' '-u' 'root' '/bin/sh' '-c' 'SCRIPT'"));
    EXPECT_EQ(line->prompt, "");
}

TEST(Become, sudo_password_is_asked_for_by_a_prompt_nobody_can_guess) {
    const auto line = start_line({.enabled = true, .user = "tsup", .password = "s3cret"}, "SCRIPT", "0123ab");
    ASSERT_TRUE(line);
    EXPECT_THAT(line->text, HasSubstr("'-H' '-S' '-p' '[hadeploy 0123ab] password:' '-u' 'tsup'"));
    EXPECT_THAT(line->text, Not(HasSubstr("s3cret")));
    EXPECT_THAT(line->text, Not(HasSubstr("'-n'")));
    EXPECT_EQ(line->prompt, "[hadeploy 0123ab] password:");
}

TEST(Become, exe_and_flags_are_honoured) {
    const auto line = start_line(
        {.enabled = true, .user = "a", .exe = "/opt/bin/sudo", .flags = "-H -n -g 'my group'"}, "S", "t");
    ASSERT_TRUE(line);
    EXPECT_THAT(line->text, HasSubstr("'/opt/bin/sudo' '-H' '-n' '-g' 'my group' '-u' 'a'"));
}

TEST(Become, what_cannot_work_is_refused) {
    const auto unknown = start_line({.enabled = true, .method = "pbrun"}, "S", "t");
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().message, "become_method 'pbrun' is not supported; sudo, su and doas are");
    const auto doas = start_line({.enabled = true, .method = "doas", .password = "x"}, "S", "t");
    ASSERT_FALSE(doas);
    EXPECT_THAT(doas.error().message, HasSubstr("nopass"));
    EXPECT_FALSE(start_line({.enabled = true, .user = "-u"}, "S", "t"));
    EXPECT_FALSE(start_line({.enabled = true, .user = "it's"}, "S", "t"));
}

TEST(Askpass, answers_questions_for_passwords_only) {
    EXPECT_TRUE(asks_for_password("root@en1's password: "));
    EXPECT_TRUE(asks_for_password("(root@en1) Password: "));
    EXPECT_FALSE(asks_for_password("Enter passphrase for key '/k': "));
    EXPECT_FALSE(asks_for_password("Are you sure you want to continue connecting (yes/no/[fingerprint])? "));
    EXPECT_FALSE(asks_for_password("Verification code: "));
    EXPECT_FALSE(asks_for_password("Enter root@en1's new password: "));
}

}  // namespace
}  // namespace deployer::transport
