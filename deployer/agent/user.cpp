#include <algorithm>

#include "agent/account_tool.hpp"
#include "agent/home.hpp"
#include "agent/operations.hpp"

namespace deployer::agent {

namespace {

using supervise::fail;
using supervise::Result;
using task::EnsureUser;

/// "a, b" as {"a", "b"}, sorted, each once.
std::vector<std::string> listed(const std::string& text) {
    std::vector<std::string> names;
    for (const std::string& word : split(text, ',')) {
        const std::size_t begin = word.find_first_not_of(' ');
        if (begin != std::string::npos)
            names.push_back(word.substr(begin, word.find_last_not_of(' ') - begin + 1));
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ",") + name;
    return text;
}

/// What would tear a line of an account file.
bool tears(const std::string& text) {
    return text.find_first_of(std::string_view(":\n\r\0", 4)) != std::string::npos;
}

Result<void> check(Context& context, const EnsureUser& operation) {
    if (auto checked = check_account_name(operation.login); !checked)
        return checked;
    if ((operation.comment && tears(*operation.comment)) ||
        (operation.password && tears(*operation.password)))
        return fail("user '" + operation.login + "': comment and password cannot hold ':' or a line end");
    std::vector<std::string> groups = listed(operation.groups.value_or(""));
    if (operation.group)
        groups.push_back(*operation.group);
    for (const std::string& name : groups)
        if (!context.accounts.group(name) && !context.forecast.groups.contains(name))
            return fail("group '" + name + "' DOES NOT EXIST");
    return {};
}

Result<void> set_password(Context& context, const EnsureUser& operation, const std::string& failure) {
    // By its input: what stands in argv is read by everybody on the host.
    return run_account_tool(context, {"chpasswd", "-e"}, failure,
                            operation.login + ":" + *operation.password + "\n");
}

std::vector<std::string> useradd(Context& context, const EnsureUser& operation) {
    std::vector<std::string> argv{"useradd", operation.create_home ? "-m" : "-M"};
    if (operation.system)
        argv.emplace_back("-r");
    if (operation.comment)
        argv.insert(argv.end(), {"-c", *operation.comment});
    if (operation.group)
        argv.insert(argv.end(), {"-g", *operation.group});
    else if (context.accounts.group(operation.login))
        argv.insert(argv.end(), {"-g", operation.login});
    else
        argv.emplace_back("-U");
    if (operation.groups && !listed(*operation.groups).empty())
        argv.insert(argv.end(), {"-G", joined(listed(*operation.groups))});
    argv.push_back(operation.login);
    return argv;
}

/// Notes what came with the user: its own group goes with it, its home too.
Result<void> note_company(Context& context, const EnsureUser& operation, bool own_group) {
    if (own_group)
        if (auto noted = context.ledger.add(Made::group, operation.login); !noted)
            return noted;
    const auto made = context.accounts.user(operation.login);
    if (!made)
        return fail("Unable to create user '" + operation.login + "': it is not there after it was created");
    if (operation.create_home)
        return context.ledger.add(Made::home, operation.login, made->home);
    return {};
}

/// In which folder useradd makes homes.
std::string folder_of_homes(Context& context) {
    constexpr std::string_view key = "HOME=";
    const auto defaults = context.host.run({.argv = {"useradd", "-D"}});
    if (defaults && defaults->good())
        for (const std::string& line : split(defaults->output, '\n'))
            if (line.compare(0, key.size(), key) == 0)
                return line.substr(key.size());
    return "/home";
}

task::Answer create(Context& context, const EnsureUser& operation) {
    const bool own_group = !operation.group && !context.accounts.group(operation.login);
    if (context.begin.check) {
        context.forecast.users.insert(operation.login);
        if (own_group)
            context.forecast.groups.insert(operation.login);
        return changed("created");
    }
    const std::string failure = "Unable to create user '" + operation.login + "'";
    const auto argv = useradd(context, operation);
    if (auto noted = context.ledger.add(Made::user, operation.login); !noted)
        return failed(noted.error());
    const bool had_home =
        operation.create_home && context.host.exists(folder_of_homes(context) + "/" + operation.login);
    if (auto created = run_account_tool(context, argv, failure); !created) {
        // An entry for a user that is not there removes nothing.
        (void)context.ledger.drop(Made::user, operation.login);
        return failed(created.error());
    }
    EnsureUser company = operation;
    company.create_home = operation.create_home && !had_home;
    if (auto noted = note_company(context, company, own_group); !noted)
        return failed(noted.error());
    if (operation.password)
        if (auto set = set_password(context, operation, failure); !set)
            return failed(set.error());
    return changed("created");
}

/// What usermod has to be told, and how a message says it.
struct Changes {
    std::vector<std::string> options;
    std::string text;
    bool password = false;

    void add(const std::string& what) { text += (text.empty() ? "" : ", ") + what; }
    void add(const char* option, const std::string& value, const std::string& what) {
        options.insert(options.end(), {option, value});
        add(what);
    }
};

Changes compare(Context& context, const EnsureUser& operation, const User& have) {
    Changes changes;
    if (operation.comment && *operation.comment != have.comment)
        changes.add("-c", *operation.comment, "comment");
    if (operation.group && context.accounts.gid_of(*operation.group) != have.gid)
        changes.add("-g", *operation.group,
                    "group " + context.accounts.name_of_group(have.gid) + " -> " + *operation.group);
    if (operation.groups) {
        auto now = context.accounts.groups_of(operation.login);
        const auto wanted = listed(*operation.groups);
        // The primary group may be listed among the others or not.
        const std::string primary = context.accounts.name_of_group(have.gid);
        if (!std::binary_search(wanted.begin(), wanted.end(), primary))
            std::erase(now, primary);
        else if (!std::binary_search(now.begin(), now.end(), primary))
            now.insert(std::lower_bound(now.begin(), now.end(), primary), primary);
        if (now != wanted)
            changes.add("-G", joined(wanted), "groups " + joined(now) + " -> " + joined(wanted));
    }
    changes.password =
        operation.password && context.accounts.password(operation.login).value_or("") != *operation.password;
    if (changes.password)
        changes.add("password");
    return changes;
}

task::Answer adjust(Context& context, const EnsureUser& operation, const User& have) {
    Changes changes = compare(context, operation, have);
    const std::string failure = "Unable to change user '" + operation.login + "'";
    if (!context.begin.check) {
        if (!changes.options.empty()) {
            std::vector<std::string> argv{"usermod"};
            argv.insert(argv.end(), changes.options.begin(), changes.options.end());
            argv.push_back(operation.login);
            if (auto done = run_account_tool(context, argv, failure); !done)
                return failed(done.error());
        }
        if (changes.password)
            if (auto set = set_password(context, operation, failure); !set)
                return failed(set.error());
    }
    if (operation.create_home) {
        const auto made = ensure_home(context, have);
        if (!made)
            return failed(made.error());
        if (*made)
            changes.add("home created");
    }
    return changes.text.empty() ? ok() : changed(changes.text);
}

}  // namespace

task::Answer perform(Context& context, const EnsureUser& operation) {
    if (auto checked = check(context, operation); !checked)
        return failed(checked.error());
    const auto have = context.accounts.user(operation.login);
    return have ? adjust(context, operation, *have) : create(context, operation);
}

}  // namespace deployer::agent
