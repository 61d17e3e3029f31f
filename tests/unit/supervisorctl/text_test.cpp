// The small pure units: names, columns, terminal text, output, lines of commands and of input.
#include <gtest/gtest.h>

#include <algorithm>

#include "supervisorctl/columns.hpp"
#include "supervisorctl/command.hpp"
#include "supervisorctl/error_text.hpp"
#include "supervisorctl/lines.hpp"
#include "supervisorctl/namespec.hpp"
#include "supervisorctl/output.hpp"
#include "supervisorctl/terminal_text.hpp"
#include "sys/fd.hpp"

namespace supervise::ctl {
namespace {

// CTL-014
TEST(Namespec, names_a_process_or_a_group) {
    EXPECT_EQ(Namespec::parse("a").group, "a");
    EXPECT_EQ(Namespec::parse("a").process, "a");
    EXPECT_EQ(Namespec::parse("a:b").process, "b");
    EXPECT_EQ(Namespec::parse("a:b:c").group, "a");
    EXPECT_EQ(Namespec::parse("a:b:c").process, "b:c");
    EXPECT_EQ(Namespec::parse("a:*").process, std::nullopt);
    EXPECT_EQ(Namespec::parse("a:").process, std::nullopt);
    EXPECT_EQ(show_namespec("a", "a"), "a");
    EXPECT_EQ(show_namespec("a", "b"), "a:b");
}

TEST(Columns, fill_downwards_with_the_fewest_rows) {
    const std::vector<std::string_view> texts{"a", "bb", "c", "d", "eeee"};
    EXPECT_EQ(in_columns(texts, 79), std::vector<std::string>{"a  bb  c  d  eeee"});
    EXPECT_EQ(in_columns(texts, 11), (std::vector<std::string>{"a   c  eeee", "bb  d"}));
    EXPECT_EQ(in_columns(texts, 3), (std::vector<std::string>{"a", "bb", "c", "d", "eeee"}));
    EXPECT_TRUE(in_columns({}, 79).empty());
}

TEST(TerminalText, keeps_text_and_colours) {
    EXPECT_EQ(harmless("plain \xc3\xa9\xe2\x82\xac\tx\r\n"), "plain \xc3\xa9\xe2\x82\xac\tx\r\n");
    EXPECT_EQ(harmless("\x1b[1;31mred\x1b[m"), "\x1b[1;31mred\x1b[m");
    EXPECT_EQ(harmless("\x1b[38:5:1mred\x1b[0m"), "\x1b[38:5:1mred\x1b[0m");
}

TEST(TerminalText, shows_what_could_do_harm) {
    EXPECT_EQ(harmless("\x1b[2J"), "^[[2J");
    EXPECT_EQ(harmless("\x1b]0;title\x07"), "^[]0;title^G");
    EXPECT_EQ(harmless("\x1bP+q\x1b\\"), "^[P+q^[\\");
    EXPECT_EQ(harmless("\x1b[?25lm"), "^[[?25lm");
    EXPECT_EQ(harmless("a\rb\b"), "a^Mb^H");
    EXPECT_EQ(harmless("\x9b[31m"), "\\x9b[31m");
    EXPECT_EQ(harmless("\xc2\x9b"
                       "31m"),
              "\\x9b31m");
    EXPECT_EQ(harmless("\xff\x7f"), "\\xff\\x7f");
    EXPECT_EQ(harmless(std::string_view("\0", 1)), "^@");
    EXPECT_EQ(harmless("\x1b"), "^[");
    EXPECT_EQ(harmless("\x1b[31"), "^[[31");
    EXPECT_EQ(harmless("\x1b[" + std::string(100, '1') + "m"), "^[[" + std::string(100, '1') + "m");
}

TEST(TerminalText, shows_what_could_hide) {
    EXPECT_EQ(harmless("\x1b[8mx"), "^[[8mx");
    EXPECT_EQ(harmless("\x1b[1;08;31mx"), "^[[1;08;31mx");
    EXPECT_EQ(harmless("\x1b[38;5;1;8mx"), "^[[38;5;1;8mx");
    EXPECT_EQ(harmless("\x1b[48:5:1;8mx"), "^[[48:5:1;8mx");
    EXPECT_EQ(harmless("\x1b[38;8mx"), "^[[38;8mx");
    for (const char* colour : {"38;5;8", "48;2;8;8;8", "38:5:8", "58;5;8;48;5;8", "28", "88", "4:8"}) {
        const std::string text = std::string("\x1b[") + colour + "mx\x1b[0m";
        EXPECT_EQ(harmless(text), text);
    }
    // What turns the direction of writing, and what cannot be seen.
    EXPECT_EQ(harmless("a\xe2\x80\xae"
                       "b\xe2\x80\x8b\xef\xbb\xbf\xd8\x9c\xf3\xa0\x81\xa1"),
              "a\\u202eb\\u200b\\ufeff\\u061c\\ue0061");
    // Parts of words and of emoji.
    EXPECT_EQ(harmless("\xd9\x85\xe2\x80\x8c\xd9\x85\xe2\x80\x8d"),
              "\xd9\x85\xe2\x80\x8c\xd9\x85\xe2\x80\x8d");
}

TEST(TerminalText, ends_the_colour_that_was_left_on) {
    EXPECT_EQ(harmless("a\x1b[31mb"), "a\x1b[31mb\x1b[0m");
    EXPECT_EQ(harmless("a\x1b[31mb\x1b[0;0m\x1b[1mc"), "a\x1b[31mb\x1b[0;0m\x1b[1mc\x1b[0m");
    EXPECT_EQ(harmless("a\x1b[31mb\x1b[00mc"), "a\x1b[31mb\x1b[00mc");
    TerminalText filter;
    filter.feed("\x1b[31ma");
    filter.feed("b");
    EXPECT_EQ(filter.finish(), "\x1b[0m");
    EXPECT_EQ(filter.finish(), "");
}

// Every way of cutting a text in two gives the same.
TEST(TerminalText, does_not_mind_where_it_is_cut) {
    const std::string text = "a\x1b[31mb\x1b[2Jc\xe2\x82\xac\r\nd\re\xf0\x9f\x98\x80\xe2(\x1b";
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        TerminalText filter;
        std::string seen = filter.feed(std::string_view(text).substr(0, cut));
        seen += filter.feed(std::string_view(text).substr(cut));
        seen += filter.finish();
        EXPECT_EQ(seen, harmless(text)) << cut;
    }
}

Output::Sink into(std::string& text) {
    return [&text](std::string_view bytes) {
        text += bytes;
        return Result<void>();
    };
}

TEST(Output, piped_bytes_are_unchanged_and_those_for_a_terminal_harmless) {
    std::string piped, shown;
    Output pipe(into(piped), false);
    Output terminal(into(shown), true);
    for (Output* out : {&pipe, &terminal}) {
        TerminalText filter;
        out->line("\x1b[2J\xff");
        out->piece("\x1b[3", filter);
        out->piece("1mx\x07", filter);
        out->flush();
    }
    EXPECT_EQ(piped, "\x1b[2J\xff\n\x1b[31mx\x07");
    EXPECT_EQ(shown, "^[[2J\\xff\n\x1b[31mx^G");
}

TEST(Output, is_kept_until_it_is_wanted_or_plenty) {
    std::string text;
    Output out(into(text), false);
    out.line("x");
    EXPECT_EQ(text, "");
    out.flush();
    EXPECT_EQ(text, "x\n");
    out.raw(std::string(100'000, 'y'));
    EXPECT_EQ(text.size(), 100'002U);
}

TEST(Output, stops_writing_after_a_failure) {
    int writes = 0;
    Output out(
        [&writes](std::string_view) -> Result<void> {
            ++writes;
            return fail("gone", EPIPE);
        },
        false);
    out.line("x");
    out.flush();
    out.line("y");
    out.flush();
    ASSERT_TRUE(out.failure());
    EXPECT_EQ(out.failure()->code, EPIPE);
    EXPECT_EQ(writes, 1);
}

// CTL-012
TEST(CommandLine, is_a_name_and_arguments) {
    const ParsedLine line = parse_line("  start \t a  b ");
    EXPECT_EQ(line.text, "start \t a  b");
    EXPECT_EQ(line.name, "start");
    EXPECT_EQ(line.arguments.text, "a  b");
    EXPECT_EQ(line.arguments.words, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(parse_line("start;").name, "start");
    EXPECT_EQ(parse_line("start;").arguments.text, ";");
    EXPECT_EQ(parse_line("?x").text, "help x");
    EXPECT_EQ(parse_line("!x").name, "");
    EXPECT_EQ(parse_line(" ").text, "");
}

TEST(CommandTable, is_sorted_and_complete) {
    const auto table = command_table();
    EXPECT_TRUE(std::is_sorted(table.begin(), table.end(),
                               [](const Command& a, const Command& b) { return a.name < b.name; }));
    for (const Command& command : table) {
        EXPECT_NE(command.run, nullptr) << command.name;
        EXPECT_TRUE(command.name == "EOF" || !command.help.empty()) << command.name;
        EXPECT_EQ(command.min_words > 0, !command.too_few.empty()) << command.name;
        EXPECT_TRUE(command.min_words == 0 || command.takes != Takes::nothing) << command.name;
        EXPECT_TRUE(command.max_words > 0 || command.takes == Takes::nothing) << command.name;
    }
    EXPECT_EQ(find_command("nope"), nullptr);
    ASSERT_NE(find_command("tail"), nullptr);
    EXPECT_EQ(find_command("tail")->max_words, 3U);
}

// CTL-007: up to the place, which is one of ours.
TEST(ErrorText, names_the_place_in_our_sources) {
    const auto error =
        client::failure(client::Error::Kind::closed, 0, "gone", {"/somewhere/libsupervise/x/y.cpp", 7});
    EXPECT_EQ(error_line(error.value()),
              "error: <class 'http.client.RemoteDisconnected'>, gone: file: libsupervise/x/y.cpp line: 7");
}

TEST(Lines, come_one_by_one_and_the_last_needs_no_end) {
    auto pipe = *sys::make_pipe();
    ASSERT_TRUE(sys::write_all(pipe.write_end.get(), "one\n\nthree"));
    pipe.write_end.reset();
    Lines lines(pipe.read_end.get());
    EXPECT_EQ(lines.next(), "one");
    EXPECT_EQ(lines.next(), "");
    EXPECT_EQ(lines.next(), "three");
    EXPECT_EQ(lines.next(), std::nullopt);
}

}  // namespace
}  // namespace supervise::ctl
