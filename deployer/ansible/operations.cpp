#include "ansible/operations.hpp"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "agent/guard.hpp"
#include "ansible/software.hpp"
#include "task/paths.hpp"
#include "task/sha256.hpp"

namespace deployer::ansible {

namespace {

using Tasks = std::vector<Task>;
using Argv = std::vector<std::string>;

constexpr const char* administrator = "root";

/// A name that `removes` of Ansible's command, a pattern, takes as it stands.
std::string glob_pattern(const std::string& path) {
    std::string result;
    for (const char c : path)
        result += c == '*' || c == '?' || c == '[' ? fmt::format("[{}]", c) : std::string(1, c);
    return result;
}

/// It is one of the paths that stay, lies in one, or has one in it.
bool is_left(const std::string& path, const std::vector<std::string>& keep) {
    return std::ranges::any_of(keep, [&](const std::string& kept) {
        return task::is_within(path, kept) || task::is_within(kept, path);
    });
}

Task command(const std::vector<std::string>& argv) {
    Task task;
    task.module = "command";
    task.args = {{"argv", texts(argv)}};
    return task;
}

Task look(const std::vector<std::string>& argv, std::string variable) {
    Task task = command(argv);
    task.variable = std::move(variable);
    task.is_look = true;
    task.failed_when = "false";
    return task;
}

/// A command that takes something away, when it is there.
Task removal(Room& room, std::vector<std::string> argv, const std::string& path) {
    argv.insert(argv.end(), {"--", room.path(path)});
    Task task = command(argv);
    task.args.emplace_back("removes", text(glob_pattern(path)));
    return task;
}

void add_text(Map& args, const char* key, const std::string& value) {
    if (!value.empty())
        args.emplace_back(key, text(value));
}

void add_ownership(Map& args, const task::Ownership& ownership) {
    add_text(args, "owner", ownership.owner);
    add_text(args, "group", ownership.group);
    add_text(args, "mode", ownership.mode);
}

/// What makes a key that key: its type and what follows it.
std::string key_identity(const std::string& line) {
    std::istringstream words(line);
    for (std::string word; words >> word;)
        if (word.starts_with("ssh-") || word.starts_with("ecdsa-sha2-") || word.starts_with("sk-")) {
            std::string blob;
            words >> blob;
            return fmt::format("{} {}", word, blob);
        }
    return line;
}

class Expansion {
public:
    Expansion(Room& room, const std::string& variable) : room_(room), variable_(variable) {}

    Tasks operator()(const task::EnsureFile& file) const {
        Task task;
        task.module = "copy";
        task.variable = variable_;
        task.is_secret = file.secret;
        const std::string source = room_.place(file.content, file.path);
        Tasks tasks;
        if (file.alternative.lines.empty()) {
            task.args = {{"src", text(source)}};
        } else {
            tasks.push_back(slurp(file.path, variable_ + "_before"));
            task.vars = {{"hadeploy_source", text(source)},
                         {"hadeploy_alternative", text(room_.place(file.alternative.content, file.path))},
                         {"hadeploy_lines", texts(file.alternative.lines)}};
            task.args = {
                {"src",
                 expression(fmt::format(
                     "{{{{ hadeploy_alternative if ({}_before.content | default('') | b64decode | lower | "
                     "regex_replace('[ \\t\\r]', '')).split('\\n') | intersect(hadeploy_lines) "
                     "else hadeploy_source }}}}",
                     variable_))}};
        }
        task.args.emplace_back("dest", text(room_.path(file.path)));
        add_ownership(task.args, file.ownership);
        if (!file.validate.empty())
            task.args.emplace_back("validate", text(fmt::format("{}", fmt::join(file.validate, " "))));
        // A file that looks like a vault is copied as it is.
        task.args.emplace_back("decrypt", boolean(false));
        tasks.push_back(std::move(task));
        return tasks;
    }

    Tasks operator()(const task::EnsureFolder& folder) const {
        Task task;
        task.module = "file";
        task.variable = variable_;
        task.args = {{"path", text(room_.path(folder.path))}, {"state", text("directory")}};
        add_ownership(task.args, folder.ownership);
        return {task};
    }

