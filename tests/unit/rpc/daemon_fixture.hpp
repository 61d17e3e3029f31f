/// A daemon of fakes behind a dispatcher: processes without a kernel, configured groups, a main log in a
/// temporary folder.
#pragma once

#include <gmock/gmock.h>

#include "fake/config_world.hpp"
#include "fake/temp_folder.hpp"
#include "process/process_fixture.hpp"
#include "rpc/dispatcher.hpp"

namespace supervise::rpc {

/// A configuration that is refused.
inline tl::unexpected<config::Refusal> refusal(std::string text) {
    return tl::unexpected(config::Refusal(Error{std::move(text)}));
}

class FakeDaemon final : public DaemonControl {
public:
    FakeDaemon(process::ProcessContext& context, sys::FileSystem& files, sys::RecordTarget& syslog,
               const std::string& log)
        : loop_(context.loop), groups_(context), events_({context.loop, context.logger, name, next_event}) {
        log::MainLogSpec spec;
        spec.path = log;
        main_log_ = std::move(*log::MainLog::open(spec, files, loop_, syslog));
    }

    DaemonState state() const override { return current_state; }
    const std::string& identifier() const override { return name; }
    process::Groups& groups() override { return groups_; }
    event::Events& events() override { return events_; }
    log::MainLog& main_log() override { return *main_log_; }
    sys::Loop& loop() override { return loop_; }
    const std::vector<process::GroupConfigPtr>& configured() const override { return configured_groups; }
    tl::expected<RereadChanges, config::Refusal> reread() override { return reread_answer; }
    Result<std::vector<config::GroupConfig>> look_at_configuration() const override { return next_groups; }
    Result<void> activate(const process::GroupConfigPtr& group) override {
        groups_.add(group);
        return {};
    }
    void deactivate(const std::string& group) override { groups_.remove(group); }
    config::AddedProgram read_program(const config::ProgramText& program) const override {
        return config::read_added_program(program, "c.conf", world.around, {{"GLOBAL", "1"}});
    }
    bool add_processes(process::Group& group, const std::vector<config::ProcessConfig>& added) override {
        return groups_.add_processes(group, added);
    }
    bool remove_process(process::Group& group, const std::string& process) override {
        return groups_.remove_process(group, process);
    }
    void shut_down() override { ++shutdowns; }
    tl::expected<void, config::Refusal> restart() override { return restart_answer; }

    DaemonState current_state = DaemonState::running;
    std::string name = "supervisor";
    fake::ConfigWorld world;
    std::vector<process::GroupConfigPtr> configured_groups;
    tl::expected<RereadChanges, config::Refusal> reread_answer;
    Result<std::vector<config::GroupConfig>> next_groups;
    tl::expected<void, config::Refusal> restart_answer;
    int shutdowns = 0;
    std::uint64_t next_event = 0;

private:
    sys::Loop& loop_;
    process::Groups groups_;
    event::Events events_;
    std::unique_ptr<log::MainLog> main_log_;
};

class DaemonFixture : public process::ProcessFixture {
protected:
    process::GroupConfigPtr make_group(const std::string& name,
                                       const std::vector<config::ProcessConfig>& members) {
        auto config = std::make_shared<config::GroupConfig>();
        config->name = name;
        config->processes = members;
        daemon.configured_groups.push_back(config);
        return config;
    }
    /// An active group of its own, as a [program:x] makes it.
    process::Process& add(const config::ProcessConfig& config) {
        daemon.groups().add(make_group(config.name, {config}));
        return *daemon.groups().find(config.name)->find(config.name);
    }
    static config::ProcessConfig program(const std::string& name, int startsecs = 1) {
        config::ProcessConfig config = sleeper(name);
        config.startsecs = startsecs;
        return config;
    }

    /// Calls and keeps what is replied in `replies`.
    void call(const std::string& method, std::vector<Value> params = {}) {
        pending.push_back(dispatcher.call({method, std::move(params)}, {"", "test"}, [this](Outcome outcome) {
            // Through the wire, so that encoded replies are seen as a client sees them.
            replies.push_back(*decode_response(encode_response(outcome)));
        }));
    }
    /// The reply of a call that must come at once.
    Outcome reply_of(const std::string& method, std::vector<Value> params = {}) {
        const std::size_t before = replies.size();
        call(method, std::move(params));
        EXPECT_EQ(replies.size(), before + 1) << method;
        return replies.size() > before ? replies.back() : Outcome(Value());
    }
    std::string fault_of(const std::string& method, std::vector<Value> params = {}) {
        const Outcome outcome = reply_of(method, std::move(params));
        return outcome ? "no fault" : fmt::format("{} {}", outcome.error().code, outcome.error().text);
    }
    static Value result(const std::string& group, const std::string& name, int status,
                        const std::string& description) {
        return Struct{{"name", name}, {"group", group}, {"status", status}, {"description", description}};
    }

    fake::TempFolder folder;
    FakeDaemon daemon{context, files, syslog, folder / "main.log"};
    std::vector<config::RpcInterfaceConfig> interfaces = {
        {"supervisor", "supervisor.rpcinterface:make_main_rpcinterface", {}}};
    Dispatcher dispatcher{daemon, logger, interfaces};
    std::vector<Outcome> replies;
    std::vector<sys::Registration> pending;
};

}  // namespace supervise::rpc
