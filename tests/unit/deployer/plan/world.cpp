#include "deployer/plan/world.hpp"

#include <gtest/gtest.h>

namespace deployer::plan::fake {

model::Scope scope_all(const model::Model& model) {
    model::Scope scope;
    scope.text = "all";
    for (std::size_t i = 0; i < model.hosts.size(); ++i)
        scope.hosts.push_back(i);
    return scope;
}

void add_host(model::Model& model, const std::string& name) {
    model::Host host;
    host.name = name;
    model.hosts.push_back(host);
}

model::Supervisor supervisor(const model::Model& model, const std::string& name) {
    model::Supervisor result;
    result.origin.path = "supervisors." + name;
    result.scope = scope_all(model);
    result.name = name;
    result.user = result.group = "tsup";
    result.conf_file_dst = "/etc/supervisord_" + name + ".conf";
    result.logs_dir = result.childlogdir = "/var/log/supervisor_" + name;
    result.pid_dir = result.socks_dir = "/var/run/supervisor_" + name;
    result.include_dir = "/etc/supervisord_" + name + ".d";
    result.supervisorctl = "/usr/bin/supervisorctl_" + name;
    result.socket_mode = "0700";
    result.loglevel = "info";
    return result;
}

model::Program program(const model::Model& model, const std::string& name, const std::string& command) {
    model::Program result;
    result.origin.path = "supervisor_programs." + name;
    result.scope = scope_all(model);
    result.name = name;
    result.options = {{"command", command}, {"autostart", "true"}};
    return result;
}

model::Notify notify_program(std::size_t program) {
    return {model::Notify::Kind::program, 0, program};
}

namespace {

model::Model one_host() {
    model::Model model;
    add_host(model, "en1");
    model.variables.set(jinja::Value("hadeploy_action"), jinja::Value("deploy"));
    return model;
}

void add_account_and_folder(model::Model& model) {
    model::User user;
    user.origin.path = "users[0]";
    user.scope = scope_all(model);
    user.login = "tsup";
    model.users.push_back(user);
    model.folders.push_back({{}, scope_all(model), "/opt/tsup", "tsup", "tsup", "0755"});
}

void add_script(model::Model& model) {
    model::File file;
    file.origin.path = "files[0]";
    file.scope = scope_all(model);
    file.source = {model::ContentSource::Kind::tmpl, "tmpl://program1.sh", "program1.sh",
                   "/src/templates/program1.sh"};
    file.dest_folder = "/opt/tsup";
    file.dest_name = "program1.sh";
    file.owner = file.group = "tsup";
    file.mode = "0755";
    model.files.push_back(file);
}

}  // namespace

model::Model simple_app() {
    model::Model model = one_host();
    add_account_and_folder(model);
    add_script(model);
    model.supervisors.push_back(supervisor(model, "tsupv"));
    model.programs.push_back(program(model, "program1"));
    return model;
}

model::Model init_description() {
    model::Model model = one_host();
    add_account_and_folder(model);
    model.users[0].authorized_keys = {"/src/keys/tsup_id.pub"};
    model.supervisors.push_back(supervisor(model, "tsupv"));
    return model;
}

model::Model app_description() {
    model::Model model = one_host();
    add_script(model);
    model.files[0].notify = {notify_program(0)};
    model.supervisors.push_back(supervisor(model, "tsupv"));
    model.supervisors[0].managed = false;
    model.programs.push_back(program(model, "program1"));
    return model;
}

BuildContext context_for(const model::Model& model, model::Action action, const Files& files) {
    BuildContext context;
    context.action = action;
    jinja::Dict facts;
    facts.set(jinja::Value("hadeploy_supervisord"), jinja::Value("4.2.5"));
    facts.set(jinja::Value("ansible_hostname"), jinja::Value("short"));
    context.facts.assign(model.hosts.size(), facts);
    context.read = [files](const std::string& path) -> supervise::Result<std::string> {
        const auto found = files.texts.find(path);
        if (found == files.texts.end())
            return supervise::fail("open '" + path + "': No such file or directory");
        return found->second;
    };
    context.list = [files](const std::string& path) -> supervise::Result<std::vector<std::string>> {
        const auto found = files.folders.find(path);
        if (found == files.folders.end())
            return supervise::fail("open '" + path + "': No such file or directory");
        return found->second;
    };
    return context;
}

const Step& find_step(const Plan& plan, const std::string& title) {
    for (const Play& play : plan.plays)
        for (const Step& step : play.steps)
            if (step.title == title)
                return step;
    ADD_FAILURE() << "no step " << title;
    static const Step none;
    return none;
}

std::vector<std::string> titles(const Play& play) {
    std::vector<std::string> result;
    for (const Step& step : play.steps)
        if (step.kind != Step::Kind::silent)
            result.push_back(step.title);
    return result;
}

std::string text_of(const Plan& plan, const task::EnsureFile& file) {
    const auto* held = plan.contents.find(file.content.sha256);
    return held != nullptr && held->bytes ? *held->bytes : "(no such content)";
}

}  // namespace deployer::plan::fake
