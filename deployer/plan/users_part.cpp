// Groups and users (HD-USR).
#include <algorithm>

#include <fmt/format.h>

#include "plan/parts.hpp"

namespace deployer::plan {

namespace {

/// sudo ignores files with a dot in their name.
std::string sudoers_file(std::string login) {
    std::ranges::replace(login, '.', '_');
    return "/etc/sudoers.d/" + login;
}

/// The keys of a public key file: lines that are neither empty nor a comment.
std::vector<std::string> keys_of(const std::string& text) {
    std::vector<std::string> keys;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string line = text.substr(begin, end - begin);
        begin = end + 1;
        line.erase(line.find_last_not_of(" \t\r") + 1);
        line.erase(0, std::min(line.find_first_not_of(" \t"), line.size()));
        if (!line.empty() && line.front() != '#')
            keys.push_back(std::move(line));
    }
    return keys;
}

std::string login_of(Maker& maker, const model::User& user, std::size_t host) {
    return maker.texts(host, user.origin).account("login", user.login);
}

std::string name_of(Maker& maker, const model::Group& group, std::size_t host) {
    return maker.texts(host, group.origin).account("name", group.name);
}

/// Files of public keys, and what is in them.
using Keys = std::vector<std::pair<std::string, std::vector<std::string>>>;

Keys read_keys(Maker& maker, const model::User& user) {
    Keys all;
    for (const std::string& path : user.authorized_keys) {
        const auto text =
            maker.context.read ? maker.context.read(path) : supervise::fail("there is no way to read files");
        if (!text) {
            maker.problems.add(user.origin, "authorized_keys", text.error().message, {}, {});
            continue;
        }
        all.emplace_back(path, keys_of(*text));
        if (all.back().second.empty())
            maker.problems.add(user.origin, "authorized_keys", fmt::format("'{}' holds no key", path),
                               "name a public key file", {});
    }
    return all;
}

void add_key_items(Maker& maker, PlayMaker& play, const model::User& user, bool present) {
    const Keys all = read_keys(maker, user);
    play.task(fmt::format("{} authorized_keys for user '{}'", present ? "Set" : "Remove", user.login),
              [&](std::size_t host) {
                  const std::string login = login_of(maker, user, host);
                  std::vector<Item> items;
                  for (const auto& [path, keys] : all)
                      items.push_back({path, task::EnsureKeys{login, keys, present}, !present});
                  return items;
              })
        .loop = true;
}

task::EnsureUser user_on(Maker& maker, const model::User& user, std::size_t host) {
    HostTexts text = maker.texts(host, user.origin);
    return {text.account("login", user.login),
            text("comment", user.comment),
            user.group ? std::optional(text.account("group", *user.group)) : std::nullopt,
            text("groups", user.groups),
            text("password", user.password),
            user.system,
            user.create_home};
}

Item sudo_item(Maker& maker, const model::User& user, std::size_t host) {
    HostTexts text = maker.texts(host, user.origin);
    const std::string login = text.account("login", user.login);
    const std::string accounts = text("can_sudo_to", *user.can_sudo_to);
    if (accounts.find_first_of("\n\r()") != std::string::npos)
        maker.problems.add(user.origin, "can_sudo_to", fmt::format("'{}' is no list of accounts", accounts),
                           "write names with commas between them, or ALL", maker.host_name(host));
    task::EnsureFile file{sudoers_file(login), {"root", "root", "0440"}};
    file.validate = {"/usr/sbin/visudo", "-cf", "%s"};
    maker.put_text(file, {fmt::format("{}  ALL=({}) NOPASSWD:ALL\n", login, accounts), text.is_secret()});
    return {login, std::move(file)};
}

/// An item with the account's name on the host.
template <class Make>
PlayMaker::Items for_login(Maker& maker, const model::User& user, Make make) {
    return one([&maker, &user, make](std::size_t host) {
        const std::string login = login_of(maker, user, host);
        return Item{login, make(login)};
    });
}

template <class Make>
PlayMaker::Items for_group(Maker& maker, const model::Group& group, Make make) {
    return one([&maker, &group, make](std::size_t host) {
        const std::string name = name_of(maker, group, host);
        return Item{name, make(name)};
    });
}

task::CheckAccount check_user(const std::string& login) {
    return {task::CheckAccount::Kind::user, login};
}

task::CheckAccount check_group(const std::string& name) {
    return {task::CheckAccount::Kind::group, name};
}

void deploy_user(Maker& maker, PlayMaker& play, const model::User& user) {
    if (user.managed)
        play.task(fmt::format("Create user '{}'", user.login), one([&](std::size_t host) {
                      task::EnsureUser operation = user_on(maker, user, host);
                      return Item{operation.login, operation};
                  }));
    const auto exists = for_login(maker, user, check_user);
    if (!user.authorized_keys.empty()) {
        // EnsureKeys makes a missing home; here is seen first that there is such an account (HD-USR-09).
        if (!user.managed)
            play.look(fmt::format("Ensure home folder for '{}'", user.login), exists);
        add_key_items(maker, play, user, true);
    } else if (user.can_sudo_to && !user.managed) {
        // Rights of an account that is not there would wait for the next of that name.
        play.silent(exists);
    }
    if (user.can_sudo_to)
        play.task(fmt::format("Grants sudo rights for '{}' to '{}'", *user.can_sudo_to, user.login),
                  one([&](std::size_t host) { return sudo_item(maker, user, host); }));
}

void remove_user(Maker& maker, PlayMaker& play, const model::User& user) {
    // Also those that an earlier description gave; what no deployment has made, like other files: by force,
    // when it is described.
    const bool only_created = !maker.context.force || !user.can_sudo_to;
    play.task(
        fmt::format("Remove sudo rights for '{}' if any", user.login),
        for_login(maker, user, [only_created](const std::string& login) {
            return task::EnsureAbsent{sudoers_file(login), task::EnsureAbsent::Kind::file, only_created};
        }));
    if (!user.authorized_keys.empty())
        add_key_items(maker, play, user, false);
    if (!user.managed)
        return;
    play.look(fmt::format("Clean up process for user  '{}'", user.login), one([&](std::size_t host) {
                  const std::string login = login_of(maker, user, host);
                  return Item{login, task::EndSessions{login, user.remove_home}, true};
              }));
    play.task(fmt::format("Remove user '{}'", user.login), one([&](std::size_t host) {
                  const std::string login = login_of(maker, user, host);
                  return Item{login, task::RemoveUser{login, user.remove_home, maker.kept(host)}};
              }));
}

using Accounts = ScopedPair<model::Group, model::User>;

void create_groups(Maker& maker, PlayMaker& play, const Accounts& scope) {
    for (const model::Group* group : scope.first)
        if (group->managed)
            play.task(fmt::format("Create group '{}'", group->name),
                      for_group(maker, *group, [group](const std::string& name) {
                          return task::EnsureGroup{name, group->system};
                      }));
}

void deploy_accounts(Maker& maker, PlayMaker& play, const Accounts& scope) {
    for (const model::User* user : scope.second)
        deploy_user(maker, play, *user);
    for (const model::Group* group : scope.first)
        if (!group->managed)
            play.look(fmt::format("Ensure group '{}' exists", group->name),
                      for_group(maker, *group, check_group));
    for (const model::User* user : scope.second)
        if (!user->managed)
            play.look(fmt::format("Ensure user '{}' exists", user->login),
                      for_login(maker, *user, check_user));
}

void remove_accounts(Maker& maker, PlayMaker& play, const Accounts& scope) {
    for (const model::User* user : reversed(scope.second))
        if (!user->no_remove)
            remove_user(maker, play, *user);
}

void remove_groups(Maker& maker, PlayMaker& play, const Accounts& scope) {
    for (const model::Group* group : reversed(scope.first))
        if (group->managed && !group->no_remove)
            play.task(
                fmt::format("Remove group '{}'", group->name),
                for_group(maker, *group, [](const std::string& name) { return task::RemoveGroup{name}; }));
}

bool has_groups(const Accounts& scope) {
    return std::ranges::any_of(scope.first, [](const model::Group* group) { return group->managed; });
}

bool share_hosts(const Accounts& a, const Accounts& b) {
    return std::ranges::any_of(a.scope->hosts, [&](std::size_t host) {
        return std::ranges::find(b.scope->hosts, host) != b.scope->hosts.end();
    });
}

/// Whether an account may need a group of another scope: then groups have plays of their own (HD-USR-02).
bool are_groups_apart(const std::vector<Accounts>& scopes) {
    for (const Accounts& groups : scopes)
        for (const Accounts& users : scopes)
            if (&groups != &users && has_groups(groups) && !users.second.empty() &&
                share_hosts(groups, users))
                return true;
    return false;
}

/// The facts of a scope are counted once.
PlayMaker::Shown facts_unless(bool is_known) {
    return is_known ? PlayMaker::Shown::no : PlayMaker::Shown::yes;
}

}  // namespace

