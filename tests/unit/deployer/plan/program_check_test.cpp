/// What supervisord would refuse is a problem before anything is changed: HD-VAR-35, HD-PRG-06.
#include "plan/program_check.hpp"

#include "deployer/plan/parts.hpp"

namespace deployer::plan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::vector<std::string> faults(const std::vector<std::string_view>& texts) {
    std::vector<std::string> result;
    for (const IncludedFault& fault : faults_of(texts))
        result.push_back(std::to_string(fault.file) + " " + fault.section + " " + fault.key);
    return result;
}

TEST(ProgramCheck, what_supervisord_takes) {
    EXPECT_THAT(
        faults(
            {"[program:a]\ncommand=x %(ENV_A)s %(here)s %(host_node_name)s\nuser=any\nstopsignal=%(ENV_S)s\n"
             "directory=/none\nstdout_logfile=/none/log\n",
             "[eventlistener:b]\ncommand=x\nevents=%(ENV_EVENTS)s\n",
             "[fcgi-program:c]\ncommand=x\nsocket=tcp://localhost:9000\n", "[group:g]\nprograms=a,c\n"}),
        IsEmpty());
}

TEST(ProgramCheck, what_supervisord_refuses) {
    EXPECT_THAT(faults({"[program:a]\ncommand=x %(foo)s\n", "[program:b]\ncommand=x\nprocess_name=a/b\n",
                        "[program:c]\ncommand=x\nuser=\n", "[eventlistener:d]\ncommand=x\nevents=NOSUCH\n",
                        "[program:e]\n", "[group:g]\nprograms=a,d\n"}),
                UnorderedElementsAre("0 program:a command", "1 program:b process_name", "2 program:c user",
                                     "3 eventlistener:d events", "4 program:e command",
                                     "5 group:g programs"));
    EXPECT_THAT(faults({"[program:a]\ncommand=x\n", "no section\n"}), ElementsAre("1  "));
}

class WrittenFilesTest : public Parts {
protected:
    std::vector<std::string> problems(bool placeholders = false) {
        BuildContext context = fake::context_for(model, Action::deploy, files);
        context.placeholder_facts = placeholders;
        context.secrets = secrets;
        std::vector<std::string> result;
        for (const source::Problem& problem : build(model, context).problems)
            result.push_back(problem.path + ": " + problem.message);
        return result;
    }
    jinja::Dict secrets;
};

TEST_F(WrittenFilesTest, rendered_values_are_looked_at_once_for_all_hosts_that_share_them) {
    fake::add_host(model, "en2");
    for (auto* scope : {&model.supervisors[0].scope, &model.programs[0].scope})
        *scope = fake::scope_all(model);
    model.programs[0].origin.path = "supervisor_programs[0]";
    model.programs[0].options.emplace_back("stopsignal", "{{ 'NO' ~ 'NE' }}");
    EXPECT_THAT(problems(), ElementsAre("supervisor_programs[0].stopsignal: Supervisor_program 'program1': "
                                        "stopsignal: 'NONE' is not a signal (on en1)"));
    // What the host will say may fit.
    EXPECT_THAT(problems(true), IsEmpty());
    model.programs[0].options.back().second = "NONE";
    EXPECT_THAT(problems(true), testing::SizeIs(1));
}

TEST_F(WrittenFilesTest, a_secret_is_not_shown) {
    secrets.set(jinja::Value("pin"), jinja::Value("S3CRET"));
    model.programs[0].options.emplace_back("stopsignal", "{{ pin }}");
    EXPECT_THAT(problems(),
                ElementsAre(HasSubstr("stopsignal: supervisord would refuse this value (on en1)")));
}

TEST_F(WrittenFilesTest, a_file_of_its_own_is_named_with_the_line) {
    files.texts["/src/p.conf"] = "[program:program1]\n\ncommand=x\nstopsignal=NONE\n";
    model.programs[0].conf_file_src = {model::ContentSource::Kind::tmpl, "tmpl://p.conf", "p.conf",
                                       "/src/p.conf"};
    EXPECT_THAT(problems(true),
                ElementsAre(HasSubstr("line 4 of what 'tmpl://p.conf' renders to: [program:program1] "
                                      "stopsignal: 'NONE' is not a signal")));
}

TEST_F(WrittenFilesTest, a_program_that_cannot_be_rendered_is_no_fault_of_its_group) {
    model.program_groups.push_back({{}, {}, "grp", 0, {0}, {}, false, {}});
    model.programs[0].group = 0;
    model.programs[0].options.emplace_back("directory", "{{ nope }}");
    EXPECT_THAT(problems(), ElementsAre(HasSubstr("nope")));
}

}  // namespace
}  // namespace deployer::plan
