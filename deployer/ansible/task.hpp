/// A task of Ansible, as data. What is of the description are texts in `args` and `vars`; everything else is
/// ours and may be an expression.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ansible/yaml.hpp"

namespace deployer::ansible {

struct Task {
    std::string title;   ///< of the step: "Create user 'tsup'"
    std::string label;   ///< which of its items it is about; empty: the title says it
    std::string module;  ///< "copy", of ansible.builtin
    Map args;
    Map vars;                       ///< values for the expressions below
    std::vector<std::string> when;  ///< all must hold
    std::string variable;           ///< register
    std::string changed_when, failed_when, until;
    int retries = 0;            ///< with `until`, a second apart
    bool is_look = false;       ///< done with --check as well, never changed
    bool is_secret = false;     ///< no_log
    bool needs_change = false;  ///< left out with --check
    std::optional<Value> loop;  ///< a list; each item has `label`
};

/// A task as the playbook has it. `notify`: topics of handlers; `listen`: it is one, for that topic.
Value task_value(const Task& task, const std::vector<std::string>& notify, const std::string& listen);

/// The same done for several things, in one task with a loop; nothing when they differ in more than texts.
std::optional<Task> as_loop(const std::vector<Task>& tasks);

}  // namespace deployer::ansible
