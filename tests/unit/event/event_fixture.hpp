/// Listener pools with the test as the kernel and as the listeners.
#pragma once

#include <fcntl.h>

#include "event/events.hpp"
#include "process/process_fixture.hpp"

namespace supervise::event {

using Strings = std::vector<std::string>;

class EventFixture : public process::ProcessFixture {
protected:
    EventFixture() { calls.keep_ends = true; }
    ~EventFixture() override {
        for (const auto& group : groups.all()) {
            events.group_leaves(*group);
            for (const auto& process : group->processes())
                if (process->pid() != 0)
                    process->on_exit(0);
        }
    }

    void on_state(process::Process& process, process::State from, process::State to) override {
        events.state_changed(process, from, to);
    }

    process::Group& add(const config::GroupConfig& config) {
        groups.add(std::make_shared<const config::GroupConfig>(config));
        events.group_added(*groups.find(config.name));
        return *groups.find(config.name);
    }
    /// A program of its own group.
    process::Process& program(const std::string& name) { return program(sleeper(name)); }
    process::Process& program(const config::ProcessConfig& config) {
        config::GroupConfig group;
        group.name = config.name;
        group.processes = {config};
        return *add(group).processes().front();
    }
    static config::GroupConfig listener(const std::string& name, std::vector<EventType> types,
                                        int processes = 1) {
        config::GroupConfig group;
        group.name = name;
        group.listener.emplace().events = std::move(types);
        for (int i = 0; i < processes; ++i) {
            group.processes.push_back(sleeper(processes == 1 ? name : fmt::format("{}{}", name, i)));
            group.processes.back().startsecs = 0;
        }
        return group;
    }
    /// Started, and with READY said.
    process::Group& ready(const config::GroupConfig& config) {
        process::Group& group = add(config);
        for (const auto& process : group.processes()) {
            (void)process->start();
            say(*process, "READY\n");
        }
        return group;
    }
    static process::Process& first(process::Group& group) { return *group.processes().front(); }

    void say(const process::Process& process, std::string_view text) {
        ASSERT_TRUE(sys::write_all(calls.ends.at(process.pid()).out.get(), text));
        loop.look_everywhere();
        loop.settle();
    }
    void ok(const process::Process& process) { say(process, "RESULT 2\nOKREADY\n"); }
    /// What has been sent to it since the last call.
    std::string heard(const process::Process& process) {
        loop.settle();
        const int fd = calls.ends.at(process.pid()).in.get();
        (void)sys::set_nonblocking(fd, true);
        std::string text(1024 * 1024, '\0');
        const sys::Transfer got = sys::read_some(fd, text.data(), text.size());
        text.resize(got.outcome == sys::Transfer::Outcome::some ? got.bytes : 0);
        return text;
    }
    void remote(const std::string& message) { events.remote_communication("t", message); }
    const Pool& pool() const { return *events.pools().front(); }
    ListenerState state() const { return pool().listeners().front()->state(); }

    std::string identifier = "id";
    std::uint64_t next_serial = 0;
    process::Groups groups{context};
    Events events{{loop, logger, identifier, next_serial}};
};

}  // namespace supervise::event
