// What a status asks hosts, made of the plan of a deployment (HD-GAP-01).
#include "plan/comparison.hpp"

#include "deployer/plan/parts.hpp"

namespace deployer::plan {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class Compared : public Parts {
protected:
    Comparison comparison() { return comparison_of(plan(Action::deploy)); }
    /// "WHAT: LABEL (SUPERVISOR)"
    std::vector<std::string> asked() {
        std::vector<std::string> result;
        const Comparison made = comparison();
        for (const Play& play : made.plays)
            for (const Step& step : play.steps)
                for (const Item& item : step.items.at(0)) {
                    const Subject& subject = item.subject;
                    result.push_back((subject.what.empty() ? "" : subject.what + ": ") + item.label +
                                     (subject.supervisor.empty() ? "" : " (" + subject.supervisor + ")"));
                }
        return result;
    }
    template <class Operation>
    const Operation* first_task(const Comparison& comparison) {
        for (const Play& play : comparison.plays)
            for (const Step& step : play.steps)
                for (const Item& item : step.items.at(0))
                    if (const auto* operation = std::get_if<task::Operation>(&item.operation))
                        if (const auto* found = std::get_if<Operation>(operation))
                            return found;
        return nullptr;
    }
};

TEST_F(Compared, all_that_can_differ_is_asked_and_nothing_a_survey_tells) {
    EXPECT_THAT(asked(), ElementsAre("tsup", "/opt/tsup", "/opt/tsup/program1.sh",
                                     "/var/log/supervisor_tsupv user:tsup (tsupv)",
                                     "/etc/supervisord_tsupv.d user:tsup (tsupv)",
                                     "configuration: /etc/supervisord_tsupv.conf (tsupv)",
                                     "unit: /usr/lib/systemd/system/supervisord_tsupv.service (tsupv)",
                                     "wrapper: /usr/bin/supervisorctl_tsupv (tsupv)",
                                     "supervisord_tsupv.service (tsupv)",
                                     "program file: /etc/supervisord_tsupv.d/program1_prg.ini (tsupv)"));
}

TEST_F(Compared, texts_of_files_come_along) {
    const Comparison made = comparison();
    const auto* file = first_task<task::EnsureFile>(made);
    ASSERT_NE(file, nullptr);
    EXPECT_NE(made.contents.find(file->content.sha256), nullptr);
}

// A file that is told to a program may be newer than the process.
TEST_F(Compared, programs_that_are_told_of_files_are_asked_for_their_age) {
    model.files[0].notify = {fake::notify_program(0)};
    EXPECT_THAT(asked(), Contains("program1 --> up to date (tsupv)"));
    for (const Play& play : comparison().plays)
        for (const Step& step : play.steps)
            EXPECT_NE(step.kind, Step::Kind::handler) << step.title;
}

TEST_F(Compared, of_a_service_only_whether_it_is_enabled) {
    model.supervisors.clear();
    model.programs.clear();
    add_unit("nginx");
    model.units[0].enabled = true;
    model.units[0].state = State::started;
    const Comparison enabled = comparison();
    const auto* unit = first_task<task::EnsureUnit>(enabled);
    ASSERT_NE(unit, nullptr);
    EXPECT_EQ(unit->action, task::UnitAction::none) << "the table has its state";
    EXPECT_EQ(unit->enabled, true);
}

TEST_F(Compared, a_stopped_supervisor_that_runs_is_a_difference) {
    const Comparison started = comparison();
    ASSERT_NE(first_task<task::EnsureUnit>(started), nullptr);
    EXPECT_EQ(first_task<task::EnsureUnit>(started)->action, task::UnitAction::none)
        << "the table has its state";
    model.supervisors[0].state = State::stopped;
    const Comparison made = comparison();
    const auto* unit = first_task<task::EnsureUnit>(made);
    ASSERT_NE(unit, nullptr);
    EXPECT_EQ(unit->action, task::UnitAction::stop);
}

TEST(Comparison, nothing_of_an_empty_plan) {
    EXPECT_THAT(comparison_of({}).plays, IsEmpty());
}

}  // namespace
}  // namespace deployer::plan
