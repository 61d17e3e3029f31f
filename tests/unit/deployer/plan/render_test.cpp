// Variables of levels 2 and 3: HD-VAR-30 to -41.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/plan/world.hpp"

namespace deployer::plan {
namespace {

using model::Action;
using testing::ElementsAre;
using testing::HasSubstr;

jinja::Dict dict(std::vector<std::pair<std::string, jinja::Value>> entries) {
    jinja::Dict result;
    for (auto& [name, value] : entries)
        result.set(jinja::Value(name), std::move(value));
    return result;
}

std::string place(const source::Problem& problem) {
    return (problem.place.file ? *problem.place.file : "") + ":" + std::to_string(problem.place.line) + ":" +
           std::to_string(problem.place.column);
}

/// The script of the simple case as each host gets it.
class RenderedScript : public testing::Test {
protected:
    RenderedScript() {
        fake::add_host(model, "en2.example.org");
        for (model::Scope* scope : {&model.users[0].scope, &model.folders[0].scope, &model.files[0].scope,
                                    &model.supervisors[0].scope, &model.programs[0].scope})
            *scope = fake::scope_all(model);
        model.host_groups.push_back({{}, "web", {1}, false});
        model.host_groups.push_back({{}, "db", {1, 0}, false});
    }

    task::EnsureFile file(const std::string& text, std::size_t host) {
        files.texts["/src/templates/program1.sh"] = text;
        BuildContext context = fake::context_for(model, action, files);
        for (std::size_t i = 0; i < model.hosts.size(); ++i) {
            for (const auto& [name, value] : said.entries())
                context.facts[i]->set(name, value);
            context.facts[i]->set(jinja::Value("ansible_fqdn"), jinja::Value("fqdn" + std::to_string(i)));
        }
        context.secrets = secrets;
        built = build(model, context);
        const Step& step =
            fake::find_step(built.plan, "Copy template file 'program1.sh' to '/opt/tsup/program1.sh'");
        return std::get<task::EnsureFile>(std::get<task::Operation>(step.items[host].at(0).operation));
    }
    std::string script(const std::string& text, std::size_t host = 0) {
        const task::EnsureFile operation = file(text, host);
        EXPECT_TRUE(built.problems.empty()) << built.problems[0].message;
        return fake::text_of(built.plan, operation);
    }
    source::Problems problems_of(const std::string& text) {
        file(text, 0);
        return built.problems;
    }

