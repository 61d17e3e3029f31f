/// What is made of documents and models: pure texts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/source/sources.hpp"
#include "hadeploy/dump_variables.hpp"
#include "hadeploy/host_texts.hpp"
#include "hadeploy/removal.hpp"
#include "hadeploy/scrape_targets.hpp"
#include "hadeploy/secrets.hpp"
#include "hadeploy/working_folder.hpp"

namespace deployer::hadeploy {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using model::Action;

// HD-CLI-26, HD-GAP-52
TEST(DumpVariables, sorted_with_the_file_each_was_last_set_in) {
    const source::Files files{{{"conf/a.yml", "vars: {z: [p, {k: yes}], v: 1.10, s: \"no\"}\n"},
                               {"/base/b.yml", "vars: {m: {}, v: 2}\n"}}};
    const auto loaded = source::load_files(files, {source::variable("hadeploy_action=dumpvars"),
                                                   source::file("conf/a.yml"), source::file("/base/b.yml")});
    EXPECT_EQ(dump_variables(loaded.document, "/base"),
              "---\n"
              "hadeploy_action: dumpvars   (hadeploy_action=dumpvars)\n"
              "m: {}   (b.yml)\n"
              "s: 'no'   (conf/a.yml)\n"
              "v: 2   (b.yml)\n"
              "z: [p, {k: true}]   (conf/a.yml)\n"
              "---\n");
}

// As file_sd_configs of Prometheus reads it; lists in labels have commas at both ends.
TEST(ScrapeTargets, one_group_for_each) {
    EXPECT_EQ(scrape_targets_json({}), "[]\n");
    EXPECT_EQ(scrape_targets_json(
                  {{"db1:9001", "app", "db1", {"db", "eu"}, true}, {"[::1]:9", "b", "x", {}, false}}),
              R"([
  {
    "targets": [
      "db1:9001"
    ],
    "labels": {
      "__scheme__": "https",
      "host": "db1",
      "host_groups": ",db,eu,",
      "supervisor": "app"
    }
  },
  {
    "targets": [
      "[::1]:9"
    ],
    "labels": {
      "__scheme__": "http",
      "host": "x",
      "supervisor": "b"
    }
  }
]
)");
}

source::Document document(const std::string& text) {
    return source::load_text("encrypted_vars:\n  pw: |\n    x\n  web: |\n    y\n" + text).document;
}

// HD-VAULT-09, -11: only what the action uses.
TEST(Secrets, names_that_are_used) {
    model::Model model;
    model.hosts.emplace_back().ssh_password = "{{ pw }}";
    const auto doc = document("files:\n- owner: \"{{web|x}}\"\n");
    EXPECT_THAT(used_secrets(doc, model, Action::deploy, {}), ElementsAre("pw", "web"));
    EXPECT_THAT(used_secrets(doc, model, Action::start, {}), ElementsAre("pw"));
    EXPECT_THAT(used_secrets(doc, model, Action::dumpvars, {}), IsEmpty());
    const auto unused = document("files:\n- owner: pw\n- group: \"{{ pw2 }}\"\n");
    EXPECT_THAT(used_secrets(unused, {}, Action::deploy, {}), IsEmpty());
    EXPECT_THAT(used_secrets(unused, {}, Action::deploy, {{"password={{web}}"}}), ElementsAre("web"));
    EXPECT_THAT(used_secrets(unused, {}, Action::none, {{"{% include name %}"}, false}),
                ElementsAre("pw", "web"));
}

TEST(Secrets, names_in_variables) {
    model::Model model;
    model.variables.set("p", "{{ pw }}");
    model.variables.set("plain", "web");
    const auto doc = document("vars: {p: \"{{ pw }}\"}\nfiles:\n- owner: \"{{ rack }} {{ plain }}\"\n");
    EXPECT_THAT(used_secrets(doc, model, Action::deploy, {}), IsEmpty());
    model.hosts.resize(2);
    model.hosts[1].variables.set("rack", jinja::Value(jinja::List{jinja::Value("{{ q }}")}));
    model.hosts[0].variables.set("q", "{{ p }}{{ rack }}");
    EXPECT_THAT(used_secrets(doc, model, Action::deploy, {}), ElementsAre("pw"));
    EXPECT_THAT(used_secrets(doc, model, Action::stop, {}), IsEmpty());
    model.hosts[0].ssh_user = "{{ hostvars['b'].x }}";
    EXPECT_THAT(used_secrets(doc, model, Action::stop, {}), ElementsAre("pw")) << "any variable may be meant";
}

