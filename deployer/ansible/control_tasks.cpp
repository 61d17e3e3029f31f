#include "ansible/control_tasks.hpp"

#include <fmt/format.h>

#include "ansible/limits.hpp"
#include "ansible/members.hpp"

namespace deployer::ansible {

namespace {

using Tasks = std::vector<Task>;

/// How supervisorctl says that nobody listens at the socket.
constexpr const char* nobody = "(no such file|refused connection|Permission denied)";
/// States of processes that run or are on their way to it.
constexpr const char* up_states = " (RUNNING|STARTING|BACKOFF)( |$)";
constexpr const char* waiting_states = " (STARTING|BACKOFF|STOPPING)( |$)";

std::vector<std::string> supervisorctl(Room& room, const control::Daemon& daemon,
                                       const std::vector<std::string>& words) {
    std::vector<std::string> argv{"supervisorctl", "-s", "unix://" + room.path(daemon.socket)};
    argv.insert(argv.end(), words.begin(), words.end());
    return argv;
}

Task command(const std::vector<std::string>& argv, std::string label) {
    Task task;
    task.module = "command";
    task.label = std::move(label);
    task.args = {{"argv", texts(argv)}};
    return task;
}

/// Whether a command has failed: never because of a daemon that may be down.
std::string failure(const std::string& variable, const control::Daemon& daemon, const std::string& fine) {
    std::string condition = fmt::format("{}.rc != 0", variable);
    if (!fine.empty())
        condition += fmt::format(" and {}.stdout is not search('{}')", variable, fine);
    if (!daemon.expected)
        condition += fmt::format(" and {}.stdout is not search('{}')", variable, nobody);
    return condition;
}

/// The names of processes in a status that `lines` picks, as an expression.
std::string names(const std::string& lines) {
    return fmt::format("{} | map('regex_replace', ' .*$', '') | list", lines);
}

std::string members(const std::string& status) {
    return fmt::format("({}.stdout_lines | default([]) | select('match', hadeploy_members))", status);
}

/// `supervisorctl WORD NAME...` for the names that an expression gives; nothing when there are none.
Task for_names(Room& room, const control::Daemon& daemon, const std::string& word, const std::string& label,
               const std::string& pattern, const std::string& which) {
    Task task;
    task.module = "command";
    task.label = label;
    task.vars = {{"hadeploy_members", text(pattern)},
                 {"hadeploy_command", texts(supervisorctl(room, daemon, {word}))},
                 {"hadeploy_names", expression(fmt::format("{{{{ {} }}}}", which))}};
    task.args = {{"argv", expression("{{ hadeploy_command + hadeploy_names }}")}};
    task.when = {"hadeploy_names | length > 0"};
    return task;
}

class Expansion {
public:
    Expansion(Room& room, const std::string& variable) : room_(room), variable_(variable) {}

    Tasks operator()(const control::LookProgram& look) const {
        return {status(look.program.daemon, look.program.group, variable_, false)};
    }

    Tasks operator()(const control::ApplyGroup& apply) const {
        const std::string before = variable_ + "_before";
        Task update = command(supervisorctl(room_, apply.daemon, {"update", apply.group}), "");
        update.variable = variable_;
        update.changed_when = fmt::format("'process group' in {}.stdout", variable_);
        update.failed_when = failure(variable_, apply.daemon, apply.known_only ? "no such group" : "");
        // What ran runs again, whatever its autostart says.
        Task again = for_names(room_, apply.daemon, "start", "what ran", group_pattern(apply.group),
                               names(members(before) + fmt::format(" | select('search', '{}')", up_states)));
        again.variable = variable_ + "_again";
        again.when.push_back(fmt::format("{} is changed", variable_));
        again.changed_when = fmt::format("': started' in {}_again.stdout", variable_);
        again.failed_when = fmt::format("'(spawn error)' in {}_again.stdout", variable_);
        return {status(apply.daemon, apply.group, before, apply.daemon.expected), update, again};
    }

    Tasks operator()(const control::RestartProcesses& restart) const {
        const std::string before = variable_ + "_before";
        const std::string pattern = pattern_of(restart);
        const std::string running = members(before) + " | select('search', ' RUNNING ')";
        Task again = for_names(room_, restart.daemon, "restart", "", pattern, names(running));
        again.variable = variable_;
        again.changed_when = fmt::format("': started' in {}.stdout", variable_);
        again.failed_when = fmt::format("'ERROR' in {}.stdout", variable_);
        Tasks tasks{status(restart.daemon, restart.group, before, false)};
        if (!restart.files.empty()) {
            tasks.push_back(newer_files(restart, pattern, running));
            again.when.push_back(fmt::format("{}_newer.stdout | default('') != ''", variable_));
        }
        tasks.push_back(std::move(again));
        return tasks;
    }

