#include "ansible/software.hpp"

#include <fmt/format.h>

#include "ansible/operations.hpp"

namespace deployer::ansible {

namespace {

constexpr const char* supervisord = "/usr/bin/supervisord";

Task look(const std::vector<std::string>& argv, std::string label, std::string variable) {
    Task task;
    task.module = "command";
    task.label = std::move(label);
    task.args = {{"argv", texts(argv)}};
    task.variable = std::move(variable);
    task.is_look = true;
    task.failed_when = "false";
    return task;
}

Task failure(const std::string& message, std::vector<std::string> when) {
    Task task;
    task.module = "fail";
    task.label = "can be installed";
    task.args = {{"msg", text(message)}};
    task.when = std::move(when);
    return task;
}

/// Copies of one kind of item, in one task where that can be.
void add(std::vector<Task>& tasks, std::vector<Task> copies, const char* label, const std::string& wanted) {
    for (Task& task : copies) {
        task.when = {wanted};
        task.variable.clear();
    }
    if (auto loop = as_loop(copies)) {
        loop->label = label;
        tasks.push_back(std::move(*loop));
    } else {
        tasks.insert(tasks.end(), copies.begin(), copies.end());
    }
}

}  // namespace

std::vector<Task> software_tasks(Room& room, const std::string& variable) {
    const Software& software = room.software();
    const std::string said = fmt::format("({}_version.stdout | default(''))", variable);
    std::vector<Task> tasks{look({supervisord, "--version"}, "which is there", variable + "_version")};
    if (software.items.empty()) {
        tasks.push_back(
            failure(fmt::format("there is no {} here: install supervisor there, or run hadeploy with "
                                "the software to send",
                                supervisord),
                    {said + " == ''", "not ansible_check_mode"}));
        return tasks;
    }
    const std::string older = fmt::format(
        "'supervise.' in {0} and ({0} | regex_replace('^.*supervise[.]', '')) is version('{1}', '<')", said,
        software.version);
    std::string wanted = fmt::format("{} == '' or ({})", said, older);
    if (software.replace)
        wanted += fmt::format(" or ({0} != '' and 'supervise.' not in {0})", said);
    else {
        tasks.push_back(look({"dpkg-query", "-S", supervisord}, "whose it is", variable + "_dpkg"));
        tasks.push_back(look({"rpm", "-qf", supervisord}, "whose it is", variable + "_rpm"));
        tasks.push_back(failure(
            fmt::format(
                "'{}' belongs to a package of this host; it is not replaced without --replace-supervisor",
                supervisord),
            {older, fmt::format("{0}_dpkg.rc | default(1) == 0 or {0}_rpm.rc | default(1) == 0", variable)}));
    }
    std::vector<Task> folders, files;
    for (const plan::Item& item : software.items) {
        const auto& operation = std::get<task::Operation>(item.operation);
        const bool is_folder = std::holds_alternative<task::EnsureFolder>(operation);
        for (Task& task : tasks_of(room, operation, variable)) {
            task.label = item.label;
            (is_folder ? folders : files).push_back(std::move(task));
        }
    }
    add(tasks, std::move(folders), "folders", wanted);
    add(tasks, std::move(files), "files", wanted);
    return tasks;
}

}  // namespace deployer::ansible
