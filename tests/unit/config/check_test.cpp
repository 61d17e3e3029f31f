#include "config/check.hpp"

#include <gtest/gtest.h>

#include "config/limits.hpp"
#include "config/suggest.hpp"
#include "fake/config_world.hpp"

namespace supervise::config {
namespace {

class Check : public testing::Test, protected fake::ConfigWorld {
protected:
    std::string report(const std::string& text) {
        diagnostics_ = load(text, Depth::everything).diagnostics;
        return check_report(diagnostics_);
    }
    std::vector<Diagnostic> diagnostics_;
};

TEST_F(Check, nothing_to_say) {
    EXPECT_EQ(report("[supervisord]\n[program:x]\ncommand=/bin/cat -n\n"), "");
    EXPECT_EQ(check_status(diagnostics_, true), 0);
}

TEST_F(Check, every_problem_at_once_by_line) {
    EXPECT_EQ(
        report("[supervisord]\n"
               "loglevle=info\n"
               "loglevel=infos\n"
               "[program:web]\n"
               "stopsignal=TREM\n"
               "user=bob\n"
               "[Program:x]\n"
               "[group:g]\n"
               "programs=wep\n"),
        "c.conf:2: [supervisord] loglevle: there is no such key here, it is ignored; did you mean loglevel? "
        "(warning)\n"
        "c.conf:3: [supervisord] loglevel: 'infos' is not a log level; did you mean info?\n"
        "c.conf:4: [program:web] command: the section has no command; write command=/path/of/program\n"
        "c.conf:5: [program:web] stopsignal: 'TREM' is not a signal; did you mean TERM?\n"
        "c.conf:6: [program:web] user: there is no account 'bob'; create the account, or name another one\n"
        "c.conf:7: [Program:x]: there is no such kind of section, it is ignored; did you mean [program:x]? "
        "(warning)\n"
        "c.conf:9: [group:g] programs: there is no [program:wep]; did you mean web?\n"
        "5 errors, 2 warnings\n");
    EXPECT_EQ(check_status(diagnostics_, false), 2);
}

TEST_F(Check, strict_makes_warnings_count) {
    EXPECT_EQ(
        report("[supervisord]\nnonsensical=1\n"),
        "c.conf:2: [supervisord] nonsensical: there is no such key here, it is ignored; remove it (warning)\n"
        "0 errors, 1 warning\n");
    EXPECT_EQ(check_status(diagnostics_, false), 0);
    EXPECT_EQ(check_status(diagnostics_, true), 1);
}

// CFG-010: unknown keys and sections are no concern of the daemon.
TEST_F(Check, only_the_check_looks_for_them) {
    EXPECT_TRUE(load("[supervisord]\nnonsensical=1\n[whatever]\n").diagnostics.empty());
}

TEST_F(Check, files_that_cannot_be_used_have_no_line) {
    const auto result = config::load("no.conf", around, Depth::everything);
    EXPECT_EQ(
        check_report(result.diagnostics),
        "no.conf: could not find config file no.conf; check the path given with -c\n1 error, 0 warnings\n");
}

TEST_F(Check, syntax_errors_each_have_a_line) {
    EXPECT_EQ(
        report("[supervisord]\njunk\nk=1\nmore\n"),
        "c.conf:2: neither a section, nor key=value, nor a comment; write key=value, or indent the line to "
        "continue the value above\n"
        "c.conf:4: neither a section, nor key=value, nor a comment; write key=value, or indent the line to "
        "continue the value above\n2 errors, 0 warnings\n");
    EXPECT_EQ(report("\xEF\xBB\xBF[supervisord]\n"),
              "c.conf:1: the file begins with a byte order mark; save it without one\n1 error, 0 warnings\n");
}

TEST_F(Check, what_loads_but_will_not_run) {
    files.folders.insert("/base/logs");
    EXPECT_EQ(
        report("[supervisord]\nuser=bob\n"
               "[program:a]\ncommand=/nope/x\ndirectory=/gone\nstdout_logfile=/tmp/l\nstderr_logfile=logs\n"
               "[program:b]\ncommand=sh 'x\nstdout_logfile=/tmp/l\nenvironment_file=gone.env\n"
               "[program:c]\ncommand=cat\nstdout_logfile=/dev/stdout\nstderr_logfile=/dev/stdout\n"),
        "c.conf:2: [supervisord] user: there is no account 'bob'; create the account, or name another one\n"
        "c.conf:4: [program:a] command: /nope/x is not an executable file; install it, or correct the path, "
        "before the program starts (warning)\n"
        "c.conf:5: [program:a] directory: /gone is not an existing directory; create it before the program "
        "starts (warning)\n"
        "c.conf:7: [program:a] stderr_logfile: logs is a directory; name a file in it (warning)\n"
        "c.conf:9: [program:b] command: can't parse command \"sh 'x\": No closing quotation; close the "
        "quotation; note that ' ;' and ' #' begin a comment even inside one (warning)\n"
        "c.conf:10: [program:b] stdout_logfile: a writes to /tmp/l too; use %(process_num)d or another name: "
        "rotation would lose lines (warning)\n"
        "c.conf:11: [program:b] environment_file: /base/gone.env does not exist; create it before the "
        "program "
        "starts (warning)\n"
        "1 error, 6 warnings\n");
}

// CFG-143: names are checked before they are expanded only.
TEST_F(Check, names_that_expansion_makes_unusable) {
    EXPECT_EQ(
        report("[supervisord]\n[program:a]\ncommand=cat\nprocess_name=a%(process_num)2d\n"),
        "c.conf:4: [program:a] process_name: a process is called 'a 0', which no command can name; choose "
        "variables and widths that make no blanks, colons and slashes (warning)\n"
        "0 errors, 1 warning\n");
}

TEST_F(Check, compression_without_rotated_files) {
    EXPECT_EQ(
        report("[supervisord]\n[program:a]\ncommand=cat\nstdout_logfile=/tmp/l\n"
               "stdout_logfile_compress=gzip\nstdout_logfile_maxbytes=0\n"),
        "c.conf:5: [program:a] stdout_logfile_compress: nothing is compressed, because no rotated files are "
        "kept; set stdout_logfile_maxbytes and stdout_logfile_backups above 0 (warning)\n"
        "0 errors, 1 warning\n");
}

TEST_F(Check, duplicates_and_keys_of_other_sections) {
    EXPECT_EQ(
        report("[supervisord]\nnumprocs=1\nidentifier=a\nidentifier=b\n"),
        "c.conf:2: [supervisord] numprocs: there is no such key here, it is ignored; it belongs into another "
        "section (warning)\n"
        "c.conf:4: [supervisord] identifier: it is already set on line 3, this value wins; remove one of the "
        "two (warning)\n0 errors, 2 warnings\n");
}

TEST_F(Check, files_that_anybody_may_change) {
    files.writable.insert("/base/c.conf");
    EXPECT_EQ(report("[supervisord]\n"), "c.conf: anybody may write to this file; chmod o-w it (warning)\n"
                                         "0 errors, 1 warning\n");
}

TEST_F(Check, users_whom_nobody_asks_for) {
    const std::string user = "[supervisord]\n[http_user:eve]\npassword=x\n";
    EXPECT_EQ(report(user + "[unix_http_server]\nfile=/tmp/s\n"),
              "c.conf:2: [http_user:eve]: no server asks for a name, so nobody logs in as this user; add an "
              "[inet_http_server], or a username to the [unix_http_server] (warning)\n0 errors, 1 warning\n");
    EXPECT_EQ(report(user + "[inet_http_server]\nport=127.0.0.1:1\n"), "");
}

TEST_F(Check, unknown_sections) {
    const auto remedy = [&](const std::string& section) {
        report("[supervisord]\n[" + section + "]\n");
        return diagnostics_.size() == 1 ? diagnostics_[0].remedy : "";
    };
    EXPECT_EQ(remedy("programs:web"), "did you mean [program:web]?");
    EXPECT_EQ(remedy(" program:web"), "did you mean [program:web]?");
    EXPECT_EQ(remedy("program"), "did you mean [program:name]?");
    EXPECT_EQ(remedy("supervisorctrl"), "did you mean [supervisorctl]?");
    EXPECT_EQ(remedy("eventlistner:a"), "did you mean [eventlistener:a]?");
    EXPECT_EQ(remedy("something else"), "remove it");
}

TEST_F(Check, one_printable_line_for_each_problem) {
    EXPECT_EQ(
        report("[supervisord]\n\x1b[2Jk=1\n"),
        "c.conf:2: [supervisord] \\x1b[2jk: there is no such key here, it is ignored; remove it (warning)\n"
        "0 errors, 1 warning\n");
}

TEST_F(Check, a_program_in_two_groups_is_reported_once) {
    report("[supervisord]\n[group:g]\nprograms=a\n[group:h]\nprograms=a\n[program:a]\ncommand=/bin/"
           "cat\nstartsecs=x\n");
    EXPECT_EQ(diagnostics_.size(), 1U);
}

TEST_F(Check, the_list_has_an_end) {
    std::string text = "[supervisord]\n";
    for (std::size_t i = 0; i < limits::max_diagnostics + 7; ++i)
        text += "zzz" + std::to_string(i) + "=1\n";
    report(text);
    ASSERT_EQ(diagnostics_.size(), limits::max_diagnostics + 1);
    EXPECT_EQ(diagnostics_.back().what, "7 more problems are not listed");
}

TEST(Suggest, nearest_names) {
    const std::vector<std::string_view> names{"autostart", "autorestart", "command", "user"};
    EXPECT_EQ(closest("autostrat", names), "autostart");
    EXPECT_EQ(closest("comand", names), "command");
    EXPECT_EQ(closest("usr", names), "user");
    EXPECT_EQ(closest("zzz", names), std::nullopt);
    EXPECT_EQ(closest("u", names), std::nullopt);
    EXPECT_EQ(closest(std::string(1000, 'a'), names), std::nullopt);
    EXPECT_EQ(edit_distance("TREM", "TERM", 3), 1U);
    EXPECT_EQ(edit_distance("abc", "abc", 3), 0U);
    EXPECT_EQ(edit_distance("abcdef", "a", 2), 3U);
}

}  // namespace
}  // namespace supervise::config
