#include "agent/account_tool.hpp"
#include "agent/operations.hpp"

namespace deployer::agent {

task::Answer perform(Context& context, const task::EnsureGroup& operation) {
    if (auto checked = check_account_name(operation.name); !checked)
        return failed(checked.error());
    if (context.accounts.group(operation.name))
        return ok();
    if (context.begin.check) {
        context.forecast.groups.insert(operation.name);
        return changed("created");
    }
    std::vector<std::string> argv{"groupadd"};
    if (operation.system)
        argv.emplace_back("-r");
    argv.push_back(operation.name);
    if (auto noted = context.ledger.add(Made::group, operation.name); !noted)
        return failed(noted.error());
    const auto created = run_account_tool(context, argv, "Unable to create group '" + operation.name + "'");
    if (created)
        return changed("created");
    // Nothing is lost when this fails too: an entry for a group that is not there removes nothing.
    (void)context.ledger.drop(Made::group, operation.name);
    return failed(created.error());
}

task::Answer perform(Context& context, const task::RemoveGroup& operation) {
    if (auto checked = check_account_name(operation.name); !checked)
        return failed(checked.error());
    const auto group = context.accounts.group(operation.name);
    if (!group) {
        // userdel takes a user's own group along.
        (void)context.ledger.drop(Made::group, operation.name);
        return ok();
    }
    if (!context.ledger.has(Made::group, operation.name))
        return ok("group '" + operation.name + "' is kept: no deployment created it");
    if (context.begin.check)
        return changed("removed");
    const auto removed = run_account_tool(context, {"groupdel", operation.name},
                                          "Unable to remove group '" + operation.name + "'");
    if (!removed)
        return failed(removed.error());
    if (auto dropped = context.ledger.drop(Made::group, operation.name); !dropped)
        return failed(dropped.error());
    return changed("removed");
}

task::Answer perform(Context& context, const task::CheckAccount& operation) {
    const bool user = operation.kind == task::CheckAccount::Kind::user;
    const bool there = user ? context.accounts.user(operation.name).has_value()
                            : context.accounts.group(operation.name).has_value();
    const auto& coming = user ? context.forecast.users : context.forecast.groups;
    if (there || coming.contains(operation.name))
        return ok();
    return failed(std::string(user ? "user '" : "group '") + operation.name + "' DOES NOT EXIST");
}

}  // namespace deployer::agent