    Tasks operator()(const task::EnsureAbsent& absent) const {
        if (std::ranges::find(absent.keep, absent.path) != absent.keep.end())
            return {note(fmt::format("'{}' stays: it has no_remove", absent.path))};
        if (absent.kind == task::EnsureAbsent::Kind::file)
            return {removal(room_, {"rm", "-f"}, absent.path)};
        const auto system = agent::system_folders();
        if (std::find(system.begin(), system.end(), absent.path) != system.end()) {
            room_.refuse(fmt::format("'{}' is a folder of the system and is never removed", absent.path));
            return {};
        }
        if (absent.only_created)
            return emptied(absent);
        Task mounted = look({"mountpoint", "-q", room_.path(absent.path)}, variable_ + "_mount");
        mounted.label = "is no mount point";
        mounted.failed_when = fmt::format("{}_mount.rc == 0", variable_);
        return {mounted, absent.keep.empty() ? removal(room_, {"rm", "-rf", "--one-file-system"}, absent.path)
                                             : removal_around(absent)};
    }

    Tasks operator()(const task::EnsureGroup& group) const {
        Task task;
        task.module = "group";
        task.args = {{"name", text(group.name)}};
        if (group.system)
            task.args.emplace_back("system", boolean(true));
        return {task};
    }

    Tasks operator()(const task::EnsureUser& user) const {
        Task task;
        task.module = "user";
        task.args = {{"name", text(user.login)}, {"create_home", boolean(user.create_home)}};
        if (user.system)
            task.args.emplace_back("system", boolean(true));
        for (const auto& [key, value] :
             {std::pair{"comment", &user.comment}, std::pair{"group", &user.group},
              std::pair{"groups", &user.groups}, std::pair{"password", &user.password}})
            if (*value)
                task.args.emplace_back(key, text(**value));
        task.is_secret = user.password.has_value();
        return {task};
    }

    Tasks operator()(const task::CheckAccount& account) const {
        const bool is_user = account.kind == task::CheckAccount::Kind::user;
        Task task = look({"getent", is_user ? "passwd" : "group", account.name}, variable_);
        task.label = fmt::format("{} '{}' exists", is_user ? "user" : "group", account.name);
        task.failed_when = fmt::format("{}.rc != 0", variable_);
        return {task};
    }

    Tasks operator()(const task::RemoveUser& user) const {
        if (user.login == administrator)
            room_.refuse("user 'root' is the administrator and is never removed; describe it with "
                         "'managed: no' or 'no_remove: yes'");
        Task task;
        task.module = "user";
        task.args = {{"name", text(user.login)}, {"state", text("absent")}};
        if (!user.remove_home)
            return {task};
        task.args.emplace_back("remove", boolean(true));
        if (user.keep.empty())
            return {task};
        const std::string home = variable_ + "_home";
        Task holds_none = look({"getent", "passwd", user.login}, home);
        holds_none.label = "nothing in its home has no_remove";
        holds_none.vars = {{"hadeploy_keep", texts(user.keep)}};
        holds_none.failed_when =
            fmt::format("{0}.rc == 0 and hadeploy_keep | select('match', ({0}.stdout.split(':')[5] | "
                        "regex_escape) ~ '(/|$)') | list | length > 0",
                        home);
        return {holds_none, task};
    }

    Tasks operator()(const task::RemoveGroup& group) const {
        Task task;
        task.module = "group";
        task.args = {{"name", text(group.name)}, {"state", text("absent")}};
        return {task};
    }

    Tasks operator()(const task::EndSessions& sessions) const {
        // Not those of an administrator by another name, nor the one that Ansible has.
        Task account = look({"getent", "passwd", sessions.login}, variable_ + "_account");
        account.label = "account";
        Task task = command({"pkill", "-KILL", "-u", sessions.login, "sshd"});
        task.changed_when = task.failed_when = "false";
        task.vars = {{"hadeploy_login", text(sessions.login)}};
        task.when = {fmt::format("{}_account.stdout.split(':')[2] | default('0') != '0'", variable_),
                     "hadeploy_login != ansible_user | default('')"};
        return {account, task};
    }

    Tasks operator()(const task::EnsureKeys& keys) const;

    Tasks operator()(const task::UnitState& state) const {
        return {look({"systemctl", "is-active", state.unit}, variable_)};
    }