    Tasks operator()(const control::EnsurePresent& present) const {
        Task reread = command(supervisorctl(room_, present.daemon, {"reread"}), "");
        reread.variable = variable_ + "_reread";
        reread.changed_when = "false";
        reread.failed_when = failure(reread.variable, present.daemon, "");
        wait_for(reread, present.daemon, reread.variable);
        Task add = command(supervisorctl(room_, present.daemon, {"add", present.group}), "");
        add.variable = variable_;
        add.changed_when = fmt::format("'added process group' in {}.stdout", variable_);
        add.failed_when = failure(variable_, present.daemon, "already active");
        return {reread, add};
    }

    Tasks operator()(const control::EnsureStarted& started) const {
        const control::Program& program = started.program;
        const std::string before = variable_ + "_before";
        const std::string pattern = member_pattern(program);
        const std::string down = names(members(before) + fmt::format(" | reject('search', '{}')", up_states));
        Task start = for_names(room_, program.daemon, "start", "", pattern, down);
        start.variable = variable_;
        start.changed_when = fmt::format("': started' in {}.stdout", variable_);
        // Whether it runs is seen next.
        start.failed_when = "false";
        return {status(program.daemon, program.group, before, program.daemon.expected), start,
                running(program, pattern)};
    }

    Tasks operator()(const control::EnsureStopped& stopped) const {
        const control::Program& program = stopped.program;
        const std::string before = variable_ + "_before";
        Task stop = for_names(room_, program.daemon, "stop", "", member_pattern(program),
                              names(members(before) + fmt::format(" | select('search', '{}')", up_states)));
        stop.variable = variable_;
        stop.changed_when = fmt::format("': stopped' in {}.stdout", variable_);
        stop.failed_when = fmt::format("{0}.rc != 0 and {0}.stdout is not search('not running')", variable_);
        return {status(program.daemon, program.group, before, false), stop};
    }

    Tasks operator()(const control::EnsureForgotten& forgotten) const {
        Task remove = command(supervisorctl(room_, forgotten.daemon, {"remove", forgotten.group}), "");
        remove.variable = variable_;
        remove.changed_when = fmt::format("'removed process group' in {}.stdout", variable_);
        remove.failed_when = failure(variable_, forgotten.daemon, "no such process/group");
        return {remove};
    }

    Tasks operator()(const control::NoteStates& note) const {
        return {status(note.daemon, {}, noted(note.daemon), false)};
    }

    Tasks operator()(const control::RestoreStates& restore) const {
        const std::string before = noted(restore.daemon);
        std::string decided;
        for (const control::Program& program : restore.decided)
            decided += (decided.empty() ? "" : "|") + fmt::format("({})", member_pattern(program));
        const std::string others =
            decided.empty() ? members(before) : members(before) + " | reject('match', hadeploy_decided)";
        Tasks tasks{status(restore.daemon, {}, variable_ + "_back", true)};
        for (const auto& [word, state] : {std::pair{"start", " RUNNING "}, std::pair{"stop", " STOPPED "}}) {
            Task task = for_names(room_, restore.daemon, word, fmt::format("{} what was", word), "",
                                  names(others + fmt::format(" | select('search', '{}')", state)));
            task.vars.emplace_back("hadeploy_decided", text(decided));
            task.variable = fmt::format("{}_{}", variable_, word);
            task.changed_when = fmt::format("{}.stdout is search(': (started|stopped)')", task.variable);
            task.failed_when = fmt::format("'(spawn error)' in {}.stdout", task.variable);
            tasks.push_back(std::move(task));
        }
        return tasks;
    }

    Tasks operator()(const control::PruneFiles& prune) const {
        if (prune.others == control::PruneFiles::Others::remove)
            room_.refuse("--prune is done by the native engine only");
        return {};
    }

    Tasks operator()(const control::Survey& survey) const {
        Task look = status(survey.daemon, {}, variable_, false);
        Task show;
        show.module = "debug";
        show.args = {{"msg", expression(fmt::format("{{{{ {}.stdout_lines | default([]) }}}}", variable_))}};
        show.label = survey.daemon.name;
        return {look, show};
    }

    /// A daemon of somebody else: is one at that socket?
    Tasks operator()(const control::CheckLayout& check) const {
        Task look = command(supervisorctl(room_, check.daemon, {"pid"}), "");
        look.label = fmt::format("supervisor '{}' is running (managed: no)", check.daemon.name);
        look.variable = variable_;
        look.is_look = true;
        look.failed_when = fmt::format("{}.rc != 0", variable_);
        return {look};
    }

