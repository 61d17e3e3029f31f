/// Descriptions made by hand, and hosts that exist only here: plans are carried out on them as run/ and the
/// agent would, so that what a user sees can be counted.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "plan/build.hpp"

namespace deployer::plan::fake {

/// The seed's simple case: one account, one folder, one script, one supervisor, one program, one host "en1".
model::Model simple_app();
/// Its split in two: what root deploys, and what the account does by itself.
model::Model init_description();
model::Model app_description();

model::Scope scope_all(const model::Model& model);
void add_host(model::Model& model, const std::string& name);
model::Supervisor supervisor(const model::Model& model, const std::string& name);
model::Program program(const model::Model& model, const std::string& name,
                       const std::string& command = "/bin/bash /opt/tsup/program1.sh");
model::Notify notify_program(std::size_t program);

/// Files of the deployer's machine, by path.
struct Files {
    std::map<std::string, std::string> texts{
        {"/src/templates/program1.sh", "#!/bin/bash\nwhile true; do sleep 2; done\n"},
        {"/src/keys/tsup_id.pub", "ssh-ed25519 AAAA tsup\n"}};
    std::map<std::string, std::vector<std::string>> folders;
};

/// Every host has answered with these facts.
BuildContext context_for(const model::Model& model, model::Action action, const Files& files);

/// What can be said of a program that runs.
struct Process {
    bool is_running = false;
    long started = 0;
};

struct Daemon {
    bool is_running = false;
    std::map<std::string, std::string> groups;  ///< loaded: name, and the text it was loaded from
    std::map<std::string, Process> processes;   ///< by program
    int restarts_of_programs = 0;
};

struct File {
    std::string text, ownership;
    long modified = 0;
};

class Host {
public:
    std::map<std::string, File> files;
    std::map<std::string, std::string> folders;  ///< with their ownership
    std::set<std::string> users, groups, enabled_units;
    std::map<std::string, std::set<std::string>> keys;
    std::map<std::string, Daemon> daemons;
    std::map<std::string, std::map<std::string, Process>> noted;  ///< by supervisor
    long now = 1000;
    bool has_unit_reload_pending = false;

    task::Answer perform(const task::Operation& operation, const task::Contents& contents);
    task::Answer perform(const control::Operation& operation);

    /// The groups that the files of a supervisor describe.
    std::map<std::string, std::string> described_groups(const std::string& supervisor) const;
    void start_daemon(const std::string& supervisor);
    void stop_daemon(const std::string& supervisor);

private:
    friend struct TaskVisitor;
    friend struct ControlVisitor;
};

struct Totals {
    int ok = 0, changed = 0, failed = 0;
};

/// What a run shows: "TASK [title]", "ok: [en1] => (item=label)".
struct Run {
    std::map<std::string, Totals> totals;
    std::vector<std::string> lines;
    /// Titles of the steps that were shown, with their outcome on the first host: "Create user 'x': changed".
    std::vector<std::string> outcomes;
};

Run carry_out(const Plan& plan, const model::Model& model, std::map<std::string, Host>& hosts);

/// The step of that title; fails the test when there is none.
const Step& find_step(const Plan& plan, const std::string& title);
std::vector<std::string> titles(const Play& play);
std::string text_of(const Plan& plan, const task::EnsureFile& file);

}  // namespace deployer::plan::fake
