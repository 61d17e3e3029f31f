/// What the agent asks of its host beyond files: programs to run, account files to read, time. Behind an
/// interface so that tests can create users without creating any.
#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "agent/limits.hpp"
#include "sys/result.hpp"

namespace deployer::agent {

/// A program to run: never by a shell.
struct Command {
    std::vector<std::string>
        argv;           ///< argv[0]: an absolute path, or a name looked up in the system's folders
    std::string input;  ///< what it reads; secrets go here, not into argv
    std::chrono::seconds timeout = limits::command_timeout;
    int output = -1;  ///< a descriptor that takes its standard output; -1: kept
};

/// How it ended.
struct Finished {
    int status = 0;  ///< exit status; 128 + signal
    bool timed_out = false;
    std::string output;  ///< at most limits::max_command_output of each
    std::string errors;

    bool good() const { return status == 0 && !timed_out; }
};

class Host {
public:
    virtual ~Host() = default;

    /// Fails with ENOENT when there is no such program.
    virtual supervise::Result<Finished> run(const Command& command) = 0;

    virtual bool has_program(const std::string& name) = 0;

    /// A file of the system, such as /etc/passwd, of at most `limit` bytes.
    virtual supervise::Result<std::string> read_file(const std::string& path, std::size_t limit) = 0;

    /// The first `bytes` of a file, or fewer when it is shorter.
    virtual supervise::Result<std::string> read_start(const std::string& path, std::size_t bytes) = 0;

    virtual bool exists(const std::string& path) = 0;

    virtual void sleep(std::chrono::milliseconds time) = 0;

    /// Seconds of the wall clock.
    virtual std::int64_t now() = 0;

    /// Called by whatever takes long, often: tells the deployer that this side is alive.
    virtual void still_working() = 0;

    virtual unsigned own_user() = 0;

    /// Through whom the agent was started: the users of the processes above it, and who has called sudo.
    virtual std::set<unsigned> callers() = 0;
};

/// Why a program failed, in one line: what it printed, bounded, or its exit status.
std::string reason(const Finished& finished);

/// "useradd is not installed on this host", for a program that could not be run.
std::string reason(const std::string& program, const supervise::Error& error);

/// `text` without its line ends, at most `limit` bytes: fit for a message.
std::string one_line(std::string_view text, std::size_t limit = limits::max_shown_output);

}  // namespace deployer::agent
