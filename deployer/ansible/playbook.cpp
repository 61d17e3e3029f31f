#include "ansible/playbook.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "ansible/step_tasks.hpp"

namespace deployer::ansible {

namespace {

using plan::Play;
using plan::Step;

/// Names of hosts are patterns to Ansible.
bool is_plain_name(const std::string& name) {
    return !name.empty() && name.front() != '.' &&
           name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-") ==
               std::string::npos;
}

Value host_pattern(Room& room, const model::Model& model, const model::HostList& hosts) {
    if (hosts.size() == model.hosts.size())
        return text("all");
    for (const model::HostGroup& group : model.host_groups)
        if (group.hosts.size() == hosts.size() && std::ranges::is_permutation(group.hosts, hosts) &&
            is_plain_name(group.name))
            return text(group.name);
    List names;
    for (const std::size_t host : hosts) {
        if (!is_plain_name(model.hosts[host].name))
            room.refuse(
                fmt::format("host '{}' has a name that is a pattern to Ansible", model.hosts[host].name));
        names.push_back(text(model.hosts[host].name));
    }
    return list(std::move(names));
}

/// More than `hosts` of `all` end the play; between two numbers of hosts, so that rounding does not matter.
std::string failing_share(std::size_t hosts, std::size_t all) {
    return fmt::format("{:.4f}", (static_cast<double>(hosts) + 0.5) * 100 / static_cast<double>(all));
}

/// One play.
class PlayWriter {
public:
    /// Registered results of earlier plays' tasks, by the handler that they call.
    using Callers = std::map<std::string, std::vector<std::string>>;

    PlayWriter(Room& room, const Play& play, std::size_t number, Memory& memory, HostVariables& variables)
        : room_(room), play_(play), number_(number), memory_(memory), variables_(variables) {}

    /// Tasks of each step, then the texts they become: which handlers there are must be known for the tasks.
    void write(Callers& callers) {
        for (std::size_t i = 0; i < play_.steps.size(); ++i) {
            std::vector<Task> tasks = tasks_of_step(play_.steps[i], i);
            if (!tasks.empty() && play_.steps[i].kind == Step::Kind::handler)
                topics_.insert(play_.steps[i].handler);
            made_.push_back(std::move(tasks));
        }
        for (std::size_t i = 0; i < play_.steps.size(); ++i)
            if (!made_[i].empty())
                add(play_.steps[i], made_[i], callers);
    }

    bool is_empty() const { return tasks_.empty() && handlers_.empty(); }

    Value value(const model::Model& model, const Pace& pace) const {
        Map play{{"name", text(play_.title.empty() ? "all" : play_.title)},
                 {"hosts", host_pattern(room_, model, play_.hosts)},
                 {"gather_facts", boolean(false)}};
        if (pace.max_fail && !play_.hosts.empty())
            play.emplace_back("max_fail_percentage", text(failing_share(*pace.max_fail, play_.hosts.size())));
        else
            play.emplace_back("any_errors_fatal", boolean(model.exit_on_fail));
        if (std::ranges::any_of(play_.steps, &Step::late))
            play.emplace_back("force_handlers", boolean(true));
        if (!pace.serial.empty())
            play.emplace_back("serial", text(pace.serial));
        play.emplace_back("tasks", list(tasks_));
        if (!handlers_.empty())
            play.emplace_back("handlers", list(handlers_));
        return map(std::move(play));
    }

private:
    std::vector<Task> tasks_of_step(const Step& step, std::size_t index) {
        const std::string variable = fmt::format("hadeploy_{}_{}_{}", room_.book(), number_, index);
        HostTasks tasks;
        for (std::size_t slot = 0; slot < play_.hosts.size() && slot < step.items.size(); ++slot)
            tasks.emplace_back(play_.hosts[slot],
                               step_tasks(room_, step, step.items[slot], variable, memory_));
        // Not the name of a result: that would hide the host's variable behind its first task, skipped or
        // not.
        std::vector<Task> result = same_tasks(variable + "_host", tasks, variables_);
        for (const std::string& condition : memory_.expressions(step.conditions))
            for (Task& task : result)
                task.when.push_back(condition);
        return result;
    }

    void add(const Step& step, std::vector<Task>& tasks, Callers& callers) {
        if (step.kind == Step::Kind::handler) {
            relay(step.handler, callers);
            for (const Task& task : tasks)
                handlers_.push_back(task_value(task, {}, step.handler));
            are_handlers_due_ = true;
            return;
        }
        if (are_handlers_due_)
            tasks_.push_back(map({{"name", text("Handlers that were called so far")},
                                  {"ansible.builtin.meta", text("flush_handlers")}}));
        are_handlers_due_ = false;
        std::vector<std::string> notify;
        for (const std::string& name : step.notify)
            if (topics_.count(name) != 0)
                notify.push_back(name);
        for (const Task& task : tasks) {
            for (const std::string& name : step.notify)
                if (!task.variable.empty() && !task.is_look)
                    own_callers_.emplace_back(name, task.variable);
            tasks_.push_back(task_value(task, task.is_look ? std::vector<std::string>() : notify, {}));
        }
    }

    /// Ansible forgets at the end of a play who called a handler; later plays have it, too, for what an
    /// earlier one has changed.
    void relay(const std::string& topic, Callers& callers) {
        const auto found = callers.find(topic);
        if (found == callers.end() || !relayed_.insert(topic).second)
            return;
        std::string condition;
        for (const std::string& variable : found->second)
            condition +=
                fmt::format("{}({} | default({{}})) is changed", condition.empty() ? "" : " or ", variable);
        Task task;
        task.title = "What an earlier play has changed";
        task.label = topic;
        task.module = "debug";
        task.args = {{"msg", text("calls its handlers now")}};
        task.when = {condition};
        task.changed_when = "true";
        tasks_.push_back(task_value(task, {topic}, {}));
    }

public:
    void tell_callers(Callers& callers) const {
        for (const auto& [topic, variable] : own_callers_)
            callers[topic].push_back(variable);
    }

private:
    Room& room_;
    const Play& play_;
    std::size_t number_;
    Memory& memory_;
    HostVariables& variables_;
    std::vector<std::vector<Task>> made_;
    std::set<std::string> topics_, relayed_;
    std::vector<std::pair<std::string, std::string>> own_callers_;
    List tasks_, handlers_;
    bool are_handlers_due_ = false;
};

}  // namespace

Playbook make_playbook(Room& room, const model::Model& model, const plan::Plan& plan, const Pace& pace) {
    Playbook book;
    Memory memory;
    PlayWriter::Callers callers;
    List plays;
    for (std::size_t i = 0; i < plan.plays.size(); ++i) {
        if (plan.plays[i].hosts.empty())
            continue;
        PlayWriter writer(room, plan.plays[i], i + 1, memory, book.variables);
        writer.write(callers);
        writer.tell_callers(callers);
        if (!writer.is_empty())
            plays.push_back(writer.value(model, pace));
    }
    // Ansible takes a book without any for a mistake.
    if (plays.empty())
        plays.push_back(map({{"name", text("Nothing to do")},
                             {"hosts", text("all")},
                             {"gather_facts", boolean(false)},
                             {"tasks", list({})}}));
    book.plays = list(std::move(plays));
    return book;
}

}  // namespace deployer::ansible
