// The host that exists only in tests: answers ok or changed by comparing.
#include <algorithm>
#include <sstream>

#include "deployer/plan/world.hpp"

namespace deployer::plan::fake {

namespace {

task::Answer ok(std::string value = {}) {
    task::Answer answer;
    answer.value = std::move(value);
    return answer;
}

task::Answer changed_if(bool changed) {
    task::Answer answer;
    answer.status = changed ? task::Status::changed : task::Status::ok;
    return answer;
}

task::Answer failed(std::string message) {
    task::Answer answer;
    answer.status = task::Status::failed;
    answer.message = std::move(message);
    return answer;
}

std::string text(const task::Ownership& ownership) {
    return ownership.owner + ":" + ownership.group + " " + ownership.mode;
}

std::string parent(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}

bool is_system_folder(const std::string& path) {
    static const std::set<std::string> known{"/etc", "/usr/bin", "/usr/lib/systemd/system", "/etc/sudoers.d"};
    return known.contains(path);
}

std::string supervisor_of(const std::string& unit) {
    const std::string begin = "supervisord_", end = ".service";
    return unit.starts_with(begin) ? unit.substr(begin.size(), unit.size() - begin.size() - end.size()) : "";
}

std::string without_comments(const std::string& text) {
    std::string rest;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (!line.starts_with('#'))
            rest += line + "\n";
    return rest;
}

std::string value_of(const std::string& text, const std::string& key) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(key + "="))
            return line.substr(key.size() + 1);
    return {};
}

}  // namespace

std::map<std::string, std::string> Host::described_groups(const std::string& supervisor) const {
    std::map<std::string, std::string> described;
    const std::string folder = "/etc/supervisord_" + supervisor + ".d/";
    for (const auto& [path, file] : files) {
        const std::size_t end = path.rfind("_prg.ini");
        if (path.starts_with(folder) && end != std::string::npos)
            described[path.substr(folder.size(), end - folder.size())] = file.text;
    }
    for (const auto& [path, file] : files) {
        const std::size_t end = path.rfind("_grp.ini");
        if (!path.starts_with(folder) || end == std::string::npos)
            continue;
        std::string whole = file.text;
        std::istringstream names(value_of(file.text, "programs"));
        for (std::string name; std::getline(names, name, ',');) {
            whole += described[name];
            described.erase(name);
        }
        described[path.substr(folder.size(), end - folder.size())] = whole;
    }
    return described;
}

namespace {

std::vector<std::string> programs_in(const std::string& group_text) {
    std::vector<std::string> names;
    std::istringstream lines(group_text);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with("[program:"))
            names.push_back(line.substr(9, line.size() - 10));
    return names;
}

void add_group(Daemon& daemon, const std::string& name, const std::string& group_text, long now) {
    daemon.groups[name] = group_text;
    std::istringstream lines(group_text);
    std::string program;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("[program:"))
            daemon.processes[program = line.substr(9, line.size() - 10)] = {};
        if (line == "autostart=true")
            daemon.processes[program] = {true, now};
    }
}

std::set<std::string> drop_group(Daemon& daemon, const std::string& name) {
    std::set<std::string> ran;
    for (const std::string& program : programs_in(daemon.groups[name])) {
        if (daemon.processes[program].is_running)
            ran.insert(program);
        daemon.processes.erase(program);
    }
    daemon.groups.erase(name);
    return ran;
}

}  // namespace

void Host::start_daemon(const std::string& supervisor) {
    Daemon& daemon = daemons[supervisor];
    daemon = {};
    daemon.is_running = true;
    for (const auto& [name, text] : described_groups(supervisor))
        add_group(daemon, name, text, now);
}

void Host::stop_daemon(const std::string& supervisor) {
    daemons[supervisor] = {};
}

struct TaskVisitor {
    Host& host;
    const task::Contents& contents;

