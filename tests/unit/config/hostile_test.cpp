// Configurations that are wrong on purpose, one line each: what the daemon says, or that it loads.
#include <gtest/gtest.h>

#include "fake/config_world.hpp"

namespace supervise::config {
namespace {

using namespace std::string_literals;

struct Case {
    std::string name;
    std::string text;   ///< after [supervisord]
    std::string error;  ///< how it begins; empty: loads
};

std::string program(const std::string& keys) {
    return "[program:x]\ncommand=/bin/cat\n" + keys;
}

std::vector<Case> cases() {
    const std::string format = "Format string ";
    return {
        {"lone percent sign", program("directory=%\n"),
         format + "'%' for 'program:x.directory' is badly formatted"},
        {"escaped percent sign", program("directory=%%\n"), ""},
        {"missing variable", program("directory=%(ENV_NO)s\n"), format},
        {"expansion that names itself", program("directory=%(directory)s\n"), format},
        {"variable that names itself", program("environment=A=%(ENV_A)s\n"), format},
        {"nested parentheses", program("directory=%((((here))))s\n"), format},
        {"endless parenthesis", program("directory=%" + std::string(100'000, '(') + "\n"), format},
        {"unknown key", program("no_such_key=1\n"), ""},
        {"unknown section", "[no:such]\nk=v\n", ""},
        {"duplicate section and key", program("startsecs=x\nstartsecs=1\n") + "[program:x]\nstartretries=2\n",
         ""},
        {"carriage returns", "[program:x]\r\ncommand=a\r\n  b\r\n", ""},
        {"NUL in a value", program("directory=/a\0b\n"s), "program:x.directory contains a NUL byte"},
        {"NUL in a comment", program("# a\0b\n"s), ""},
        {"NUL in a key", program("direc\0tory=/a\n"s), ""},
        {"line of 1 MB", "[program:x]\ncommand=" + std::string(1 << 20, 'x') + "\n", ""},
        {"key of 1 MB", program(std::string(1 << 20, 'k') + "=1\n"), ""},
        {"section name of 1 MB", "[program:" + std::string(1 << 20, 'n') + "]\ncommand=x\n", ""},
        {"environment of 100 kB", program("environment=A=\"" + std::string(100'000, 'v') + "\"\n"), ""},
        {"unbalanced quote", program("environment=A=\"x\n"), "No closing quotation"},
        {"comma in quotes", program("environment=A=\"x,y\",B='=,='\n"), ""},
        {"commas only", program("environment=,,,\n"), "Unexpected end of key/value pairs"},
        {"numprocs 0", program("numprocs=0\n"), ""},
        {"numprocs -1", program("numprocs=-1\n"), ""},
        {"numprocs 10^9", program("numprocs=1000000000\nprocess_name=%(process_num)d\n"),
         "numprocs 1000000000 is"},
        {"numprocs without a name", program("numprocs=2\n"), "%(process_num) must be present"},
        {"name of a gigabyte", program("process_name=%(process_num)01000000000d\n"), format},
        {"bad user", program("user=no such user\n"), "Invalid user name no such user"},
        {"bad uid", program("user=4294967295\n"), "Invalid user id 4294967295"},
        {"bad umask", program("umask=0x1\n"), "0x1 can not be converted to an octal type"},
        {"bad size suffix", program("stdout_logfile_maxbytes=1XB\n"), "invalid literal for int()"},
        {"bad signal", program("stopsignal=SIG\n"), "value 'SIG' is not a valid signal name"},
        {"log in a missing folder", program("stdout_logfile=/no/such/x\n"),
         "The directory named as part of the path"},
        {"log that is a folder", program("stdout_logfile=/tmp\n"), ""},
        {"group of itself", "[group:g]\nprograms=g\n", "[group:g] names unknown program or fcgi-program g"},
        {"include of a folder", "[include]\nfiles=/tmp /\n", ""},
        {"include of itself", "[include]\nfiles=c.conf /base/c.conf %(here)s/c.conf\n", ""},
        {"a thousand stars", "[include]\nfiles=" + std::string(1000, '*') + "\n", ""},
        {"port 2^64", "[inet_http_server]\nport=h:18446744073709551616\n",
         "18446744073709551616 is above upper bound"},
        {"only a default section", "[DEFAULT]\ncommand=x\n", ""},
        {"empty program name", "[program:]\ncommand=x\n", ""},
    };
}

TEST(Hostile, configurations) {
    for (const Case& c : cases()) {
        fake::ConfigWorld world;
        const LoadResult result = world.load("[supervisord]\n" + c.text, Depth::everything);
        if (c.error.empty())
            EXPECT_EQ(result.error.value_or(""), "") << c.name;
        else
            EXPECT_TRUE(result.error.value_or("").starts_with(c.error))
                << c.name << ": " << result.error.value_or("");
    }
}

}  // namespace
}  // namespace supervise::config
