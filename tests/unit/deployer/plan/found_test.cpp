// HD-GAP-02: programs of a supervisor that the description only names.
#include "plan/found.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/plan/world.hpp"

namespace deployer::plan {
namespace {

using model::Action;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Found : public testing::Test {
protected:
    Found() {
        model::Supervisor& supervisor = model.supervisors[0];
        const auto of_host = [](const std::string& key) {
            return "{{ found_supervisors['tsupv']." + key + " }}";
        };
        supervisor.found = true;
        supervisor.user = of_host("user");
        supervisor.group = of_host("group");
        supervisor.include_dir = of_host("include_dir");
        supervisor.socket_file = of_host("socket");
        supervisor.file_suffix = of_host("suffix");
    }
    void plan(Action action = Action::deploy) {
        BuildContext context = fake::context_for(model, action, files);
        for (std::size_t host = 0; host < context.facts.size(); ++host) {
            jinja::Dict all;
            all.set(jinja::Value("tsupv"), jinja::Value(as_fact(on_hosts[host])));
            context.facts[host]->set(jinja::Value(found_fact), jinja::Value(std::move(all)));
        }
        built = build(model, context);
    }
    std::vector<std::string> problems() const {
        std::vector<std::string> texts;
        for (const source::Problem& problem : built.problems)
            texts.push_back(problem.text());
        return texts;
    }
    const Item& item(const std::string& title, std::size_t host = 0, std::size_t place = 0) const {
        return fake::find_step(built.plan, title).items.at(host).at(place);
    }
    static const task::Operation& task_of(const Item& one) {
        return std::get<task::Operation>(one.operation);
    }
    static const control::Operation& control_of(const Item& one) {
        return std::get<control::Operation>(one.operation);
    }

    model::Model model = fake::app_description();
    fake::Files files;
    std::vector<FoundSupervisor> on_hosts{
        {"/etc/s.conf", "/etc/supervisor/conf.d", ".conf", "/run/supervisor.sock", "tsup", "", ""}};
    Built built;
};

TEST_F(Found, files_go_where_the_host_reads_them) {
    fake::add_host(model, "en2");
    for (auto* scope : {&model.supervisors[0].scope, &model.programs[0].scope, &model.files[0].scope})
        *scope = fake::scope_all(model);
    on_hosts.push_back({"/etc/s.conf", "/opt/d", ".ini", "/opt/s.sock", "", "", ""});
    plan();
    ASSERT_THAT(problems(), IsEmpty());
    const std::string title = "Setup supervisor_tsupv_program1 program configuration files";
    const auto& first = std::get<task::EnsureFile>(task_of(item(title)));
    EXPECT_EQ(first.path, "/etc/supervisor/conf.d/program1_prg.conf");
    EXPECT_EQ(first.ownership.owner, "tsup");
    const auto& second = std::get<task::EnsureFile>(task_of(item(title, 1)));
    EXPECT_EQ(second.path, "/opt/d/program1_prg.ini");
    EXPECT_EQ(second.ownership.owner, "");  // whoever deploys
    const auto& state =
        std::get<control::EnsureStarted>(control_of(item("Set supervisor programs state", 1, 2)));
    EXPECT_EQ(state.program.daemon.socket, "/opt/s.sock");
    EXPECT_FALSE(state.program.daemon.managed);
}

TEST_F(Found, remove_and_status_know_the_place_as_well) {
    plan(Action::remove);
    ASSERT_THAT(problems(), IsEmpty());
    EXPECT_EQ(
        std::get<task::EnsureAbsent>(task_of(item("Remove supervisors program configuration files"))).path,
        "/etc/supervisor/conf.d/program1_prg.conf");
    plan(Action::status);
    const Step& survey = built.plan.plays.back().steps.back();
    const auto& look =
        std::get<control::Survey>(std::get<control::Operation>(survey.items.at(0).at(0).operation));
    EXPECT_EQ(look.daemon.socket, "/run/supervisor.sock");
    EXPECT_EQ(look.files.suffix, ".conf");
    EXPECT_THAT(look.files.names, ElementsAre("program1_prg.conf"));
}

TEST_F(Found, all_that_is_missing_is_told_for_all_hosts) {
    fake::add_host(model, "en2");
    model.supervisors[0].scope = fake::scope_all(model);
    on_hosts[0].problem = "there is no /etc/s.conf here";
    on_hosts.push_back(on_hosts[0]);
    on_hosts.back().problem = "it has no socket";
    plan();
    EXPECT_THAT(problems(),
                ElementsAre(HasSubstr("supervisor 'tsupv' is not found: there is no /etc/s.conf here"),
                            HasSubstr("supervisor 'tsupv' is not found: it has no socket")));
    EXPECT_THAT(problems()[0], HasSubstr("en1"));
    EXPECT_THAT(problems()[1], HasSubstr("en2"));
}

}  // namespace
}  // namespace deployer::plan