    model::Model model = fake::simple_app();
    fake::Files files;
    jinja::Dict secrets;
    jinja::Dict said;  ///< facts of every host beside those
    Action action = Action::deploy;
    Built built;
};

// HD-VAR-31, HD-GAP-49
TEST_F(RenderedScript, leaves_text_of_the_shell_alone) {
    const std::string text = "#!/bin/bash\n  ${user} ${prg} $(date)\n\n";
    EXPECT_EQ(script(text), text);
}

TEST_F(RenderedScript, sees_variables_facts_and_the_inventory) {
    model.variables.set(jinja::Value("zookeeper"), jinja::Value(dict({{"timeout", jinja::Value(5)}})));
    model.hosts[1].variables.set(jinja::Value("rack"), jinja::Value("r7"));
    EXPECT_EQ(script("{{ zookeeper.timeout }} {{ hadeploy_action }} {{ ansible_fqdn }}"), "5 deploy fqdn0");
    EXPECT_EQ(script("{{ inventory_hostname }} {{ inventory_hostname_short }} {{ rack|default('-') }}", 1),
              "en2.example.org en2 r7");
    EXPECT_EQ(script("{{ group_names }} {{ groups['db'] }} {{ groups.all|length }}", 1),
              "['web', 'db'] ['en2.example.org', 'en1'] 2");
    EXPECT_EQ(script("{% for h in groups['db'] %}{{ hostvars[h]['ansible_fqdn'] }} {% endfor %}"),
              "fqdn1 fqdn0 ");
}

TEST_F(RenderedScript, drops_the_line_end_of_a_statement_and_keeps_the_last) {
    EXPECT_EQ(script("a\n  {% if true %}\nb\n  {% endif %}\nc\n"), "a\n  b\n  c\n");
}

// HD-VAR-30: variables hold expressions of level 3 themselves.
TEST_F(RenderedScript, variable_that_is_a_template) {
    model.variables.set(jinja::Value("base"), jinja::Value("/data/{{ inventory_hostname }}"));
    model.variables.set(jinja::Value("logs"), jinja::Value("{{ base }}/logs"));
    model.variables.set(jinja::Value("list"), jinja::Value("{{ [1, 2] }}"));
    EXPECT_EQ(script("{{ logs }} {{ list|sum }}", 0), "/data/en1/logs 3");
    EXPECT_EQ(script("{{ logs }}", 1), "/data/en2.example.org/logs");
}

// The same when another host asks: it is what the variable is over there.
TEST_F(RenderedScript, variable_of_another_host_that_is_a_template) {
    model.variables.set(jinja::Value("base"), jinja::Value("/data/{{ inventory_hostname }}"));
    model.variables.set(jinja::Value("broken"), jinja::Value("{{ nowhere }}"));
    model.hosts[1].variables.set(jinja::Value("url"), jinja::Value("http://{{ ansible_fqdn }}{{ base }}"));
    EXPECT_EQ(script("{{ hostvars['en2.example.org'].url }} {{ hostvars['en1']['base'] }} {{ base }}"),
              "http://fqdn1/data/en2.example.org /data/en1 /data/en1");
    EXPECT_EQ(script("{{ hostvars['en1'].broken is defined }}"), "False");
    EXPECT_THAT(problems_of("{{ hostvars['en1'].broken }}").at(0).message,
                HasSubstr("'nowhere' is undefined"));
}

// Whatever the order of the hosts.
TEST_F(RenderedScript, variable_that_needs_one_of_another_host) {
    model.hosts[0].variables.set(jinja::Value("first"),
                                 jinja::Value("{{ hostvars['en2.example.org'].second }}!"));
    model.hosts[1].variables.set(jinja::Value("second"), jinja::Value("{{ hostvars['en1'].third }}?"));
    model.hosts[0].variables.set(jinja::Value("third"), jinja::Value("{{ ansible_fqdn }}"));
    for (const std::size_t host : {0U, 1U})
        EXPECT_EQ(script("{{ hostvars['en1'].first }} {{ hostvars['en2.example.org'].second }}", host),
                  "fqdn0?! fqdn0?");
}

TEST_F(RenderedScript, secret_in_a_variable_of_another_host_stays_one) {
    secrets.set(jinja::Value("pin"), jinja::Value("1234"));
    model.hosts[1].variables.set(jinja::Value("login"), jinja::Value("me:{{ pin }}"));
    for (int i = 0; i < 2; ++i) {
        const task::EnsureFile operation = file("{{ hostvars['en2.example.org'].login }}", 0);
        EXPECT_TRUE(operation.secret);
        EXPECT_EQ(fake::text_of(built.plan, operation), "me:1234");
    }
}

// What a host says of itself is text, for every host, even under the name of a described variable.
TEST_F(RenderedScript, fact_that_looks_like_a_template_is_none) {
    secrets.set(jinja::Value("pin"), jinja::Value("1234"));
    model.variables.set(jinja::Value("ansible_domain"), jinja::Value("example.org"));
    said.set(jinja::Value("ansible_domain"), jinja::Value("{{ pin }}"));
    EXPECT_EQ(script("{{ hostvars['en2.example.org'].ansible_domain }} {{ ansible_domain }}"),
              "{{ pin }} {{ pin }}");
}

TEST_F(RenderedScript, variable_that_needs_itself_is_refused) {
    model.variables.set(jinja::Value("a"), jinja::Value("{{ b }}"));
    model.variables.set(jinja::Value("b"), jinja::Value("{{ a }}"));
    EXPECT_THAT(problems_of("{{ a }}").at(0).message, HasSubstr("'a' is defined by itself (a -> b -> a)"));
}

// HD-VAR-34, -35: before anything is changed, with place and hosts.
TEST_F(RenderedScript, undefined_name_is_a_problem_with_its_place) {
    const source::Problems problems = problems_of("line\n  {{ nope }}\n");
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(place(problems[0]), "/src/templates/program1.sh:2:6");
    EXPECT_EQ(problems[0].message, "'nope' is undefined (on en1, en2.example.org)");
}

TEST_F(RenderedScript, unknown_fact_is_answered_with_those_there_are) {
    const source::Problems problems = problems_of("{{ ansible_nope }}");
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].remedy, "facts of this host: ansible_fqdn, ansible_hostname");
}

// HD-VAR-36.
TEST_F(RenderedScript, comment_by_accident_is_explained) {
    const source::Problems problems = problems_of("${#array[@]}\n");
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_THAT(problems[0].remedy, HasSubstr("file://"));
}

TEST_F(RenderedScript, what_is_only_called_a_comment_begins_none) {
    const source::Problems problems = problems_of("{{ comment }}");
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].remedy, "");
}

TEST_F(RenderedScript, syntax_error_is_said_once) {
    const source::Problems problems = problems_of("{% if %}");
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].place.line, 1);
}

TEST_F(RenderedScript, same_text_is_kept_once) {
    const task::EnsureFile first = file("same {{ hadeploy_action }}", 0);
    EXPECT_EQ(first.content.sha256, file("same {{ hadeploy_action }}", 1).content.sha256);
}

