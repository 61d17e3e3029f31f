#include "hadeploy/options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace deployer::hadeploy {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

tl::expected<Options, Ending> read(const std::vector<std::string>& words) {
    return read_options(words, {"1.2.3", "/opt/bin"},
                        [](const std::string& path) { return path == "a=b.yml"; });
}

Options options(std::vector<std::string> words) {
    words.insert(words.begin(), {"--src", "app.yml", "--action", "deploy"});
    const auto given = read(words);
    EXPECT_TRUE(given) << given.error().error;
    return given.value_or(Options());
}

std::vector<std::string> sources(const std::vector<std::string>& words) {
    std::vector<std::string> texts;
    const auto given = read(words);
    for (const source::Source& source : given.value_or(Options()).sources)
        texts.push_back((source.kind == source::Source::Kind::file ? "file " : "var ") + source.text);
    return texts;
}

Ending ending(const std::vector<std::string>& words) {
    const auto given = read(words);
    EXPECT_FALSE(given);
    return given ? Ending() : given.error();
}

// HD-CLI-01, -05, -10
TEST(Options, sources_keep_their_order) {
    EXPECT_THAT(sources({"--src", "a", "--var", "x=1", "--src", "b", "--action", "stop"}),
                ElementsAre("var hadeploy_action=stop", "file a", "var x=1", "file b"));
}

// HD-CLI-06, -07
TEST(Options, a_source_with_an_equals_sign) {
    EXPECT_THAT(sources({"--src", "n=v=w", "--src", "a=b.yml", "--action", "none"}),
                ElementsAre("var hadeploy_action=none", "var n=v=w", "file a=b.yml"));
    EXPECT_THAT(sources({"--src=a=b.yml", "--var=q=r=s", "--action=none"}),
                ElementsAre("var hadeploy_action=none", "file a=b.yml", "var q=r=s"));
}

// HD-CLI-08: byte for byte.
TEST(Options, values_are_taken_as_they_are) {
    EXPECT_THAT(sources({"--src", "my files/a*.yml", "--var", "x=c d=e *", "--action", "none"}),
                ElementsAre("var hadeploy_action=none", "file my files/a*.yml", "var x=c d=e *"));
}

// HD-CLI-02, -17, -18: told with the usage text, which goes to standard output.
TEST(Options, what_is_missing_or_unknown) {
    const Ending nothing = ending({"--action", "deploy"});
    EXPECT_EQ(nothing.error, "* * * * ERROR: At least one --src file must be defined\n");
    EXPECT_THAT(nothing.output, StartsWith("usage: hadeploy"));
    EXPECT_EQ(nothing.status, 1);
    EXPECT_THAT(ending({"--src", "a"}).error, HasSubstr("--action"));
    EXPECT_EQ(ending({"--actoin", "x"}).error,
              "* * * * ERROR: Unknown parameter --actoin (did you mean --action?)\n");
    EXPECT_EQ(ending({"stray"}).error, "* * * * ERROR: Unknown parameter stray\n");
    EXPECT_EQ(ending({"--yes=1"}).error, "* * * * ERROR: Unknown parameter --yes=1 (did you mean --yes?)\n");
    EXPECT_EQ(ending({"--action", "none", "--src"}).error, "* * * * ERROR: Missing value for --src\n");
}

// HD-CLI-03, -04
TEST(Options, actions_in_any_case) {
    for (const char* word : {"deploy", "DEPLOY", "Start", "none"})
        EXPECT_TRUE(read({"--src", "a", "--action", word})) << word;
    EXPECT_EQ(read({"--src", "a", "--action", "stop", "--action", "REMOVE"})->action, model::Action::remove);
    EXPECT_EQ(
        ending({"--src", "a", "--action", "fly"}).error,
        "* * * * ERROR: Action fly not supported. Current configuration only supports deploy, dumpvars, "
        "none, remove, start, status, stop\n");
}

