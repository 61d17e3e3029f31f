// Groups and users (HD-USR).
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "model/assembly.hpp"
#include "model/names.hpp"

namespace deployer::model {

namespace {

/// Two managed items of one name on one host would undo each other's work.
template <typename Draft>
void check_twice(Reading& reading, std::vector<Draft>& drafts, std::string Draft::*name, std::string_view key,
                 std::string_view what) {
    std::map<std::string, std::vector<const Draft*>> seen;
    for (Draft& draft : drafts) {
        if (!draft.managed || (draft.*name).empty())
            continue;
        std::vector<const Draft*>& same = seen[draft.*name];
        for (const Draft* other : same) {
            const auto& hosts = other->scope.hosts;
            if (!std::any_of(draft.scope.hosts.begin(), draft.scope.hosts.end(), [&](std::size_t host) {
                    return std::find(hosts.begin(), hosts.end(), host) != hosts.end();
                }))
                continue;
            refuse(reading, draft, key, fmt::format("{} '{}' is defined twice", what, draft.*name),
                   fmt::format("the first is at {}", other->node->place.text()));
            break;
        }
        same.push_back(&draft);
    }
}

void check_group(Assembly& assembly, GroupDraft& draft) {
    const std::string subject = fmt::format("Group {}", quoted(draft.name));
    settle_scope(assembly.reading, assembly.names, draft, subject, ScopeWords::users);
    refuse_if(assembly.reading, draft, "name", subject, account_name_fault(draft.name));
}

void check_unmanaged(Reading& reading, UserDraft& draft) {
    constexpr std::array<std::string_view, 6> refused{"system", "create_home", "group",
                                                      "groups", "comment",     "password"};
    for (const std::string_view key : refused)
        if (is_given(draft, key))
            return refuse(
                reading, draft, key,
                fmt::format("User '{}': When not managed, 'system', 'create_home', 'group', 'groups', "
                            "'comment' or 'password' attributes can't be defined!",
                            quoted(draft.login)));
}

/// As crypt(3) and shadow(5) have it: a method in dollars, or a locked account.
bool is_crypt(std::string_view password) {
    return has_expression(password) || password.starts_with('$') || password.starts_with('!') ||
           password.starts_with('*') || password.empty();
}

void check_keys_of(Assembly& assembly, UserDraft& draft) {
    const Action action = assembly.reading.context().action;
    if (!assembly.reading.needs_content() && action != Action::remove)
        return;
    const source::Node* list = draft.node->find("authorized_keys");
    for (std::size_t i = 0; i < draft.authorized_keys.size(); ++i) {
        const std::string& path = draft.authorized_keys[i];
        const auto found = assembly.reading.look(path);
        if (found == ReadContext::Found::file)
            continue;
        draft.good = false;
        assembly.reading.error(
            list->items[i].place, fmt::format("{}.authorized_keys[{}]", draft.origin.path, i),
            fmt::format("User '{}': key file '{}' {}", quoted(draft.login), path,
                        found == ReadContext::Found::nothing ? "does not exists" : "cannot be read"));
    }
}

void check_user(Assembly& assembly, UserDraft& draft) {
    Reading& reading = assembly.reading;
    const std::string subject = fmt::format("User {}", quoted(draft.login));
    settle_scope(reading, assembly.names, draft, subject, ScopeWords::users);
    refuse_if(reading, draft, "login", subject, account_name_fault(draft.login));
    refuse_if(reading, draft, "group", subject, account_name_fault(draft.group.value_or("")));
    if (!draft.managed)
        check_unmanaged(reading, draft);
    for (const std::string_view key : {"comment", "can_sudo_to", "groups"}) {
        const source::Node* value = draft.node->find(key);
        if (value != nullptr && value->text.find_first_of("\r\n") != std::string::npos)
            refuse(reading, draft, key, fmt::format("{}: {} is more than one line", subject, key));
    }
    if (draft.password && !is_crypt(*draft.password))
        warn(reading, draft, "password",
             fmt::format("User '{}': the password is not in crypt form, so nobody can log in with it",
                         quoted(draft.login)),
             "make one with `openssl passwd -6`");
    check_keys_of(assembly, draft);
}

}  // namespace

void read_accounts(Assembly& assembly) {
    auto groups = read_block(assembly.reading, "groups", group_rows());
    auto users = read_block(assembly.reading, "users", user_rows());
    if (!assembly.parts.users)
        return;
    for (GroupDraft& draft : groups)
        check_group(assembly, draft);
    for (UserDraft& draft : users)
        check_user(assembly, draft);
    check_twice(assembly.reading, groups, static_cast<std::string GroupDraft::*>(&Group::name), "name",
                "group");
    check_twice(assembly.reading, users, static_cast<std::string UserDraft::*>(&User::login), "login",
                "user");
    for (GroupDraft& draft : groups)
        assembly.model.groups.push_back(static_cast<Group&&>(draft));
    for (UserDraft& draft : users)
        assembly.model.users.push_back(static_cast<User&&>(draft));
}

}  // namespace deployer::model
