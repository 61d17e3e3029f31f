/// Processes on a fake loop and a fake kernel, without log files.
#pragma once

#include <gtest/gtest.h>

#include "fake/journal.hpp"
#include "fake/logger.hpp"
#include "fake/loop.hpp"
#include "fake/process_calls.hpp"
#include "fake/syslog.hpp"
#include "log/child_log.hpp"
#include "process/groups.hpp"
#include "process/process.hpp"
#include "sys/files.hpp"

namespace supervise::process {

class NoUsers final : public sys::Users {
public:
    std::optional<sys::Account> by_name(const std::string&) const override { return std::nullopt; }
    std::optional<sys::Account> by_uid(unsigned) const override { return std::nullopt; }
    std::optional<unsigned> gid_of(const std::string&) const override { return std::nullopt; }
    bool has_group(unsigned) const override { return false; }
    std::vector<unsigned> groups_of(const sys::Account&) const override { return {}; }
};

class ProcessFixture : public testing::Test, public StateObserver {
protected:
    static config::ProcessConfig sleeper(const std::string& name) {
        config::ProcessConfig config;
        config.name = config.program_name = name;
        config.command = "/bin/sleep 100";
        config.stdout_channel.logfile.kind = config::LogTarget::Kind::none;
        config.stderr_channel.logfile.kind = config::LogTarget::Kind::none;
        return config;
    }
    std::unique_ptr<Process> make(const config::ProcessConfig& config) {
        return std::make_unique<Process>(std::make_shared<config::ProcessConfig>(config), config.name,
                                         context);
    }
    /// The child of `process` ends.
    static void end(Process& process, int status) { process.on_exit(status); }

    void on_state(Process& process, State from, State to) override {
        history.push_back(fmt::format("{}:{}>{}", process.name(), state_name(from), state_name(to)));
    }

    fake::Loop loop;
    fake::ProcessCalls calls;
    fake::Logger logger;
    fake::Syslog syslog;
    fake::Journal journal;
    sys::KernelFileSystem files;
    NoUsers users;
    log::LogContext logs{loop, logger, files, syslog, journal, "/tmp", "supervisor"};
    ProcessContext context{
        .loop = loop, .calls = calls, .logger = logger, .logs = logs, .users = users, .observer = this};
    std::vector<std::string> history;
};

}  // namespace supervise::process