// HD-VAULT-11: nothing of what a deployment writes.
TEST(Secrets, states_need_little) {
    model::Model model;
    model::Supervisor& supervisor = model.supervisors.emplace_back();
    supervisor.socks_dir = "/run/{{ web }}";
    supervisor.user = "{{ pw }}";
    model::Program& program = model.programs.emplace_back();
    program.options = {{"environment", "A=\"{{ pw }}\""}, {"process_name", "x"}};
    const auto doc = document("supervisor_programs:\n- environment: \"{{ pw }}\"\n");
    for (const Action action : {Action::start, Action::stop, Action::status})
        EXPECT_THAT(used_secrets(doc, model, action, {}), ElementsAre("web"));
    EXPECT_THAT(used_secrets(doc, model, Action::remove, {}), ElementsAre("pw"));
}

TEST(TemplateTexts, what_they_bring_in) {
    source::Files files;
    files.by_path["/t/outer"] = "{% include \"inner\" ignore missing %}\n{%- from 'sub/m' import x %}";
    files.by_path["/t/inner"] = "{% import '/abs' as a %}{% if include %}{% endif %}{% include 'inner' %}";
    files.by_path["/t/sub/m"] = "{% extends 'base' -%}";
    files.by_path["/t/base"] = "{{ base }}";
    files.by_path["/abs"] = "{{ abs }}";
    const TemplateTexts found = read_templates({"/t/outer", "/t/gone"}, files.context());
    EXPECT_TRUE(found.is_complete);
    EXPECT_EQ(found.texts.size(), 5U);
    EXPECT_THAT(found.texts, testing::Contains("{{ base }}"));
    EXPECT_THAT(found.texts, testing::Contains("{{ abs }}"));
    for (const char* text : {"{% include name %}", "{% include 'a' ~ b %}", "{% include ['a', 'b'] %}",
                             "{% include 'a' if b %}", "{% include 'a"}) {
        files.by_path["/t/outer"] = text;
        EXPECT_FALSE(read_templates({"/t/outer"}, files.context()).is_complete) << text;
    }
}

TEST(Secrets, a_password_is_needed_for_what_is_used) {
    const auto doc = document("");
    const Secrets none = decrypt_secrets(doc, {"pw"}, Action::deploy, nullptr);
    ASSERT_EQ(none.problems.size(), 1U);
    EXPECT_EQ(none.problems[0].text(),
              "app.yml:2:7: encrypted_vars.pw: encrypted_vars are used but no vault password was given "
              "(--askVaultPassword or --vaultPasswordFile)");
    EXPECT_TRUE(decrypt_secrets(doc, {}, Action::deploy, nullptr).problems.empty());
    const Secrets check = decrypt_secrets(doc, {"pw"}, Action::none, nullptr);
    EXPECT_FALSE(source::has_errors(check.problems));
    EXPECT_EQ(check.values.find(std::string_view("pw"))->str(), "<pw>");
}

TEST(Secrets, are_decrypted) {
    const vault::Secret password("vaultpw");
    std::string text = "encrypted_vars:\n  good: |\n";
    const std::string vault_text = *vault::encrypt("s3cret", password);
    for (std::size_t at = 0; at < vault_text.size();) {
        const std::size_t end = vault_text.find('\n', at) + 1;
        text += "    " + vault_text.substr(at, end - at);
        at = end;
    }
    const auto doc = source::load_text(text + "  bad: $ANSIBLE_VAULT;1.1;AES256\n").document;
    const Secrets secrets = decrypt_secrets(doc, {"good", "bad"}, Action::deploy, &password);
    EXPECT_EQ(secrets.values.find(std::string_view("good"))->str(), "s3cret");
    ASSERT_EQ(secrets.problems.size(), 1U);
    EXPECT_THAT(secrets.problems[0].text(),
                HasSubstr("cannot decrypt 'bad': wrong vault password or damaged value"));
}

