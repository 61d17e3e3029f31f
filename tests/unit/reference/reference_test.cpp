// Manual pages and completion files: filling of templates, what is made from the tables, and that the files
// in the tree are up to date.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "config/catalogue.hpp"
#include "daemon/command_line.hpp"
#include "model/read.hpp"
#include "process/state.hpp"
#include "reference/completion.hpp"
#include "reference/files.hpp"
#include "reference/hadeploy.hpp"
#include "reference/manual.hpp"
#include "reference/vocabulary.hpp"
#include "supervisorctl/exit_status.hpp"
#include "supervisorctl/settings.hpp"

namespace supervise::reference {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string read(const std::string& path) {
    const std::string source = __FILE__;
    std::ifstream file(source.substr(0, source.find("tests/unit/")) + path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

// Fails after a change of a table until `cmake --build BUILD --target generate_docs` has run.
TEST(MadeFiles, are_up_to_date) {
    for (const MadeFile& file : made_files()) {
        const auto made = make(file, read(file.path + ".in"));
        ASSERT_TRUE(made) << made.error().message;
        EXPECT_TRUE(*made == read(file.path))
            << file.path << ": run cmake --build BUILD --target generate_docs";
    }
}

/// The numbers that `pattern` finds from `begin` to `end` of a file.
std::vector<std::string> numbers_of(const std::string& path, std::string_view begin, std::string_view end,
                                    const std::string& pattern) {
    std::string text = read(path);
    text.erase(0, text.find(begin));
    text.erase(text.find(end, begin.size()));
    const std::regex number(pattern);
    std::vector<std::string> numbers;
    for (auto found = std::sregex_iterator(text.begin(), text.end(), number); found != std::sregex_iterator();
         ++found)
        numbers.push_back((*found)[1]);
    return numbers;
}

// CTL-001: the page for readers and the manual name the same ones.
TEST(ExitStatuses, are_the_same_on_the_page_and_in_the_manual) {
    const auto page = numbers_of("doc/supervisorctl.md", "| status | means |", "\n\n", "\n\\| (\\d+) \\|");
    EXPECT_EQ(page, numbers_of("man/supervisorctl.1", ".Sh EXIT STATUS", "\n.El", "\n\\.It (\\d+)"));
    using namespace ctl::exit_status;
    std::vector<std::string> all;
    for (const int status : {success, generic, invalid_arguments, unimplemented, insufficient_privileges,
                             not_installed, not_running, timed_out, interrupted})
        all.push_back(std::to_string(status));
    EXPECT_EQ(page, all);
}

TEST(Template, puts_blocks_for_marks) {
    const auto filled = fill("a @ONE@ b@TWO_X@\n${words[@]} x@y.z @1@", {{"ONE", "1"}, {"TWO_X", "2\n3"}});
    ASSERT_TRUE(filled);
    EXPECT_EQ(*filled, "a 1 b2\n3\n${words[@]} x@y.z @1@");
}

TEST(Template, forgets_nothing) {
    EXPECT_EQ(fill("@ONE@", {}).error().message, "there is nothing to put for @ONE@");
    EXPECT_EQ(fill("text", {{"ONE", "1"}}).error().message, "@ONE@ is missing");
}

constexpr cli::Option options[] = {
    {.setting = "file", .short_name = 'c', .long_name = "conf", .argument = "FILE", .help = "read it"},
    {.setting = "help", .short_name = 'h', .long_name = "help", .help = "print [this]: isn't it"},
    {.setting = "help", .short_name = '?'},
    {.setting = "level", .long_name = "level", .argument = "LEVEL", .help = "how much"},
    {.setting = "secret", .long_name = "secret"},
};

TEST(Flags, bring_spellings_of_a_setting_together) {
    const auto found = flags(options);
    ASSERT_EQ(found.size(), 3U);
    EXPECT_THAT(found[0].spellings, ElementsAre("-c", "--conf"));
    EXPECT_EQ(found[0].value, Value::file);
    EXPECT_THAT(found[1].spellings, ElementsAre("-h", "-?", "--help"));
    EXPECT_EQ(found[1].value, Value::none);
    EXPECT_THAT(spellings(found, Which::with_value), ElementsAre("-c", "--conf", "--level"));
}

TEST(Flags, of_a_command_are_declared_or_in_its_forms) {
    constexpr ctl::CommandOption own[] = {
        {.name = "--lines", .alias = "-n", .argument = "N", .help = "that many"}};
    const ctl::Command command{
        .name = "tail",
        .help = "tail [-f] <name>\nEx:\ntail -f <name>\tfollow\n\tCtrl-C to end\ntail -100 <name>\tbytes",
        .run = nullptr,
        .options = own};
    const auto found = offered_flags(command);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_THAT(found[0].spellings, ElementsAre("-n", "--lines"));
    EXPECT_EQ(found[0].value, Value::unforeseen);
    EXPECT_THAT(found[1].spellings, ElementsAre("-f"));
    EXPECT_EQ(found[1].help, "follow; Ctrl-C to end");
    const auto written = forms(command);
    ASSERT_EQ(written.size(), 3U);
    EXPECT_EQ(written[1].synopsis, "tail -f <name>");
    EXPECT_EQ(written[1].effect, "follow; Ctrl-C to end");
    EXPECT_EQ(summary(command), "follow; Ctrl-C to end");
}

TEST(Manual, escapes_what_roff_would_take_for_its_own) {
    EXPECT_EQ(manual_text("one. Two: `a-b`"), "one.\nTwo: \\fBa\\-b\\fP");
    EXPECT_EQ(manual_text(".x\\"), "\\&.x\\e");
    EXPECT_EQ(manual_text("say \"x\" e.g. so"), "say \\(dqx\\(dq e.g. so");
}

TEST(Manual, shows_options) {
    EXPECT_EQ(manual_synopsis(options), ".Op Fl h\n.Op Fl c Ar FILE\n.Op Fl Fl level Ns = Ns Ar LEVEL");
    EXPECT_THAT(manual_options(options),
                HasSubstr(".It Fl c Ar FILE , Fl Fl conf Ns = Ns Ar FILE\nRead it.\n"));
}

TEST(Completion, is_written_in_the_syntax_of_each_shell) {
    EXPECT_THAT(bash_blocks_of_supervisord(options).at("OPTION_VALUES"),
                HasSubstr("-c | --conf) REPLY=file ;;"));
    EXPECT_THAT(zsh_blocks_of_supervisord(options).at("OPTIONS"),
                HasSubstr("'(-h -? --help)-h[print \\[this\\]: isn'\\''t it]'"));
    EXPECT_THAT(zsh_blocks_of_supervisord(options).at("OPTIONS"),
                HasSubstr("'(-c --conf)--conf=[read it]:FILE:_files'"));
    EXPECT_THAT(fish_blocks_of_supervisord(options).at("OPTIONS"),
                HasSubstr("complete -c supervisord -s 'c' -l conf -r -F -d 'read it'"));
}

TEST(Hadeploy, has_options_with_words_to_choose_from) {
    const auto all = hadeploy_flags();
    const auto named = [&all](const std::string& spelling) {
        for (const Flag& flag : all) {
            if (flag.spellings.front() == spelling) {
                return flag;
            }
        }
        return Flag();
    };
    EXPECT_EQ(named("--action").words.size(), 7U);
    EXPECT_THAT(named("--scope").words, testing::Contains("users"));
    EXPECT_THAT(named("--output").words, ElementsAre("text", "json"));
    EXPECT_EQ(named("--src").value, Value::file);
    EXPECT_TRUE(named("--src").repeats);
    EXPECT_EQ(named("--workingFolder").value, Value::folder);
    EXPECT_EQ(named("--forks").value, Value::unforeseen);
    EXPECT_EQ(named("--check").value, Value::none);
    EXPECT_THAT(names(hadeploy_vault_verbs()), ElementsAre("encrypt", "decrypt", "rekey"));
}

TEST(Hadeploy, is_completed_in_the_syntax_of_each_shell) {
    EXPECT_THAT(bash_blocks_of_hadeploy().at("OPTION_VALUES"),
                HasSubstr("--output) REPLY=words choices='text json' ;;"));
    EXPECT_THAT(zsh_blocks_of_hadeploy().at("OPTIONS"), HasSubstr(":text|json:(text json)'"));
    EXPECT_THAT(zsh_blocks_of_hadeploy().at("OPTIONS"), HasSubstr("'*--src=["));
    EXPECT_THAT(fish_blocks_of_hadeploy().at("OPTIONS"),
                HasSubstr("complete -c hadeploy -n __hadeploy_has_no_vault -l output -x -a 'text json' -d "));
}

// What an operator looks for in a page is there.
TEST(Manual, names_every_option_command_and_state) {
    const std::string daemon = read("man/supervisord.8"), client = read("man/supervisorctl.1"),
                      configuration = read("man/supervisord.conf.5");
    for (const Flag& flag : flags(daemon::options())) {
        EXPECT_THAT(daemon, HasSubstr("Fl Fl " + flag.spellings.back().substr(2))) << flag.spellings.back();
    }
    for (const Flag& flag : flags(ctl::option_table())) {
        EXPECT_THAT(client, HasSubstr("Fl Fl " + flag.spellings.back().substr(2))) << flag.spellings.back();
    }
    const std::string deployer = read("man/hadeploy.1");
    for (const auto& table : {hadeploy_flags(), hadeploy_vault_flags()}) {
        for (const Flag& flag : table) {
            EXPECT_THAT(deployer, HasSubstr("Fl Fl " + flag.spellings.front().substr(2)));
        }
    }
    for (const std::string_view action : deployer::model::action_names()) {
        EXPECT_THAT(deployer, HasSubstr("Ic " + std::string(action)));
    }
    for (const std::string& command : command_names()) {
        EXPECT_THAT(client, HasSubstr(".It \\fB" + command + "\\fP")) << command;
    }
    for (const config::CatalogueSection& section : config::catalogue()) {
        EXPECT_THAT(configuration, HasSubstr(".Ss [" + std::string(section.name) + "]\n"));
    }
    using process::State;
    for (const State state : {State::stopped, State::starting, State::running, State::backoff,
                              State::stopping, State::exited, State::fatal, State::unknown}) {
        EXPECT_THAT(daemon, HasSubstr(".It " + std::string(process::state_name(state)) + "\n"));
    }
}

}  // namespace
}  // namespace supervise::reference