// HD-CLI-11
TEST(Options, scopes_add_up) {
    EXPECT_THAT(options({"--scope", "a", "--scope", "b,,c"}).scopes, ElementsAre("a", "b", "c"));
    EXPECT_THAT(options({"--noScope", "x,y"}).no_scopes, ElementsAre("x", "y"));
    EXPECT_THAT(options({"--limit", "h1,h2"}).limit, ElementsAre("h1", "h2"));
}

// HD-CLI-15
TEST(Options, the_later_way_to_the_password_wins) {
    EXPECT_TRUE(options({"--vaultPasswordFile", "f", "--askVaultPassword"}).ask_vault_password);
    EXPECT_EQ(options({"--vaultPasswordFile", "f", "--askVaultPassword"}).vault_password_file, "");
    EXPECT_FALSE(options({"--askVaultPassword", "--vaultPasswordFile", "f"}).ask_vault_password);
}

// HD-CLI-16
TEST(Options, help_and_version_end_at_once) {
    EXPECT_EQ(ending({"--version", "--nonsense"}).output, "HADeploy v1.2.3\nLocation:/opt/bin\n");
    EXPECT_EQ(ending({"--version"}).status, 0);
    EXPECT_EQ(ending({"--help"}).output, usage());
    for (const Option& option : option_table())
        EXPECT_THAT(usage(), HasSubstr("--" + std::string(option.name)));
}

TEST(Options, values_are_checked) {
    EXPECT_EQ(options({"--forks", "8"}).forks, 8U);
    EXPECT_EQ(options({"--serial", "3"}).serial, 3U);
    EXPECT_EQ(options({"--watch", "--action", "status"}).watch, std::chrono::seconds(2));
    EXPECT_EQ(options({"--watch=5", "--action", "status"}).watch, std::chrono::seconds(5));
    EXPECT_FALSE(options({"--action", "status"}).states_only);
    EXPECT_TRUE(options({"--states-only", "--action", "status"}).states_only);
    EXPECT_EQ(options({"--serial", "25%"}).serial_percent, 25);
    EXPECT_EQ(options({"--max-fail", "0"}).max_fail, 0U);
    EXPECT_EQ(options({"--ssh-timeout", "30"}).ssh_timeout.count(), 30);
    EXPECT_TRUE(options({"--output=json"}).json);
    EXPECT_EQ(options({"--vv"}).verbosity, 2U);
    EXPECT_TRUE(options({"--log-level", "error"}).quiet);
    for (const char* wrong :
         {"--forks=0", "--forks=x", "--forks=1001", "--serial=0", "--serial=101%", "--serial=%",
          "--max-fail=-1", "--ssh-timeout=0", "--output=xml", "--log-level=loud", "--src=", "--var=x",
          "--var==x", "--workingFolder=", "--prometheus-targets=", "--vaultPasswordFile="})
        EXPECT_EQ(ending({wrong}).status, 1) << wrong;
    EXPECT_EQ(ending({"--engine", "salt"}).error,
              "* * * * ERROR: --engine: 'salt' is neither native nor ansible\n");
}

TEST(Options, what_is_for_a_status_is_refused_elsewhere) {
    for (const std::string option : {"--watch", "--states-only"}) {
        const Ending refused = ending({"--src", "app.yml", "--action", "deploy", option});
        EXPECT_EQ(refused.status, 1);
        EXPECT_THAT(refused.error, HasSubstr(option + " is for --action status"));
    }
}

// HD-CLI-10: what a description makes of the action is what another action would see.
TEST(Options, another_action_has_its_own_variable) {
    const Options status = options({"--action", "status", "--var", "hadeploy_action=mine"});
    const Options deploy = with_action(status, model::Action::deploy);
    EXPECT_EQ(deploy.action, model::Action::deploy);
    EXPECT_EQ(deploy.sources.front().text, "hadeploy_action=deploy");
    EXPECT_EQ(deploy.sources.back().text, "hadeploy_action=mine");
    EXPECT_EQ(deploy.sources.size(), status.sources.size());
}

}  // namespace
}  // namespace deployer::hadeploy
