#include "workplace.hpp"

namespace deployer::agent {
namespace {

using task::EnsureUnit;
using task::Status;
using task::UnitAction;
using Words = std::vector<std::string>;

constexpr const char* unit = "supervisord_tsupv.service";

class Units : public fake::Workplace {
protected:
    Units() {
        host.paths.insert("/run/systemd/system");
        host.programs["systemctl"] = [this](const Command& command) { return systemctl(command); };
    }

    Finished systemctl(const Command& command) {
        const auto& argv = command.argv;
        if (std::find(argv.begin(), argv.end(), "show") != argv.end())
            return {.output = "LoadState=" + load + "\nActiveState=" + active +
                              "\nUnitFileState=" + file_state + "\n"};
        if (std::find(argv.begin(), argv.end(), "is-active") != argv.end())
            return {.status = active == "active" ? 0 : 3, .output = active + "\n"};
        commands.push_back(argv.at(3));
        timeout = command.timeout;
        return outcome;
    }

    std::string load = "loaded", active = "inactive", file_state = "disabled";
    Finished outcome;
    Words commands;
    std::chrono::seconds timeout{0};  ///< of the last of them
};

// HD-SYSD-02
TEST_F(Units, state_is_systemds_word) {
    EXPECT_EQ(perform(context, task::UnitState{unit}).value, "inactive");
    active = "activating";
    const auto answer = perform(context, task::UnitState{unit});
    EXPECT_EQ(answer.value, "activating");
    EXPECT_EQ(answer.status, Status::ok);
    EXPECT_EQ(host.ran.back(), (Words{"systemctl", "is-active", "--", unit}));
}

TEST_F(Units, are_enabled_and_started_when_they_are_not) {
    EXPECT_EQ(perform(context, EnsureUnit{unit, true, UnitAction::start}).message, "enabled, started");
    EXPECT_EQ(commands, (Words{"enable", "start"}));
    EXPECT_EQ(host.ran.back().back(), unit);
    active = "active";
    file_state = "enabled";
    EXPECT_EQ(perform(context, EnsureUnit{unit, true, UnitAction::start}).status, Status::ok);
    EXPECT_EQ(commands.size(), 2U);
}

TEST_F(Units, are_disabled_and_stopped_when_they_are_not) {
    active = "active";
    file_state = "enabled";
    EXPECT_EQ(perform(context, EnsureUnit{unit, false, UnitAction::stop}).message, "disabled, stopped");
    active = "failed";
    file_state = "disabled";
    EXPECT_EQ(perform(context, EnsureUnit{unit, false, UnitAction::stop}).status, Status::ok);
}

// HD-SYSD-04: in its loop of restarts it is not running.
TEST_F(Units, that_crash_again_and_again_are_started) {
    active = "activating";
    EXPECT_EQ(perform(context, EnsureUnit{unit, std::nullopt, UnitAction::start}).status, Status::changed);
}

// HD-SYSD-03
TEST_F(Units, are_restarted_and_reloaded_whatever_they_do) {
    active = "active";
    EXPECT_EQ(perform(context, EnsureUnit{unit, std::nullopt, UnitAction::restart}).message, "restarted");
    EXPECT_EQ(perform(context, EnsureUnit{unit, std::nullopt, UnitAction::reload}).message, "reloaded");
    EXPECT_EQ(perform(context, task::ReloadUnits{}).status, Status::changed);
    EXPECT_EQ(commands, (Words{"restart", "reload", "daemon-reload"}));
}

// HD-SYSD-03: as long as systemd gives their programs, five minutes in the units that we write.
TEST_F(Units, may_take_long_to_stop) {
    active = "active";
    perform(context, EnsureUnit{unit, std::nullopt, UnitAction::restart});
    EXPECT_GT(timeout, std::chrono::minutes(10));
    perform(context, EnsureUnit{unit, std::nullopt, UnitAction::stop});
    EXPECT_GT(timeout, std::chrono::minutes(10));
}

// HD-SYSD-07
TEST_F(Units, that_do_not_exist_are_fine_to_stop_when_so_told) {
    load = "not-found";
    EXPECT_EQ(perform(context, EnsureUnit{unit, false, UnitAction::stop, true}).status, Status::ok);
    EXPECT_EQ(perform(context, EnsureUnit{unit, false, UnitAction::stop, false}).status, Status::failed);
    EXPECT_EQ(perform(context, EnsureUnit{unit, std::nullopt, UnitAction::start, true}).status,
              Status::failed);
    EXPECT_TRUE(commands.empty());
}

TEST_F(Units, that_fail_show_what_systemd_and_their_journal_say) {
    outcome = {.status = 1, .errors = "Job for x failed.\nSee \"systemctl status\".\n"};
    host.answers("journalctl", {.output = "line one\nExecStart: not found\n"});
    const auto answer = perform(context, EnsureUnit{unit, std::nullopt, UnitAction::start});
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_EQ(answer.message,
              "cannot start 'supervisord_tsupv.service': Job for x failed.; See \"systemctl status\".; "
              "its journal ends with: line one; ExecStart: not found");
}

TEST_F(Units, in_a_prediction_are_left_alone) {
    context.begin.check = true;
    EXPECT_EQ(perform(context, EnsureUnit{unit, true, UnitAction::start}).status, Status::changed);
    EXPECT_EQ(perform(context, task::ReloadUnits{}).status, Status::changed);
    load = "not-found";
    EXPECT_EQ(perform(context, EnsureUnit{unit, true, UnitAction::start}).status, Status::failed);
    perform(context, task::EnsureFile{.path = root(unit), .content = content("x")});
    EXPECT_EQ(perform(context, EnsureUnit{unit, true, UnitAction::start}).status, Status::changed);
    EXPECT_TRUE(commands.empty());
}

TEST_F(Units, on_another_init_fail_and_say_which) {
    host.paths.clear();
    host.files["/proc/1/comm"] = "openrc-init\n";
    const auto answer = perform(context, EnsureUnit{unit, true, UnitAction::start});
    if (::access("/run/systemd/system", F_OK) == 0)
        GTEST_SKIP() << "this host is run by systemd";
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_NE(answer.message.find("its init is 'openrc-init'"), std::string::npos) << answer.message;
    EXPECT_EQ(perform(context, task::UnitState{unit}).value, "unknown");
    EXPECT_EQ(perform(context, task::UnitState{unit}).status, Status::ok);
    EXPECT_EQ(perform(context, EnsureUnit{unit, false, UnitAction::stop, true}).status, Status::ok);
}

TEST_F(Units, with_names_that_are_options_are_refused) {
    for (const char* name : {"", "--now", "a b", "../x", "*"})
        EXPECT_EQ(perform(context, EnsureUnit{name, true, UnitAction::start}).status, Status::failed) << name;
    EXPECT_TRUE(host.ran.empty());
}

}  // namespace
}  // namespace deployer::agent