TEST_F(RenderedScript, secret_marks_the_file) {
    secrets.set(jinja::Value("word"), jinja::Value("xyzzy"));
    model.variables.set(jinja::Value("indirect"), jinja::Value("{{ word }}"));
    EXPECT_TRUE(file("{{ word }}", 0).secret);
    EXPECT_TRUE(file("{{ indirect }}", 0).secret);
    EXPECT_FALSE(file("{{ hadeploy_action }}", 0).secret);
}

TEST_F(RenderedScript, includes_its_neighbours) {
    files.texts["/src/templates/part.sh"] = "part of {{ inventory_hostname }}";
    EXPECT_EQ(script("{% include 'part.sh' %}"), "part of en1");
}

// A host that did not answer has nothing to do; its facts are missing for others.
TEST_F(RenderedScript, silent_host_gets_nothing) {
    files.texts["/src/templates/program1.sh"] = "{{ ansible_hostname }}";
    BuildContext context = fake::context_for(model, Action::deploy, files);
    context.facts[1] = std::nullopt;
    built = build(model, context);
    EXPECT_TRUE(built.problems.empty());
    for (const Play& play : built.plan.plays)
        for (const Step& step : play.steps)
            EXPECT_TRUE(step.items[1].empty()) << step.title;
}

class Configured : public RenderedScript {
protected:
    task::EnsureFile program_file(std::size_t host = 0) {
        BuildContext context = fake::context_for(model, Action::deploy, files);
        context.secrets = secrets;
        built = build(model, context);
        const Step& step =
            fake::find_step(built.plan, "Setup supervisor_tsupv_program1 program configuration files");
        return std::get<task::EnsureFile>(std::get<task::Operation>(step.items[host].at(0).operation));
    }
    task::EnsureFile daemon_file() {
        program_file();
        const Step& step =
            fake::find_step(built.plan, "Setup configuration file /etc/supervisord_tsupv.conf");
        return std::get<task::EnsureFile>(std::get<task::Operation>(step.items[0].at(0).operation));
    }
    void take_template(std::optional<model::ContentSource>& source, const std::string& text) {
        files.texts["/src/conf"] = text;
        source = {model::ContentSource::Kind::tmpl, "tmpl://conf", "conf", "/src/conf"};
    }
};

// HD-PRG-06.
TEST_F(Configured, program_values_are_rendered_before_they_are_escaped) {
    model.programs[0].options[0].second = "/opt/run {{ inventory_hostname }} {{ '50%' }} %(here)s";
    const task::EnsureFile file = program_file(1);
    EXPECT_THAT(fake::text_of(built.plan, file),
                HasSubstr("command=/opt/run en2.example.org 50%% %(here)s\n"));
    EXPECT_EQ(file.ownership.mode, "0644");
    EXPECT_EQ(file.ownership.owner, "tsup");
}

TEST_F(Configured, program_with_a_secret_is_not_for_everybody) {
    secrets.set(jinja::Value("word"), jinja::Value("xyzzy"));
    model.programs[0].options.emplace_back("environment", "KEY=\"{{ word }}\"");
    const task::EnsureFile file = program_file();
    EXPECT_EQ(file.ownership.mode, "0640");
    EXPECT_TRUE(file.secret);
    for (const auto& [name, text] : built.plan.rendered)
        EXPECT_EQ(text.find("xyzzy"), std::string::npos) << name;
}

// What a variable holds stays one value, and what a secret holds is no expression of Supervisor.
TEST_F(Configured, variables_of_a_program_are_quoted_behind_their_rendering) {
    secrets.set(jinja::Value("word"), jinja::Value("a\",B=\"1 %(x)s %%"));
    model.variables.set(jinja::Value("home"), jinja::Value("%(here)s/50%"));
    model.programs[0].options.emplace_back("environment", "as it was written");
    model.programs[0].environment = {{"KEY", "{{ word }}"}, {"HOME", "{{ home }}"}, {"BACK", "C:\\dir"}};
    const task::EnsureFile file = program_file();
    EXPECT_TRUE(built.problems.empty());
    EXPECT_TRUE(file.secret);
    EXPECT_THAT(
        fake::text_of(built.plan, file),
        HasSubstr("environment=KEY='a\",B=\"1 %%(x)s %%%%',HOME=\"%(here)s/50%%\",BACK=\"C:\\dir\"\n"));
}

TEST_F(Configured, a_secret_that_supervisor_would_change_is_refused) {
    secrets.set(jinja::Value("word"), jinja::Value("at %(here)s"));
    model.programs[0].options.emplace_back("environment", "as it was written");
    model.programs[0].environment = {{"KEY", "{{ word }}"}};
    program_file();
    ASSERT_EQ(built.problems.size(), 1u);
    EXPECT_EQ(built.problems[0].path, "supervisor_programs.program1.environment.KEY");
    EXPECT_THAT(built.problems[0].message, HasSubstr("Supervisor replaces '%(here)s' in every value"));
}