// HD-VAULT-02
TEST(HostTexts, logins_may_hold_expressions) {
    model::Model model;
    model.variables.set("domain", "example.org");
    model::Host host;
    host.name = "h1";
    host.ssh_host = "{{ inventory_hostname }}.{{ domain }}";
    host.ssh_password = "{{ pw }}";
    host.become.password = "{{ nope }}";
    host.origin.path = "hosts[0]";
    model.hosts.push_back(host);
    jinja::Dict secrets;
    secrets.set("pw", "s3cret");
    const source::Problems problems = render_logins(model, secrets);
    EXPECT_EQ(model.hosts[0].ssh_host, "h1.example.org");
    EXPECT_EQ(model.hosts[0].ssh_password, "s3cret");
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].text(), "hosts[0].become_pass: 'nope' is undefined (on h1)");
}

// HD-VAR-30: variables hold expressions themselves.
TEST(HostTexts, logins_by_variables_of_variables) {
    model::Model model;
    model.variables.set("account", "{{ team }}_deploy");
    model.variables.set("team", "red");
    model::Host& host = model.hosts.emplace_back();
    host.name = "h1";
    host.ssh_user = host.become.user = "{{ account }}";
    host.become.method = "{{ how }}";
    host.ssh_password = "{{ 'a' }}{# b";
    host.variables.set("how", "su");
    host.ssh_host = "{{ ansible_fqdn }}";
    host.ssh_common_args = "plain {# text";
    const source::Problems problems = render_logins(model, {});
    EXPECT_EQ(model.hosts[0].ssh_user, "red_deploy");
    EXPECT_EQ(model.hosts[0].become.user, "red_deploy");
    EXPECT_EQ(model.hosts[0].become.method, "su");
    EXPECT_EQ(model.hosts[0].ssh_common_args, "plain {# text");
    ASSERT_EQ(problems.size(), 2U);
    EXPECT_THAT(problems[0].text(), HasSubstr("(facts are known behind the login only)"));
    EXPECT_THAT(problems[1].text(), HasSubstr("ssh_password"));
}

// What has a meaning of its own for ssh or sudo has none because a variable holds it.
TEST(HostTexts, what_logins_become_is_looked_at_again) {
    model::Model model;
    model.variables.set("x", "-oProxyCommand=x y");
    model::Host& host = model.hosts.emplace_back();
    host.name = "h1";
    host.origin.path = "hosts[0]";
    host.ssh_host = host.become.user = host.become.method = "{{ x }}";
    host.ssh_extra_args = "{{ x }}'";
    std::string told;
    for (const source::Problem& problem : render_logins(model, {}))
        told += problem.text() + "\n";
    EXPECT_EQ(told,
              "hosts[0].ssh_host: ssh_host '-oProxyCommand=x y' begins with '-' (on h1)\n"
              "hosts[0].ssh_extra_args: ssh_extra_args: No closing quotation (on h1)\n"
              "hosts[0].become_user: become_user '-oProxyCommand=x y' is no name of an account: no blanks "
              "and none of : , / in it, and no - first (on h1)\n"
              "hosts[0].become_method: become_method '-oProxyCommand=x y' is not supported (on h1) "
              "(write sudo, su or doas)\n");
}

model::Model small_model() {
    model::Model model;
    model::Host host;
    host.name = "h1";
    host.ssh_password = "s3cret";
    model.hosts.push_back(host);
    model::Folder folder;
    folder.scope = {"all", {0}};
    folder.path = "/opt/app";
    model.folders.push_back(folder);
    folder.path = "/opt/kept";
    folder.no_remove = true;
    model.folders.push_back(folder);
    model::User user;
    user.scope = {"all", {0}};
    user.login = "app";
    user.remove_home = true;
    model.users.push_back(user);
    return model;
}