void deploy_users(Maker& maker) {
    const std::vector<Accounts> scopes = by_scope(maker.model.groups, maker.model.users);
    const bool apart = are_groups_apart(scopes);
    for (const Accounts& scope : scopes)
        if (apart && has_groups(scope)) {
            PlayMaker play(maker, *scope.scope);
            create_groups(maker, play, scope);
            play.finish();
        }
    for (const Accounts& scope : scopes) {
        PlayMaker play(maker, *scope.scope, facts_unless(apart && has_groups(scope)));
        if (!apart)
            create_groups(maker, play, scope);
        deploy_accounts(maker, play, scope);
        play.finish();
    }
}

void remove_users(Maker& maker) {
    const std::vector<Accounts> scopes = by_scope(maker.model.groups, maker.model.users);
    const bool apart = are_groups_apart(scopes);
    for (const Accounts& scope : scopes) {
        PlayMaker play(maker, *scope.scope);
        remove_accounts(maker, play, scope);
        if (!apart)
            remove_groups(maker, play, scope);
        play.finish();
    }
    for (const Accounts& scope : scopes)
        if (apart && has_groups(scope)) {
            PlayMaker play(maker, *scope.scope, PlayMaker::Shown::no);
            remove_groups(maker, play, scope);
            play.finish();
        }
}

}  // namespace deployer::plan
