/// What a run of this program is made of: the rooms that do the work, the terminal, the files of this
/// machine. main.cpp puts the real ones in; tests put in others.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "ansible/project.hpp"
#include "hadeploy/installation.hpp"
#include "hadeploy/options.hpp"
#include "model/read.hpp"
#include "plan/build.hpp"
#include "report/report.hpp"
#include "run/run.hpp"
#include "vault/vault.hpp"

namespace deployer::hadeploy {

struct Rooms {
    std::function<model::ReadModel(const source::Document&, const model::ReadContext&)> read_model;
    std::function<plan::Built(const model::Model&, const plan::BuildContext&)> build_plan;
    std::function<run::RunResult(const model::Model&, const run::BuildPlan&, const run::RunOptions&,
                                 report::Report&)>
        run;
    std::function<std::unique_ptr<report::Report>(const Options&)> make_report;
    std::function<std::string(const control::Look&)> status_table, status_json, lasting_status;
    std::function<bool(const control::Look&)> all_as_described;
    /// Folders of projects of Ansible, and its program run in one of them.
    std::function<supervise::Result<void>(const std::string& folder)> check_project;
    std::function<supervise::Result<void>(const std::string& folder, const ansible::Project&)> write_project;
    std::function<supervise::Result<int>(const std::vector<std::string>& argv, const std::string& folder,
                                         const std::vector<std::pair<std::string, std::string>>& environment)>
        run_program;
};

struct Surroundings {
    Rooms rooms;
    source::LoadContext load;
    std::function<model::ReadContext::Found(const std::string& path)> look;
    std::function<supervise::Result<std::vector<std::string>>(const std::string& folder)> list;
    std::function<supervise::Result<vault::Secret>(const std::string& path)> read_password_file;
    std::function<supervise::Result<void>(const std::string& folder,
                                          const std::vector<std::pair<std::string, std::string>>& files)>
        write_working_folder;
    /// Replaces a file that everybody may read, in one step.
    std::function<supervise::Result<void>(const std::string& path, const std::string& text)>
        write_public_file;
    Installation installation;
    std::string version;

    bool input_is_terminal = false, output_is_terminal = false;
    /// A line typed at the terminal; `hidden`: a password.
    std::function<supervise::Result<std::string>(std::string_view prompt, bool hidden)> ask;
    std::function<void(std::string_view)> out, err;
};

}  // namespace deployer::hadeploy