    task::Answer operator()(const task::EnsureFile& op) const {
        if (!host.folders.contains(parent(op.path)) && !is_system_folder(parent(op.path)))
            return failed("Destination directory " + parent(op.path) + " does not exist");
        const std::string& before = host.files[op.path].text;
        const bool says = std::ranges::any_of(op.alternative.lines, [&](const std::string& line) {
            return before.find("\n" + line + "\n") != std::string::npos;
        });
        const task::Content& content = says ? op.alternative.content : op.content;
        const auto* held = contents.find(content.sha256);
        const File wanted{held != nullptr && held->bytes ? *held->bytes : content.sha256, text(op.ownership),
                          host.now};
        File& file = host.files[op.path];
        const bool changed = file.text != wanted.text || file.ownership != wanted.ownership;
        if (changed)
            file = wanted;
        return changed_if(changed);
    }
    task::Answer operator()(const task::EnsureFolder& op) const {
        std::string& ownership = host.folders[op.path];
        return changed_if(std::exchange(ownership, text(op.ownership)) != text(op.ownership));
    }
    task::Answer operator()(const task::EnsureAbsent& op) const {
        bool changed = host.files.erase(op.path) + host.folders.erase(op.path) > 0;
        return changed_if(changed);
    }
    task::Answer operator()(const task::EnsureGroup& op) const {
        return changed_if(host.groups.insert(op.name).second);
    }
    task::Answer operator()(const task::EnsureUser& op) const {
        return changed_if(host.users.insert(op.login).second);
    }
    task::Answer operator()(const task::CheckAccount& op) const {
        if (op.kind == task::CheckAccount::Kind::user ? host.users.contains(op.name)
                                                      : host.groups.contains(op.name))
            return ok();
        return failed("'" + op.name + "' DOES NOT EXIST");
    }
    task::Answer operator()(const task::RemoveUser& op) const {
        return changed_if(host.users.erase(op.login) > 0);
    }
    task::Answer operator()(const task::RemoveGroup& op) const {
        return changed_if(host.groups.erase(op.name) > 0);
    }
    task::Answer operator()(const task::EndSessions&) const { return ok(); }
    task::Answer operator()(const task::EnsureKeys& op) const {
        bool changed = false;
        for (const std::string& key : op.keys)
            changed =
                (op.present ? host.keys[op.user].insert(key).second : host.keys[op.user].erase(key) > 0) ||
                changed;
        return changed_if(changed);
    }
    task::Answer operator()(const task::UnitState& op) const {
        return ok(host.daemons[supervisor_of(op.unit)].is_running ? "active" : "inactive");
    }
    task::Answer operator()(const task::EnsureUnit& op) const {
        bool changed = false;
        if (op.enabled)
            changed = *op.enabled ? host.enabled_units.insert(op.unit).second
                                  : host.enabled_units.erase(op.unit) > 0;
        const std::string name = supervisor_of(op.unit);
        const bool was_running = host.daemons[name].is_running;
        if (op.action == task::UnitAction::restart ||
            (op.action == task::UnitAction::start && !was_running)) {
            host.start_daemon(name);
            changed = true;
        } else if (op.action == task::UnitAction::stop && was_running) {
            host.stop_daemon(name);
            changed = true;
        }
        return changed_if(changed);
    }
    task::Answer operator()(const task::ReloadUnits&) const { return changed_if(true); }
    task::Answer operator()(const task::ReadFile& op) const {
        const auto found = host.files.find(op.path);
        return found == host.files.end() ? failed("ENOENT: " + op.path) : ok(found->second.text);
    }
    task::Answer operator()(const task::ProgramVersion&) const { return ok("4.2.5"); }
    task::Answer operator()(const task::RemoveAgent&) const { return changed_if(true); }
    template <class Other>
    task::Answer operator()(const Other&) const {
        return failed("the host of the tests cannot do that");
    }
};

struct ControlVisitor {
    Host& host;

    Daemon* daemon(const control::Daemon& wanted) const {
        Daemon& found = host.daemons[wanted.name];
        return found.is_running ? &found : nullptr;
    }
    static task::Answer down(const control::Daemon& wanted) {
        return wanted.expected ? failed("daemon not running") : ok("daemon not running");
    }