// HD-GAP-15
TEST(Removal, says_what_goes) {
    EXPECT_EQ(removal_preview(small_model(), false),
              "  all: folder /opt/app, unless it holds what no deployment put there\n"
              "  all: user app, with its home folder and everything in it\n");
    EXPECT_EQ(removal_preview(small_model(), true),
              "  all: folder /opt/app, with everything in it\n"
              "  all: user app, with its home folder and everything in it\n");
    EXPECT_EQ(removal_preview({}, false), "");
}

// HD-USR-12: also what goes of accounts that stay.
TEST(Removal, tells_what_goes_of_accounts) {
    model::Model model = small_model();
    model.users[0].managed = false;
    model.users[0].can_sudo_to = "ALL";
    model.users[0].authorized_keys = {"/src/keys/app.pub"};
    EXPECT_THAT(removal_preview(model, false),
                HasSubstr("  all: sudo rights of user app, unless they were there before\n"
                          "  all: authorized keys of user app\n"));
    EXPECT_THAT(removal_preview(model, true), HasSubstr("  all: sudo rights of user app\n"));
    EXPECT_THAT(removal_preview(model, true), Not(HasSubstr("all: user app")));
    model.users[0].no_remove = true;
    EXPECT_THAT(removal_preview(model, false), Not(HasSubstr("user app")));
}

// HD-USR-12
TEST(Removal, says_what_becomes_of_homes_and_of_what_stays) {
    model::Model model = small_model();
    model.folders[1].path = "/opt/app/data";
    model.users[0].remove_home = false;
    EXPECT_EQ(removal_preview(model, true),
              "  all: folder /opt/app, with everything in it; what has no_remove stays\n"
              "  all: user app, with its home folder and everything in it if a deployment made that\n");
    model.users[0].create_home = false;
    model.folders.clear();
    EXPECT_EQ(removal_preview(model, true), "  all: user app\n");
    model.users[0].authorized_keys = {"/k"};
    EXPECT_THAT(removal_preview(model, true), HasSubstr("if a deployment made that"));
}

TEST(Removal, says_which_hosts_are_meant_and_no_more_than_lines) {
    model::Model model = small_model();
    model.hosts.push_back(model.hosts[0]);
    model.hosts[1].selected = false;
    model.folders.resize(1);
    model.users.clear();
    model.folders[0].path = "/opt/\033[2J\n  all: nothing";
    EXPECT_EQ(removal_preview(model, true),
              "  h1: folder /opt/\\x1b[2J\\n  all: nothing, with everything in it\n");
    for (std::size_t i = 0; i < 9; ++i) {
        model.hosts.push_back(model.hosts[0]);
        model.folders[0].scope.hosts.push_back(i + 2);
    }
    EXPECT_THAT(removal_preview(model, true), HasSubstr(" and 5 more: folder"));
}

// HD-CLI-13, -14, HD-VAULT-03
TEST(WorkingFolder, texts_hold_no_secrets) {
    const auto doc =
        source::load_text("hosts:\n- {name: h, ssh_password: s3cret}\nvars: {n: 1.10, ok: yes}\n").document;
    EXPECT_THAT(document_json(doc), Not(HasSubstr("s3cret")));
    EXPECT_THAT(document_json(doc), HasSubstr("\"ok\": true"));
    EXPECT_THAT(inventory_json(small_model()), Not(HasSubstr("s3cret")));
    plan::Plan plan;
    plan::Play play;
    play.title = "all";
    play.hosts = {0};
    play.steps.emplace_back();
    play.steps[0].title = "Create folder";
    play.steps[0].items.resize(1);
    play.steps[0].items[0].emplace_back();
    play.steps[0].items[0][0].label = "/opt/app";
    plan.plays.push_back(play);
    const std::string text = plan_json(plan, small_model());
    EXPECT_THAT(text, HasSubstr("\"title\": \"Create folder\""));
    EXPECT_THAT(text, HasSubstr("/opt/app"));
}

}  // namespace
}  // namespace deployer::hadeploy
