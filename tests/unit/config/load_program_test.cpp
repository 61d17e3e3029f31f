#include <gtest/gtest.h>

#include "fake/config_world.hpp"

namespace supervise::config {
namespace {

const std::string suffix = " in section 'program:x' (file: 'c.conf')";

class LoadProgram : public testing::Test, protected fake::ConfigWorld {
protected:
    static std::string with(const std::string& keys) {
        const bool command = keys.starts_with("command") || keys.find("\ncommand") != std::string::npos;
        return "[supervisord]\n[program:x]\n" + std::string(command ? "" : "command=/bin/cat\n") + keys;
    }
    std::vector<ProcessConfig> processes(const std::string& keys) {
        LoadResult result = load(with(keys));
        EXPECT_EQ(result.error.value_or(""), "") << keys;
        messages_ = std::move(result.messages);
        return result.model.groups.empty() ? std::vector<ProcessConfig>{} : result.model.groups[0].processes;
    }
    ProcessConfig process(const std::string& keys) { return processes(keys).at(0); }
    std::string refused(const std::string& keys) { return error(with(keys)); }

    std::vector<ParseMessage> messages_;
};

// CFG-142 to CFG-167
TEST_F(LoadProgram, defaults) {
    ProcessConfig expected;
    expected.name = expected.program_name = "x";
    expected.command = "/bin/cat";
    EXPECT_EQ(process(""), expected);
}

// CFG-147 to CFG-151, CFG-153 to CFG-165
TEST_F(LoadProgram, every_scalar_key) {
    const ProcessConfig p =
        process("priority=5\nautostart=no\nautorestart=true\nstartsecs=2\nstartretries=4\n"
                "stopsignal=QUIT\nstopwaitsecs=6\nstopasgroup=true\nexitcodes=0,2\n"
                "stdout_capture_maxbytes=1KB\nstdout_events_enabled=true\nserverurl=http://h:1\n"
                "stdout_logfile_maxbytes=2KB\nstdout_logfile_backups=4\nstdout_syslog=true\n"
                "stderr_logfile_maxbytes=3MB\nstderr_logfile_backups=5\nstderr_syslog=yes\n"
                "stderr_capture_maxbytes=7\nstderr_events_enabled=on\n"
                "user=nobody\numask=027\ndirectory=~/no\nessential=true\nlogfile_mode=0640\n"
                "restart_limit=3\nrestart_window=30\nenvironment_file=a.env, /etc/b.env,-c.env\n");
    EXPECT_EQ(p.priority, 5);
    EXPECT_FALSE(p.autostart);
    EXPECT_EQ(p.autorestart, Autorestart::always);
    EXPECT_EQ(p.startsecs, 2);
    EXPECT_EQ(p.startretries, 4);
    EXPECT_EQ(p.stopsignal, 3);
    EXPECT_EQ(p.stopwaitsecs, 6);
    EXPECT_TRUE(p.stopasgroup && p.killasgroup && p.essential);
    EXPECT_EQ(p.exitcodes, (std::vector<int>{0, 2}));
    EXPECT_EQ(p.stdout_channel.capture_maxbytes, 1024);
    EXPECT_TRUE(p.stdout_channel.events_enabled && p.stdout_channel.syslog);
    EXPECT_EQ(p.stdout_channel.logfile_maxbytes, 2048);
    EXPECT_EQ(p.stdout_channel.logfile_backups, 4);
    EXPECT_EQ(p.stderr_channel.logfile_maxbytes, 3 * 1024 * 1024);
    EXPECT_EQ(p.stderr_channel.logfile_backups, 5);
    EXPECT_EQ(p.stderr_channel.capture_maxbytes, 7);
    EXPECT_TRUE(p.stderr_channel.events_enabled && p.stderr_channel.syslog);
    EXPECT_EQ(p.serverurl, "http://h:1");
    EXPECT_EQ(p.uid, 65534U);
    EXPECT_EQ(p.umask, 027U);
    EXPECT_EQ(p.directory, "~/no");  // neither expanded nor checked (CFG-153)
    EXPECT_EQ(p.logfile_mode, 0640U);
    EXPECT_EQ(p.restart_limit, 3);
    EXPECT_EQ(p.restart_window, 30);
    EXPECT_EQ(p.environment_files, (std::vector<std::string>{"/base/a.env", "/etc/b.env", "-/base/c.env"}));
}

// Its end is the end, unless the configuration has it started again.
TEST_F(LoadProgram, what_is_essential_is_not_restarted_by_default) {
    EXPECT_EQ(process("").autorestart, Autorestart::unexpected);
    EXPECT_EQ(process("essential=true\n").autorestart, Autorestart::never);
    EXPECT_EQ(process("essential=true\nautorestart=unexpected\n").autorestart, Autorestart::unexpected);
}

// CFG-065, CFG-066, CFG-069
TEST_F(LoadProgram, expansions) {
    const ProcessConfig p = process("command=%(program_name)s %(group_name)s %(host_node_name)s %(here)s "
                                    "%(process_num)d/%(numprocs)d %(ENV_X)s\n");
    EXPECT_EQ(p.command, "x x box /base 0/1 xval");
    EXPECT_EQ(refused("startsecs=%(process_num)d\n"),
              "Format string '%(process_num)d' for 'program:x.startsecs' contains names ('process_num') "
              "which cannot be "
              "expanded. Available names: ENV_HOME, ENV_X, group_name, here, host_node_name, program_name" +
                  suffix);
}

// CFG-067
TEST_F(LoadProgram, its_own_environment_reaches_its_other_keys) {
    const ProcessConfig p =
        process("environment=A=1,X=own\ncommand=%(ENV_A)s %(ENV_X)s\ndirectory=/%(ENV_A)s\n");
    EXPECT_EQ(p.command, "1 own");
    EXPECT_EQ(p.directory, "/1");
    EXPECT_NE(refused("environment=A=1,B=%(ENV_A)s\n"), "");
    EXPECT_NE(refused("environment=A=1\nuser=%(ENV_A)s\n"), "");
    EXPECT_NE(
        error("[supervisord]\n[program:x]\nenvironment=A=1\ncommand=x\n[program:y]\ncommand=%(ENV_A)s\n"),
        "");
}

// CFG-068: as a group of its own, with fewer names and without the suffix.
TEST_F(LoadProgram, priority_of_a_standalone_program) {
    EXPECT_EQ(refused("priority=%(program_name)s\n"),
              "Format string '%(program_name)s' for 'program:x.priority' contains names ('program_name') "
              "which cannot "
              "be expanded. Available names: ENV_HOME, ENV_X, here");
    EXPECT_EQ(refused("priority=x\n"), "invalid literal for int() with base 10: 'x'");
    EXPECT_EQ(refused("autostart=x\n"), "not a valid boolean value: 'x'" + suffix);
}

// CFG-070
TEST_F(LoadProgram, log_names_are_expanded_twice) {
    EXPECT_EQ(process("stdout_logfile=/tmp/%%%%\n").stdout_channel.logfile.path, "/tmp/%");
    EXPECT_EQ(refused("stdout_logfile=/tmp/%%\n"),
              "Format string '/tmp/%' for 'stdout_logfile' is badly formatted: incomplete format" + suffix);
    EXPECT_NE(refused("stderr_logfile=%(nope)s\n").find("for 'program:x.stderr_logfile' contains"),
              std::string::npos);
}

// CFG-090, CFG-170
TEST_F(LoadProgram, log_targets) {
    const auto target = [&](const char* text) {
        return process(std::string("stdout_logfile=") + text + "\n").stdout_channel.logfile;
    };
    EXPECT_EQ(target("NONE").kind, LogTarget::Kind::none);
    EXPECT_EQ(target("off").kind, LogTarget::Kind::none);
    EXPECT_EQ(target("Auto").kind, LogTarget::Kind::automatic);
    EXPECT_EQ(target("rel.log").path, "rel.log");
    EXPECT_EQ(target("~/x.log").path, "/home/ann/x.log");
    EXPECT_EQ(refused("stdout_logfile=/nope/x\n"),
              "The directory named as part of the path /nope/x does not exist" + suffix);
    EXPECT_EQ(process("stdout_logfile=/nope/x\nlogfile_mkdir=true\n").stdout_channel.logfile.path, "/nope/x");
}

// CFG-091
TEST_F(LoadProgram, users) {
    EXPECT_EQ(process("user=1000\n").uid, 1000U);
    EXPECT_EQ(refused("user=bob\n"), "Invalid user name bob" + suffix);
    EXPECT_EQ(refused("user=4711\n"), "Invalid user id 4711" + suffix);
    EXPECT_EQ(refused("user=-1\n"), "Invalid user id -1" + suffix);
    EXPECT_EQ(refused("user=99999999999999999999\n"), "Invalid user id 99999999999999999999" + suffix);
}

// CFG-142
TEST_F(LoadProgram, command_is_required) {
    EXPECT_EQ(error("[supervisord]\n[program:x]\n"),
              "program section program:x does not specify a command" + suffix);
    EXPECT_EQ(process("command=\n").command, "");
    EXPECT_EQ(process("command=a\n  b\n\n  c\n").command, "a\nb\n\nc");
}

// CFG-143 to CFG-145, CFG-169
TEST_F(LoadProgram, several_processes) {
    const auto three =
        processes("numprocs=3\nnumprocs_start=9\nprocess_name=%(program_name)s_%(process_num)d\n"
                  "environment=N=%(process_num)d\nstdout_logfile=/tmp/%(process_num)d\n");
    ASSERT_EQ(three.size(), 3U);
    EXPECT_EQ(three[0].name, "x_10");  // sorted as text
    EXPECT_EQ(three[1].name, "x_11");
    EXPECT_EQ(three[2].name, "x_9");
    EXPECT_EQ(three[2].environment, (Environment{{"N", "9"}}));
    EXPECT_EQ(three[2].stdout_channel.logfile.path, "/tmp/9");
    EXPECT_TRUE(processes("numprocs=0\n").empty());
    EXPECT_TRUE(processes("numprocs=-1\n").empty());
    EXPECT_EQ(refused("numprocs=2\n"),
              "%(process_num) must be present within process_name when numprocs > 1" + suffix);
    EXPECT_EQ(refused("process_name=a:b\n"), "Invalid name: 'a:b' because of character: ':'" + suffix);
    EXPECT_EQ(refused("process_name=%(nope)s\n").find("Format string '%(nope)s' for 'process_name' contains"),
              0U);
}

TEST_F(LoadProgram, too_many_processes_are_refused) {
    const std::string name = "process_name=%(process_num)d\n";
    EXPECT_EQ(refused(name + "numprocs=1000000000\n"),
              "numprocs 1000000000 is above the limit of 50000 processes of a program and 200000 altogether" +
                  suffix);
    EXPECT_EQ(refused(name + "numprocs_start=99999999999999999999\n"),
              "numprocs_start 9223372036854775807 is out of range" + suffix);
    EXPECT_EQ(processes(name + "numprocs=50000\n").size(), 50'000U);
}

TEST_F(LoadProgram, a_listener_has_no_lines_for_the_journal) {
    const LoadResult loaded = load("[supervisord]\n[eventlistener:x]\ncommand=/bin/cat\nevents=TICK_5\n"
                                   "stdout_logfile=journal\nstderr_logfile=journal\n");
    EXPECT_EQ(loaded.error, std::nullopt);
    ASSERT_EQ(loaded.messages.size(), 1U);
    EXPECT_EQ(loaded.messages[0].text,
              "For [eventlistener:x], stdout_logfile=journal has no effect, the standard output of an event "
              "listener is its protocol");
    EXPECT_EQ(loaded.diagnostics.size(), 1U);
}

// LOG-030
TEST_F(LoadProgram, a_mode_of_logs_needs_a_log_of_a_name) {
    const auto warnings = [&](const std::string& keys) {
        return load(with("logfile_mode=0644\n" + keys), Depth::everything).diagnostics.size();
    };
    EXPECT_EQ(warnings(""), 1U);
    EXPECT_EQ(warnings("stdout_logfile=/tmp/x.log\n"), 0U);
}

// Each is within its own limit; together they would be 2 GiB.
TEST_F(LoadProgram, values_of_many_processes_have_a_limit_together) {
    EXPECT_EQ(refused("process_name=%(process_num)d\nnumprocs=400\ndirectory=/%(process_num)5000000d\n"),
              "values are longer than 512 MiB together when they are expanded" + suffix);
}

// CFG-090: Supervisor takes it for no file, without a word.
TEST_F(LoadProgram, a_log_file_without_a_name_is_none) {
    ProcessConfig p = process("stdout_logfile=\nstderr_logfile=\n");
    EXPECT_EQ(p.stdout_channel.logfile.kind, LogTarget::Kind::none);
    EXPECT_EQ(p.stderr_channel.logfile.kind, LogTarget::Kind::none);
    EXPECT_TRUE(messages_.empty());
    p = process("redirect_stderr=true\nstderr_logfile=\n");
    ASSERT_EQ(messages_.size(), 1U);
    EXPECT_NE(messages_[0].text.find("the filename has been ignored"), std::string::npos);
}

// CFG-146, CFG-147, CFG-152
TEST_F(LoadProgram, log_messages) {
    ProcessConfig p = process("stdout_logfile=syslog\n");
    EXPECT_EQ(p.stdout_channel.logfile.kind, LogTarget::Kind::none);
    EXPECT_TRUE(p.stdout_channel.syslog);
    ASSERT_EQ(messages_.size(), 1U);
    EXPECT_EQ(messages_[0].text,
              "For [program:x], stdout_logfile=syslog but this is deprecated and will be removed.  "
              "Use stdout_syslog=true to enable syslog instead.");
    process("stderr_logfile_maxbytes=0\n");
    ASSERT_EQ(messages_.size(), 1U);
    EXPECT_EQ(messages_[0].text,
              "For [program:x], AUTO logging used for stderr_logfile without rollover, set maxbytes "
              "> 0 to avoid filling up filesystem unintentionally");
    p = process("redirect_stderr=true\nstderr_logfile=/tmp/e\n");
    EXPECT_EQ(p.stderr_channel.logfile.kind, LogTarget::Kind::none);
    ASSERT_EQ(messages_.size(), 1U);
    EXPECT_EQ(messages_[0].text,
              "For [program:x], redirect_stderr=true but stderr_logfile has also been set to a "
              "filename, the filename has been ignored");
    EXPECT_EQ(messages_[0].level, ParseMessage::Level::warning);
}

// CFG-163
TEST_F(LoadProgram, stopasgroup_and_killasgroup) {
    EXPECT_EQ(refused("stopasgroup=true\nkillasgroup=false\n"),
              "Cannot set stopasgroup=true and killasgroup=false" + suffix);
    EXPECT_FALSE(process("").killasgroup);
    EXPECT_FALSE(process("killasgroup=true\n").stopasgroup);
}

// CFG-166
TEST_F(LoadProgram, environment_is_put_on_the_daemons) {
    const auto result =
        load("[supervisord]\nenvironment=A=1,B=2\n[program:x]\ncommand=c\nenvironment=C=3,A=4\n");
    EXPECT_EQ(result.model.groups.at(0).processes.at(0).environment,
              (Environment{{"A", "4"}, {"B", "2"}, {"C", "3"}}));
}

// CFG-167
TEST_F(LoadProgram, serverurl) {
    EXPECT_EQ(process("serverurl=auto\n").serverurl, std::nullopt);
    EXPECT_EQ(process("serverurl=\n").serverurl, "");
}

// CFG-104
TEST_F(LoadProgram, environment_errors) {
    EXPECT_EQ(refused("environment=A='\n"), "No closing quotation" + suffix);
    EXPECT_EQ(refused("environment=A=\"x ;y\"\n"), "No closing quotation" + suffix);  // CFG-024
    EXPECT_EQ(refused("environment=A=\\\n"), "No escaped character" + suffix);
}

TEST_F(LoadProgram, our_keys_have_bounds) {
    EXPECT_EQ(refused("restart_window=0\n"), "0 is below lower bound (1)" + suffix);
    EXPECT_EQ(refused("restart_limit=-1\n"), "-1 is below lower bound (0)" + suffix);
}

TEST_F(LoadProgram, nul_bytes_are_refused) {
    EXPECT_EQ(refused(std::string("command=a\0b\n", 12)), "program:x.command contains a NUL byte" + suffix);
}

// CFG-029
TEST_F(LoadProgram, default_section) {
    const auto result = load("[DEFAULT]\nautostart=false\ncommand=d\n[supervisord]\n[program:x]\n");
    EXPECT_FALSE(result.error);
    EXPECT_EQ(result.model.groups.at(0).processes.at(0).command, "d");
    EXPECT_FALSE(result.model.groups.at(0).processes.at(0).autostart);
}

TEST_F(LoadProgram, what_lines_of_a_log_look_like) {
    EXPECT_EQ(process("log_prefix={time:utc} %(program_name)s {name}\n").log_prefix, "{time:utc} x {name}");
    EXPECT_EQ(process("log_format=JSON\n").log_format, LogFormat::json);
    EXPECT_EQ(process("log_format=json\nlog_prefix=\n").log_format, LogFormat::json);
    EXPECT_EQ(refused("log_prefix={tiem}\n"),
              "log_prefix: there is no field {tiem}; did you mean {time}?" + suffix);
    EXPECT_EQ(refused("log_format=xml\n"), "log_format: 'xml' is no log format; write raw or json" + suffix);
    EXPECT_EQ(
        refused("log_format=json\nlog_prefix={name}\n"),
        "log_prefix: it has no place in log_format=json; remove it, or write log_prefix= without a value" +
            suffix);
}

TEST_F(LoadProgram, how_lines_go_to_syslog_and_the_journal) {
    const ProcessConfig one =
        process("stdout_logfile=Journal\nstdout_syslog_identifier=%(program_name)s-out\n"
                "stdout_syslog_priority=daemon.notice\nstderr_syslog_priority=user.err\n");
    EXPECT_TRUE(one.stdout_channel.journal);
    EXPECT_FALSE(one.stdout_channel.syslog);
    EXPECT_EQ(one.stdout_channel.logfile.kind, LogTarget::Kind::none);
    EXPECT_EQ(one.stdout_channel.syslog_identifier, "x-out");
    EXPECT_EQ(one.stdout_channel.syslog_priority, 3 * 8 + 5);
    EXPECT_FALSE(one.stderr_channel.journal);
    EXPECT_EQ(one.stderr_channel.syslog_priority, 8 + 3);
    EXPECT_EQ(process("stdout_logfile=./journal\n").stdout_channel.logfile.path, "./journal");
    EXPECT_EQ(refused("stderr_syslog_priority=daemon.inof\n"),
              "stderr_syslog_priority: there is no level 'inof'; did you mean info?" + suffix);
}

}  // namespace
}  // namespace supervise::config