    Tasks operator()(const task::EnsureUnit& unit) const {
        Task task;
        task.module = "systemd";
        task.variable = variable_;
        task.args = {{"name", text(unit.unit)}};
        if (unit.enabled)
            task.args.emplace_back("enabled", boolean(*unit.enabled));
        if (const char* state = state_of(unit.action))
            task.args.emplace_back("state", text(state));
        if (!unit.enabled && state_of(unit.action) == nullptr)
            return {};
        // With --check its file may not be there yet.
        task.failed_when = fmt::format("{}.failed and not ansible_check_mode", variable_);
        if (unit.absent_is_fine)
            task.failed_when += fmt::format(" and 'not find' not in {}.msg | default('')", variable_);
        return {task};
    }

    Tasks operator()(const task::ReloadUnits&) const {
        Task task;
        task.module = "systemd";
        task.args = {{"daemon_reload", boolean(true)}};
        task.changed_when = "true";
        return {task};
    }

    Tasks operator()(const task::Download& download) const {
        Task task;
        task.module = "get_url";
        task.variable = variable_;
        task.args = {{"url", text(download.url)}, {"dest", text(room_.path(download.path))}};
        add_ownership(task.args, download.ownership);
        if (!download.sha256.empty())
            task.args.emplace_back("checksum", text("sha256:" + download.sha256));
        add_text(task.args, "url_username", download.username);
        add_text(task.args, "url_password", download.password);
        task.args.emplace_back("validate_certs", boolean(download.validate_certs));
        task.args.emplace_back("force_basic_auth", boolean(download.force_basic_auth));
        task.is_secret = download.secret || !download.username.empty() || !download.password.empty();
        return {task};
    }

    /// Looked at for a condition: its hash says as much.
    Tasks operator()(const task::ReadFile& file) const {
        Task task;
        task.module = "stat";
        task.args = {{"path", text(room_.path(file.path))}, {"checksum_algorithm", text("sha256")}};
        task.variable = variable_;
        return {task};
    }

    Tasks operator()(const task::ProgramVersion&) const { return software_tasks(room_, variable_); }

    // Ansible keeps no agent on hosts.
    Tasks operator()(const task::RemoveAgent&) const { return {}; }

    // Part of other operations of the native engine.
    Tasks operator()(const task::Exchange&) const { return {}; }
    Tasks operator()(const task::ListFolder&) const { return {}; }
    Tasks operator()(const task::ProcessMemory&) const { return {}; }
    Tasks operator()(const task::RestoreFile&) const { return {}; }

private:
    static const char* state_of(task::UnitAction action) {
        switch (action) {
        case task::UnitAction::start:
            return "started";
        case task::UnitAction::stop:
            return "stopped";
        case task::UnitAction::restart:
            return "restarted";
        case task::UnitAction::reload:
            return "reloaded";
        case task::UnitAction::none:
            break;
        }
        return nullptr;
    }

    Task note(const std::string& message) const {
        Task task;
        task.module = "debug";
        task.args = {{"msg", text(message)}};
        return task;
    }

    Task slurp(const std::string& path, std::string variable) const {
        Task task;
        task.module = "slurp";
        task.label = "what is there";
        task.args = {{"src", text(room_.path(path))}};
        task.variable = std::move(variable);
        task.failed_when = "false";
        return task;
    }

    /// A folder with all that is in it, but for what stays.
    Task removal_around(const task::EnsureAbsent& absent) const {
        std::vector<std::string> argv{"find", room_.path(absent.path), "-xdev", "-depth", "-not", "("};
        const auto pass_over = [&argv](const std::string& pattern) {
            if (argv.back() != "(")
                argv.emplace_back("-o");
            argv.insert(argv.end(), {"-path", pattern});
        };
        for (const std::string& kept : absent.keep) {
            pass_over(task::literal_pattern(room_.path(kept)) + "/*");
            for (std::string path = kept; task::is_within(path, absent.path); path.resize(path.rfind('/')))
                pass_over(task::literal_pattern(path));
        }
        argv.insert(argv.end(), {")", "-print", "-delete"});
        Task task = command(argv);
        task.args.emplace_back("removes", text(glob_pattern(absent.path)));
        task.variable = variable_;
        task.changed_when = fmt::format("{}.stdout | default('') != ''", variable_);
        return task;
    }

