/// A project of Ansible that does what plans say: inventory, variables of hosts, playbooks, and the files
/// that they copy. It needs nothing else of this machine but the keys of ssh that the inventory names.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ansible/playbook.hpp"

namespace deployer::ansible {

/// One playbook: NAME.yml.
struct Book {
    std::string name;  ///< of the action
    const model::Model* model = nullptr;
    const plan::Plan* plan = nullptr;
};

struct ProjectOptions {
    Pace pace;
    bool insecure_host_keys = false;
    std::size_t forks = 0;
    long timeout_seconds = 0;
    Software software;
    Trees trees;
    std::string version;  ///< of hadeploy
};

struct Project {
    std::map<std::string, FileContent> files;  ///< by their paths in it
    std::vector<std::string> playbooks;        ///< names of those files that are run
    std::vector<std::string> faults;  ///< what the description wants and Ansible cannot be told, a line each
};

/// The project of these playbooks. `model`: whose hosts the inventory has.
Project make_project(const model::Model& model, const std::vector<Book>& books,
                     const ProjectOptions& options);

/// The one that only asks hosts what they are: facts.yml. Answers are kept in its folder `facts`.
Project fact_project(const model::Model& model, const ProjectOptions& options);

}  // namespace deployer::ansible