TEST_F(Configured, a_value_that_supervisor_cannot_be_given_is_not_shown) {
    secrets.set(jinja::Value("word"), jinja::Value("it's \"xyzzy\" now"));
    model.programs[0].options.emplace_back("environment", "as it was written");
    model.programs[0].environment = {{"KEY", "{{ word }}"}};
    program_file();
    ASSERT_EQ(built.problems.size(), 1u);
    EXPECT_THAT(built.problems[0].message, HasSubstr("environment.KEY: Supervisor cannot be given a value"));
    EXPECT_THAT(built.problems[0].text(), testing::Not(HasSubstr("xyzzy")));
}

TEST_F(Configured, unwritable_value_names_the_item) {
    model.programs[0].options[0].second = "a\nb";
    program_file();
    ASSERT_EQ(built.problems.size(), 1u);
    EXPECT_EQ(built.problems[0].path, "supervisor_programs.program1");
    EXPECT_THAT(built.problems[0].message, HasSubstr("command: a value of Supervisor's configuration"));
}

// HD-VAR-37 to -40: level 2 for the item, then level 3 for the host.
TEST_F(Configured, configuration_of_two_levels) {
    model.supervisors[0].item = dict({{"name", jinja::Value("tsupv")}, {"user", jinja::Value("tsup")}});
    take_template(model.supervisors[0].conf_file_src,
                  "{{% if name == 'tsupv' %}}\n[x]\n{{% endif %}}\nuser={{{ user }}}\n"
                  "host={{ inventory_hostname }}\nprograms={{{ programByName.keys()|join(',') }}}\n");
    const task::EnsureFile file = daemon_file();
    EXPECT_TRUE(built.problems.empty());
    EXPECT_EQ(fake::text_of(built.plan, file), "[x]\nuser=tsup\nhost=en1\nprograms=program1\n");
}

TEST_F(Configured, program_template_knows_its_supervisor) {
    take_template(model.programs[0].conf_file_src,
                  "{{{ _name_ }}} {{{ supervisor }}} {{{ supervisorOwner }}} {{{ conf_file_dst }}}\n");
    const task::EnsureFile file = program_file();
    EXPECT_EQ(fake::text_of(built.plan, file),
              "program1 tsupv tsup /etc/supervisord_tsupv.d/program1_prg.ini\n");
}

TEST_F(Configured, user_variables_are_not_of_level_two) {
    model.variables.set(jinja::Value("mine"), jinja::Value("x"));
    take_template(model.programs[0].conf_file_src, "{{{ mine }}}\n");
    program_file();
    ASSERT_EQ(built.problems.size(), 1u);
    EXPECT_EQ(place(built.problems[0]), "/src/conf:1:5");
    EXPECT_EQ(built.problems[0].message, "'mine' is undefined");
}

// HD-SUP-26.
TEST_F(Configured, daemon_configuration_is_for_its_account_only) {
    const task::EnsureFile file = daemon_file();
    EXPECT_EQ(file.ownership.owner + ":" + file.ownership.group, "tsup:tsup");
    EXPECT_EQ(file.ownership.mode, "0640");
    EXPECT_FALSE(file.secret);
}

// HD-GAP-04, HD-SUP-26: the password travels as a hash, and not to everybody.
TEST_F(Configured, web_password) {
    secrets.set(jinja::Value("word"), jinja::Value("admin"));
    model.supervisors[0].http_server = model::HttpServer{"0.0.0.0:9001", "admin", "{{ word }}", {}};
    const task::EnsureFile file = daemon_file();
    EXPECT_EQ(file.ownership.mode, "0640");
    EXPECT_TRUE(file.secret);
    EXPECT_THAT(fake::text_of(built.plan, file),
                HasSubstr("password={SHA}d033e22ae348aeb5660fc2140aec35850c4da997\n"));
    for (const auto& [name, text] : built.plan.rendered)
        EXPECT_EQ(text.find("d033e22"), std::string::npos) << name;
}

TEST_F(Configured, rendered_files_are_kept_for_the_working_folder) {
    program_file();
    std::vector<std::string> names;
    for (const auto& [name, text] : built.plan.rendered)
        names.push_back(name);
    EXPECT_THAT(names, ElementsAre("supervisor_tsupv_program_program1.conf", "supervisorctl_tsupv",
                                   "supervisord_tsupv.conf", "supervisord_tsupv.service"));
}

}  // namespace
}  // namespace deployer::plan
