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

std::vector<Item> key_items(Maker& maker, const model::User& user, bool present) {
    std::vector<Item> items;
    for (const std::string& path : user.authorized_keys) {
        const auto text =
            maker.context.read ? maker.context.read(path) : supervise::fail("there is no way to read files");
        if (!text) {
            maker.problems.add(user.origin, "authorized_keys", text.error().message, {}, {});
            continue;
        }
        std::vector<std::string> keys = keys_of(*text);
        if (keys.empty())
            maker.problems.add(user.origin, "authorized_keys", fmt::format("'{}' holds no key", path),
                               "name a public key file", {});
        items.push_back({path, task::EnsureKeys{user.login, std::move(keys), present}, !present});
    }
    return items;
}

task::EnsureUser user_on(Maker& maker, const model::User& user, std::size_t host) {
    HostTexts text = maker.texts(host, user.origin);
    return {user.login,
            text("comment", user.comment),
            text("group", user.group),
            text("groups", user.groups),
            text("password", user.password),
            user.system,
            user.create_home};
}

Item sudo_item(Maker& maker, const model::User& user, std::size_t host) {
    HostTexts text = maker.texts(host, user.origin);
    const std::string accounts = text("can_sudo_to", *user.can_sudo_to);
    if (accounts.find_first_of("\n\r()") != std::string::npos)
        maker.problems.add(user.origin, "can_sudo_to", fmt::format("'{}' is no list of accounts", accounts),
                           "write names with commas between them, or ALL", maker.host_name(host));
    task::EnsureFile file{sudoers_file(user.login), {"root", "root", "0440"}};
    file.validate = {"/usr/sbin/visudo", "-cf", "%s"};
    maker.put_text(file,
                   {fmt::format("{}  ALL=({}) NOPASSWD:ALL\n", user.login, accounts), text.is_secret()});
    return {user.login, std::move(file)};
}

void deploy_user(Maker& maker, PlayMaker& play, const model::User& user) {
    if (user.managed)
        play.task(fmt::format("Create user '{}'", user.login), one([&](std::size_t host) {
                      return Item{user.login, user_on(maker, user, host)};
                  }));
    if (!user.authorized_keys.empty()) {
        // EnsureKeys makes a missing home; here is seen first that there is such an account (HD-USR-09).
        if (!user.managed)
            play.look(fmt::format("Ensure home folder for '{}'", user.login),
                      same({user.login, task::CheckAccount{task::CheckAccount::Kind::user, user.login}}));
        const std::vector<Item> items = key_items(maker, user, true);
        play.task(fmt::format("Set authorized_keys for user '{}'", user.login),
                  [&](std::size_t) { return items; })
            .loop = true;
    }
    if (user.can_sudo_to)
        play.task(fmt::format("Grants sudo rights for '{}' to '{}'", *user.can_sudo_to, user.login),
                  one([&](std::size_t host) { return sudo_item(maker, user, host); }));
}

void remove_user(Maker& maker, PlayMaker& play, const model::User& user) {
    // Also those that an earlier description gave; what no deployment has made, like other files: by force,
    // when it is described.
    const bool only_created = !maker.context.force || !user.can_sudo_to;
    play.task(fmt::format("Remove sudo rights for '{}' if any", user.login),
              same({user.login, task::EnsureAbsent{sudoers_file(user.login), task::EnsureAbsent::Kind::file,
                                                   only_created}}));
    if (!user.authorized_keys.empty()) {
        const std::vector<Item> items = key_items(maker, user, false);
        play.task(fmt::format("Remove authorized_keys for user '{}'", user.login),
                  [&](std::size_t) { return items; })
            .loop = true;
    }
    if (!user.managed)
        return;
    play.look(fmt::format("Clean up process for user  '{}'", user.login),
              same({user.login, task::EndSessions{user.login, user.remove_home}, true}));
    play.task(fmt::format("Remove user '{}'", user.login), one([&](std::size_t host) {
                  return Item{user.login, task::RemoveUser{user.login, user.remove_home, maker.kept(host)}};
              }));
}

}  // namespace

void deploy_users(Maker& maker) {
    for (const auto& scope : by_scope(maker.model.groups, maker.model.users)) {
        PlayMaker play(maker, *scope.scope);
        for (const model::Group* group : scope.first)
            if (group->managed)
                play.task(fmt::format("Create group '{}'", group->name),
                          same({group->name, task::EnsureGroup{group->name, group->system}}));
        for (const model::User* user : scope.second)
            deploy_user(maker, play, *user);
        for (const model::Group* group : scope.first)
            if (!group->managed)
                play.look(
                    fmt::format("Ensure group '{}' exists", group->name),
                    same({group->name, task::CheckAccount{task::CheckAccount::Kind::group, group->name}}));
        for (const model::User* user : scope.second)
            if (!user->managed)
                play.look(
                    fmt::format("Ensure user '{}' exists", user->login),
                    same({user->login, task::CheckAccount{task::CheckAccount::Kind::user, user->login}}));
        play.finish();
    }
}

void remove_users(Maker& maker) {
    for (const auto& scope : by_scope(maker.model.groups, maker.model.users)) {
        PlayMaker play(maker, *scope.scope);
        for (const model::User* user : reversed(scope.second))
            if (!user->no_remove)
                remove_user(maker, play, *user);
        for (const model::Group* group : reversed(scope.first))
            if (group->managed && !group->no_remove)
                play.task(fmt::format("Remove group '{}'", group->name),
                          same({group->name, task::RemoveGroup{group->name}}));
        play.finish();
    }
}

}  // namespace deployer::plan
