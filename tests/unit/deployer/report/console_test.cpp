#include <gtest/gtest.h>

#include "report/make.hpp"

namespace deployer::report {
namespace {

struct Console : testing::Test {
    std::string text;
    ConsoleOptions options;

    std::unique_ptr<Report> report() {
        return make_console_report(options, [this](std::string_view bytes) { text += bytes; });
    }
};

ItemResult result(Outcome outcome, std::string message = {}) {
    ItemResult made;
    made.host = "en1";
    made.outcome = outcome;
    made.message = std::move(message);
    return made;
}

ItemResult item(Outcome outcome, std::string label, std::string message = {}) {
    ItemResult made = result(outcome, std::move(message));
    made.item = std::move(label);
    return made;
}

// HD-ACT-05: a blank line, then the banner filled with stars to 80 columns where there is no terminal.
TEST_F(Console, banner_is_80_columns_wide) {
    report()->begin_step("Create user 'tsup'", false);
    EXPECT_EQ(text, "\nTASK [Create user 'tsup'] " + std::string(54, '*') + "\n");
}

// HD-ACT-05, HD-SEED-05: the lines of the story, on its terminal of 160 columns.
TEST_F(Console, banner_fills_a_terminal_of_160_columns) {
    options.width = 160;
    report()->begin_step("Setup configuration file /etc/supervisord_tsupv.conf", false);
    EXPECT_EQ(text, "\nTASK [Setup configuration file /etc/supervisord_tsupv.conf] " + std::string(100, '*') +
                        "\n");
    text.clear();
    report()->begin_step("Restart supervisord_tsupv service", true);
    EXPECT_EQ(text, "\nRUNNING HANDLER [Restart supervisord_tsupv service] " + std::string(108, '*') + "\n");
}

// HD-ACT-05: three stars at least.
TEST_F(Console, long_banner_has_three_stars) {
    report()->begin_play(std::string(100, 'x'), 1);
    EXPECT_EQ(text, "\nPLAY [" + std::string(100, 'x') + "] ***\n");
}

// HD-ACT-06
TEST_F(Console, host_lines) {
    const auto console = report();
    console->result(result(Outcome::ok));
    console->result(result(Outcome::changed, "created"));
    console->result(result(Outcome::skipped));
    console->result(result(Outcome::failed, "no \"space\" left"));
    console->result(result(Outcome::unreachable, "Connection refused"));
    EXPECT_EQ(text, "ok: [en1]\n"
                    "changed: [en1]\n"
                    "skipping: [en1]\n"
                    "fatal: [en1]: FAILED! => {\"changed\": false, \"msg\": \"no \\\"space\\\" left\"}\n"
                    "fatal: [en1]: UNREACHABLE! => {\"changed\": false, \"msg\": \"Connection refused\", "
                    "\"unreachable\": true}\n");
}

// HD-ACT-06: items of a loop.
TEST_F(Console, item_lines) {
    const auto console = report();
    console->result(item(Outcome::ok, "program1 --> present"));
    console->result(item(Outcome::changed, "program1 --> present"));
    console->result(item(Outcome::skipped, "x"));
    console->result(item(Outcome::failed, "x", "why"));
    EXPECT_EQ(text, "ok: [en1] => (item=program1 --> present)\n"
                    "changed: [en1] => (item=program1 --> present)\n"
                    "skipping: [en1] => (item=x)\n"
                    "failed: [en1] (item=x) => {\"changed\": false, \"item\": \"x\", \"msg\": \"why\"}\n");
}

// HD-ACT-06
TEST_F(Console, play_without_hosts) {
    report()->begin_play("nobody", 0);
    EXPECT_TRUE(text.ends_with("*\nskipping: no hosts matched\n"));
}

// HD-ACT-06
TEST_F(Console, no_more_hosts_is_a_banner) {
    report()->no_more_hosts();
    EXPECT_EQ(text, "\nNO MORE HOSTS LEFT " + std::string(61, '*') + "\n");
}

// HD-ACT-07, HD-SEED-05
TEST_F(Console, recap_is_sorted_and_aligned) {
    report()->recap(
        {{.host = "en2", .ok = 0, .unreachable = 1}, {.host = "en1", .ok = 19, .changed = 2, .skipped = 7}});
    EXPECT_EQ(text, "\nPLAY RECAP " + std::string(69, '*') +
                        "\n"
                        "en1                        : ok=19   changed=2    unreachable=0    failed=0\n"
                        "en2                        : ok=0    changed=0    unreachable=1    failed=0\n"
                        "\n");
}

TEST_F(Console, colours_tell_outcomes_apart) {
    options.colour = true;
    const auto console = report();
    console->result(result(Outcome::ok));
    console->result(result(Outcome::changed));
    console->result(result(Outcome::skipped));
    EXPECT_EQ(text, "\x1b[0;32mok: [en1]\x1b[0m\n"
                    "\x1b[0;33mchanged: [en1]\x1b[0m\n"
                    "\x1b[0;36mskipping: [en1]\x1b[0m\n");
}

// What a host says cannot act on the terminal nor look like lines of ours.
TEST_F(Console, control_bytes_of_hosts_are_escaped) {
    const auto console = report();
    console->result(item(Outcome::ok, "a\x1b[2J\nok: [en2]\xc2\x9b\xff"));
    EXPECT_EQ(text, "ok: [en1] => (item=a\\x1b[2J\\nok: [en2]\\xc2\\x9b\\xff)\n");
    text.clear();
    console->result(result(Outcome::failed, "\x1b]0;title\x07 \xe2\x80\xaereversed"));
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_EQ(text.find("\xe2\x80\xae"), std::string::npos);
}

// HD-GAP-23: with --quiet only changes, with the banners they stand under, and the recap.
TEST_F(Console, quiet_shows_changes_and_recap_only) {
    options.quiet = true;
    const auto console = report();
    console->begin_play("en1", 1);
    console->begin_step("Gathering Facts", false);
    console->result(result(Outcome::ok));
    EXPECT_EQ(text, "");
    console->begin_step("Create user 'tsup'", false);
    console->result(result(Outcome::changed));
    EXPECT_EQ(text, "\nPLAY [en1] " + std::string(69, '*') + "\n\nTASK [Create user 'tsup'] " +
                        std::string(54, '*') + "\nchanged: [en1]\n");
    text.clear();
    console->begin_step("Create folder", false);
    console->result(result(Outcome::skipped));
    console->begin_play("nobody", 0);
    EXPECT_EQ(text, "");
    console->recap({{.host = "en1", .ok = 3, .changed = 1}});
    EXPECT_NE(text.find("en1                        : ok=3 "), std::string::npos);
}

// HD-CLI-28: --diff
TEST_F(Console, difference_stands_before_its_result) {
    ItemResult changed = result(Outcome::changed);
    changed.path = "/etc/x";
    changed.before = "a\nb\n";
    changed.after = "a\nc\x1b\n";
    report()->result(changed);
    EXPECT_EQ(text,
              "--- before: /etc/x\n+++ after: /etc/x\n@@ -1,2 +1,2 @@\n a\n-b\n+c\\x1b\n\nchanged: [en1]\n");
}

TEST_F(Console, verbose_tells_what_was_done) {
    options.verbosity = 1;
    report()->result(result(Outcome::changed, "mode 0644 -> 0600"));
    EXPECT_EQ(text, "changed: [en1] => {\"changed\": true, \"msg\": \"mode 0644 -> 0600\"}\n");
}

TEST_F(Console, progress_is_for_terminals_only) {
    report()->progress("logging in", 3, 10);
    EXPECT_EQ(text, "");
}

TEST_F(Console, progress_is_erased_before_the_next_line) {
    options.live = true;
    const auto console = report();
    console->progress("logging in", 3, 10);
    console->progress("logging in", 3, 10);
    EXPECT_EQ(text, "\r\x1b[Klogging in: 3 of 10 hosts");
    text.clear();
    console->result(result(Outcome::ok));
    EXPECT_EQ(text, "\r\x1b[Kok: [en1]\n");
    text.clear();
    console->result(result(Outcome::ok));
    EXPECT_EQ(text, "ok: [en1]\n");
}

}  // namespace
}  // namespace deployer::report
