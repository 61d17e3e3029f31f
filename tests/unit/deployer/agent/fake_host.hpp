/// A host of texts: accounts are lines, tools change these lines, and what was run is remembered.
#pragma once

#include <algorithm>
#include <cerrno>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <unistd.h>

#include "agent/accounts.hpp"
#include "agent/host.hpp"

namespace deployer::agent::fake {

class FakeHost : public Host {
public:
    std::map<std::string, std::string> files{
        {"/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n"
                        "tsup:x:54321:54321:Tech,,,:/home/tsup:/bin/sh\n"},
        {"/etc/group", "root:x:0:\ntsup:x:54321:\nstaff:x:50:tsup\naudio:x:29:\n"},
        {"/etc/shadow", "tsup:$6$old:1:0:99999:7:::\n"}};
    std::set<std::string> paths;  ///< that exist beside `files`
    /// Programs by name; what is not here is not installed.
    std::map<std::string, std::function<Finished(const Command&)>> programs;
    std::vector<std::vector<std::string>> ran;
    std::vector<std::string> inputs;
    std::chrono::milliseconds slept{0};
    std::function<void()> while_asleep = {};
    std::int64_t clock = 1'700'000'000;
    unsigned user = ::geteuid();
    std::set<unsigned> called_by;
    std::string homes = "/home";  ///< where useradd makes them

    supervise::Result<Finished> run(const Command& command) override {
        const auto found = programs.find(command.argv.at(0));
        if (found == programs.end())
            return supervise::fail("no program", ENOENT);
        ran.push_back(command.argv);
        inputs.push_back(command.input);
        return found->second(command);
    }
    bool has_program(const std::string& name) override { return programs.contains(name); }
    supervise::Result<std::string> read_file(const std::string& path, std::size_t limit) override {
        const auto found = files.find(path);
        if (found == files.end() || found->second.size() > limit)
            return supervise::fail("no file", ENOENT);
        return found->second;
    }
    supervise::Result<std::string> read_start(const std::string& path, std::size_t bytes) override {
        const auto found = files.find(path);
        return found == files.end() ? supervise::fail("no file", ENOENT)
                                    : supervise::Result<std::string>(found->second.substr(0, bytes));
    }
    bool exists(const std::string& path) override {
        return paths.contains(path) || files.contains(path) || ::access(path.c_str(), F_OK) == 0;
    }
    void sleep(std::chrono::milliseconds time) override {
        slept += time;
        if (while_asleep)
            while_asleep();
        clock += std::chrono::duration_cast<std::chrono::seconds>(time).count();
    }
    std::int64_t now() override { return clock; }
    void still_working() override {}
    unsigned own_user() override { return user; }
    std::set<unsigned> callers() override { return called_by; }

    /// A program that always ends so.
    void answers(const std::string& name, const Finished& finished) {
        programs[name] = [finished](const Command&) { return finished; };
    }
    /// How often a program ran.
    std::size_t count(const std::string& name) const {
        return static_cast<std::size_t>(
            std::count_if(ran.begin(), ran.end(), [&name](const auto& argv) { return argv[0] == name; }));
    }
};

}  // namespace deployer::agent::fake
