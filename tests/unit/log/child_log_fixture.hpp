/// A channel with the end of its pipe that is the child's, on fakes of everything it writes to but the files.
#pragma once

#include <csignal>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "fake/files.hpp"
#include "fake/journal.hpp"
#include "fake/logger.hpp"
#include "fake/loop.hpp"
#include "fake/syslog.hpp"
#include "fake/temp_folder.hpp"
#include "log/child_log.hpp"

namespace supervise::log {

class Observer final : public OutputObserver {
public:
    void on_output(std::string_view bytes) override { output.emplace_back(bytes); }
    void on_communication(std::string_view bytes) override { communication.emplace_back(bytes); }
    std::vector<std::string> output, communication;
};

class ChildLogTest : public testing::Test {
protected:
    ChildLogTest() {
        std::signal(SIGPIPE, SIG_IGN);
        logger.threshold = Level::info;
        spec.process_name = "web";
        spec.channel = "stdout";
        spec.config.logfile = {config::LogTarget::Kind::path, folder / "web.log"};
    }
    /// The child's end of the pipe.
    void start() {
        if (!log) {
            log = std::make_unique<ChildLog>(spec, context);
            log->set_observer(&observer);
        }
        auto pipe = sys::make_pipe();
        child = std::move(pipe->write_end);
        pipe_fd = pipe->read_end.get();
        log->attach(std::move(pipe->read_end), 4711);
    }
    void child_writes(std::string_view bytes) {
        ASSERT_TRUE(sys::write_all(child.get(), bytes));
        loop.readable(pipe_fd);
    }
    void child_exits() {
        child.reset();
        log->finish();
    }

    fake::TempFolder folder;
    fake::Files files;
    fake::Loop loop;
    fake::Logger logger;
    fake::Syslog syslog;
    fake::Journal journal;
    LogContext context{loop, logger, files, syslog, journal, folder.path(), "supervisor"};
    ChildLogSpec spec;
    Observer observer;
    std::unique_ptr<ChildLog> log;
    sys::Fd child;
    int pipe_fd = -1;
};

}  // namespace supervise::log