    // A changed configuration always restarts its daemon.
    Tasks operator()(const control::CompareConfiguration&) const { return {}; }

private:
    /// Of the group, or of all; never a failure.
    Task status(const control::Daemon& daemon, const std::string& group, std::string variable,
                bool wait) const {
        std::vector<std::string> words{"status"};
        if (!group.empty())
            words.push_back(group + ":*");
        Task task = command(supervisorctl(room_, daemon, words), "state");
        task.variable = std::move(variable);
        task.is_look = true;
        task.failed_when = "false";
        if (wait)
            wait_for(task, daemon, task.variable);
        return task;
    }

    static void wait_for(Task& task, const control::Daemon& daemon, const std::string& variable) {
        if (!daemon.expected)
            return;
        task.until = fmt::format("{}.stdout | default('') is not search('{}') or ansible_check_mode",
                                 variable, nobody);
        task.retries = limits::daemon_appears;
    }

    /// Until each process runs, or has been up and has ended.
    Task running(const control::Program& program, const std::string& pattern) const {
        const std::string after = variable_ + "_after";
        Task task = status(program.daemon, program.group, after, false);
        task.label = "runs";
        task.vars = {{"hadeploy_members", text(pattern)}};
        task.until =
            fmt::format("{} | select('search', '{}') | list | length == 0", members(after), waiting_states);
        task.retries = limits::program_starts;
        task.needs_change = true;
        task.failed_when = fmt::format("{0} | list | length == 0 or {0} | reject('search', "
                                       "' (RUNNING|EXITED) ') | list | length > 0",
                                       members(after));
        if (!program.daemon.expected)
            task.failed_when =
                fmt::format("({}) and {}.stdout is not search('{}')", task.failed_when, after, nobody);
        return task;
    }

    static std::string pattern_of(const control::RestartProcesses& restart) {
        if (!restart.program.empty())
            return member_pattern({restart.daemon, restart.program, restart.group, restart.process_name});
        return restart.group.empty() ? "" : group_pattern(restart.group);
    }

    /// Whether a file has changed since the longest running process began. Its uptime is in whole seconds:
    /// one less, so that a process is not restarted again for what it was restarted for.
    Task newer_files(const control::RestartProcesses& restart, const std::string& pattern,
                     const std::string& running) const {
        std::vector<std::string> argv{"find"};
        for (const std::string& path : restart.files)
            argv.push_back(room_.path(path));
        Task task;
        task.module = "command";
        task.label = "files newer than what runs";
        task.variable = variable_ + "_newer";
        task.is_look = true;
        task.failed_when = "false";
        task.vars = {
            {"hadeploy_members", text(pattern)},
            {"hadeploy_command", texts(argv)},
            {"hadeploy_uptimes",
             expression(
                 fmt::format("{{{{ {} | join(' ') | "
                             "regex_findall('uptime (?:([0-9]+) days?, )?([0-9]+):([0-9]+):([0-9]+)') }}}}",
                             running))},
            {"hadeploy_seconds",
             expression("{% set longest = namespace(time=1) %}{% for days, hours, minutes, seconds in "
                        "hadeploy_uptimes %}{% set longest.time = [longest.time, (days | int) * 86400 + "
                        "(hours | int) * 3600 + (minutes | int) * 60 + (seconds | int)] | max %}{% endfor %}"
                        "{{ longest.time - 1 }}")}};
        task.args = {
            {"argv", expression("{{ hadeploy_command + ['-newermt', hadeploy_seconds ~ ' seconds ago', "
                                "'-print', '-quit'] }}")}};
        task.when = {"hadeploy_uptimes | length > 0"};
        return task;
    }

    /// Where the states of a daemon's processes are kept while it is restarted.
    std::string noted(const control::Daemon& daemon) const {
        std::string name = fmt::format("hadeploy_{}_noted_", room_.book());
        for (const char c : daemon.name)
            name += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
                        ? std::string(1, c)
                        : fmt::format("_{:02x}", static_cast<unsigned char>(c));
        return name;
    }

    Room& room_;
    const std::string& variable_;
};

}  // namespace

std::vector<Task> tasks_of(Room& room, const control::Operation& operation, const std::string& variable) {
    return std::visit(Expansion(room, variable), operation);
}

std::string state_of(const std::string& variable) {
    const std::string states =
        fmt::format("{}.stdout | default('') | regex_findall('(?m)^[^ ]+ +([A-Z]+)')", variable);
    return fmt::format("(({0} | difference(['RUNNING', 'ERROR'])) + ({0} | intersect(['RUNNING'])) + "
                       "['absent']) | first",
                       states);
}

}  // namespace deployer::ansible