    /// Nobody has noted what deployments made: what is described goes, and folders when nothing is left in
    /// them.
    Tasks emptied(const task::EnsureAbsent& absent) const {
        Tasks files, folders;
        const std::vector<std::string> described = room_.described_below(absent.path);
        for (const std::string& name : described) {
            std::string path = absent.path + "/" + name;
            const bool is_folder = path.ends_with('/');
            if (is_folder)
                path.pop_back();
            if (!is_left(path, absent.keep))
                (is_folder ? folders : files)
                    .push_back(removal(room_, is_folder ? Argv{"rmdir"} : Argv{"rm", "-f"}, path));
        }
        for (Tasks* one : {&files, &folders})
            for (Task& task : *one)
                task.label = task.args.front().second.list.back().text;
        std::reverse(folders.begin(), folders.end());
        if (is_left(absent.path, absent.keep)) {
            folders.push_back(note(fmt::format("'{}' stays, with what has no_remove", absent.path)));
        } else {
            folders.push_back(removal(room_, {"rmdir"}, absent.path));
            folders.back().label = described.empty() ? "" : absent.path;
        }
        Tasks tasks;
        for (Tasks* one : {&files, &folders})
            if (auto loop = as_loop(*one))
                tasks.push_back(std::move(*loop));
            else
                tasks.insert(tasks.end(), one->begin(), one->end());
        return tasks;
    }

    Room& room_;
    const std::string& variable_;
};

Tasks Expansion::operator()(const task::EnsureKeys& keys) const {
    const std::string home = fmt::format("{}_home.stdout.split(':')", variable_);
    const auto in_home = [&](const char* name) {
        return expression(fmt::format("{{{{ {}[5] }}}}/{}", home, name));
    };
    const Value group = expression(fmt::format("{{{{ {}[3] }}}}", home));
    Tasks tasks{look({"getent", "passwd", keys.user}, variable_ + "_home")};
    tasks.back().label = "home of " + keys.user;
    if (keys.present)
        tasks.back().failed_when = fmt::format("{}_home.rc != 0 and not ansible_check_mode", variable_);
    const std::string is_there = fmt::format("{}_home.rc == 0", variable_);
    if (!keys.present) {
        for (const std::string& key : keys.keys) {
            Task task;
            task.module = "lineinfile";
            task.args = {{"path", in_home(".ssh/authorized_keys")},
                         {"search_string", text(key_identity(key))},
                         {"state", text("absent")}};
            task.when = {is_there};
            tasks.push_back(std::move(task));
        }
        return tasks;
    }
    Task folder;
    folder.module = "file";
    folder.label = ".ssh of " + keys.user;
    folder.args = {{"path", in_home(".ssh")},
                   {"state", text("directory")},
                   {"owner", text(keys.user)},
                   {"group", group},
                   {"mode", text("0700")}};
    folder.when = {is_there};
    Task before;
    before.module = "slurp";
    before.label = "keys of " + keys.user;
    before.args = {{"src", in_home(".ssh/authorized_keys")}};
    before.variable = variable_ + "_before";
    before.when = {is_there};
    before.failed_when = "false";
    tasks.push_back(std::move(folder));
    tasks.push_back(std::move(before));
    for (const std::string& key : keys.keys) {
        Task task;
        task.module = "lineinfile";
        task.args = {{"path", in_home(".ssh/authorized_keys")},
                     {"line", text(key)},
                     {"create", boolean(true)},
                     {"owner", text(keys.user)},
                     {"group", group},
                     {"mode", text("0600")}};
        task.vars = {{"hadeploy_key", text(key_identity(key))}};
        task.when = {is_there, fmt::format("hadeploy_key not in {}_before.content | default('') | b64decode",
                                           variable_)};
        tasks.push_back(std::move(task));
    }
    return tasks;
}

}  // namespace

std::vector<Task> tasks_of(Room& room, const task::Operation& operation, const std::string& variable) {
    return std::visit(Expansion(room, variable), operation);
}

std::string value_of(const task::Operation& operation, const std::string& variable) {
    if (std::holds_alternative<task::ReadFile>(operation))
        return fmt::format("{}.stat.checksum | default('')", variable);
    return fmt::format("{}.stdout | default('')", variable);
}

std::string comparable(const task::Operation& operation, const std::string& value) {
    return std::holds_alternative<task::ReadFile>(operation) && !value.empty() ? task::sha256_hex(value)
                                                                               : value;
}

}  // namespace deployer::ansible
