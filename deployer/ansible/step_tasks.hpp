/// A step of a plan, and the conditions between steps, as tasks and expressions.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ansible/room.hpp"
#include "ansible/task.hpp"

namespace deployer::ansible {

/// What steps have remembered, for conditions of later ones.
class Memory {
public:
    void keep(const plan::Step& step, const plan::Item& item, const std::string& variable);
    /// Expressions that must hold; that a handler was notified is Ansible's own matter.
    std::vector<std::string> expressions(const std::vector<plan::Condition>& conditions) const;

private:
    struct Kept {
        std::string expression;
        plan::Item item;  ///< that it was answered for
    };
    std::map<std::string, Kept> kept_;
};

/// The tasks of a step for one host.
std::vector<Task> step_tasks(Room& room, const plan::Step& step, const std::vector<plan::Item>& items,
                             const std::string& variable, Memory& memory);

}  // namespace deployer::ansible