    task::Answer operator()(const control::LookProgram& op) const {
        const Daemon* found = daemon(op.program.daemon);
        if (found == nullptr)
            return ok("daemon not running");
        const auto process = found->processes.find(op.program.name);
        if (process == found->processes.end())
            return ok("absent");
        return ok(process->second.is_running ? "RUNNING" : "STOPPED");
    }
    task::Answer operator()(const control::ApplyGroup& op) const {
        Daemon* found = daemon(op.daemon);
        if (found == nullptr)
            return down(op.daemon);
        const auto described = host.described_groups(op.daemon.name);
        const auto text = described.find(op.group);
        const bool is_known = found->groups.contains(op.group);
        if ((!is_known && (text == described.end() || op.known_only)) ||
            (is_known && text != described.end() && text->second == found->groups[op.group]))
            return ok();
        const std::set<std::string> ran = is_known ? drop_group(*found, op.group) : std::set<std::string>{};
        if (text != described.end()) {
            add_group(*found, op.group, text->second, host.now);
            for (const std::string& program : ran)
                found->processes[program] = {true, host.now};
            found->restarts_of_programs += static_cast<int>(ran.size());
        }
        return changed_if(true);
    }
    task::Answer operator()(const control::RestartProcesses& op) const {
        Daemon* found = daemon(op.daemon);
        if (found == nullptr)
            return down(op.daemon);
        long newest = 0;
        for (const std::string& path : op.files)
            newest = std::max(newest, host.files.contains(path) ? host.files[path].modified : 0);
        bool changed = false;
        for (auto& [name, process] : found->processes)
            if ((op.program.empty() || op.program == name) && process.is_running &&
                process.started < newest) {
                process.started = host.now;
                ++found->restarts_of_programs;
                changed = true;
            }
        return changed_if(changed);
    }
    task::Answer operator()(const control::EnsurePresent& op) const {
        Daemon* found = daemon(op.daemon);
        if (found == nullptr)
            return down(op.daemon);
        if (found->groups.contains(op.group))
            return ok();
        add_group(*found, op.group, host.described_groups(op.daemon.name)[op.group], host.now);
        return changed_if(true);
    }
    task::Answer set_running(const control::Program& program, bool running) const {
        Daemon* found = daemon(program.daemon);
        if (found == nullptr)
            return down(program.daemon);
        const auto process = found->processes.find(program.name);
        if (process == found->processes.end())
            return running ? failed("no such process") : ok();
        const bool changed = process->second.is_running != running;
        if (changed)
            process->second = {running, host.now};
        return changed_if(changed);
    }
    task::Answer operator()(const control::EnsureStarted& op) const { return set_running(op.program, true); }
    task::Answer operator()(const control::EnsureStopped& op) const { return set_running(op.program, false); }
    task::Answer operator()(const control::EnsureForgotten& op) const {
        Daemon* found = daemon(op.daemon);
        if (found == nullptr)
            return down(op.daemon);
        if (!found->groups.contains(op.group))
            return ok();
        drop_group(*found, op.group);
        return changed_if(true);
    }
    task::Answer operator()(const control::NoteStates& op) const {
        if (const Daemon* found = daemon(op.daemon))
            host.noted[op.daemon.name] = found->processes;
        return ok();
    }
    task::Answer operator()(const control::RestoreStates& op) const {
        Daemon* found = daemon(op.daemon);
        for (const auto& noted : host.noted[op.daemon.name]) {
            const bool is_decided = std::ranges::any_of(
                op.decided, [&](const control::Program& program) { return program.name == noted.first; });
            if (found != nullptr && found->processes.contains(noted.first) && !is_decided)
                found->processes[noted.first].is_running = noted.second.is_running;
        }
        return ok();
    }
    task::Answer operator()(const control::PruneFiles& op) const {
        const bool removes = op.others == control::PruneFiles::Others::remove;
        std::string names;
        for (const auto& [path, file] : std::map(host.files)) {
            const std::string name = path.substr(path.rfind('/') + 1);
            if (parent(path) != op.files.include_dir || file.text.find(op.files.mark) == std::string::npos ||
                std::ranges::find(op.files.names, name) != op.files.names.end())
                continue;
            names += name + "\n";
            if (removes) {
                host.files.erase(path);
                drop_group(host.daemons[op.daemon.name], name.substr(0, name.rfind('_')));
            }
        }
        task::Answer answer = changed_if(removes && !names.empty());
        answer.value = names;
        return answer;
    }
    task::Answer operator()(const control::CompareConfiguration& op) const {
        const auto found = host.files.find(op.path);
        return ok(found != host.files.end() &&
                          without_comments(found->second.text) == without_comments(op.text)
                      ? "same"
                      : "differs");
    }
    task::Answer operator()(const control::Survey&) const { return ok("{}"); }
    task::Answer operator()(const control::CheckLayout& op) const {
        return host.files.count(op.conf_file) > 0 ? ok() : failed("there is no " + op.conf_file);
    }
};

task::Answer Host::perform(const task::Operation& operation, const task::Contents& contents) {
    return std::visit(TaskVisitor{*this, contents}, operation);
}

task::Answer Host::perform(const control::Operation& operation) {
    return std::visit(ControlVisitor{*this}, operation);
}

}  // namespace deployer::plan::fake
