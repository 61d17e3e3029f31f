#include <csignal>

#include "agent/account_tool.hpp"
#include "agent/home.hpp"
#include "agent/operations.hpp"
#include "agent/processes.hpp"

namespace deployer::agent {

namespace {

using supervise::fail;
using supervise::Result;
using task::RemoveUser;

std::string running_processes(unsigned uid) {
    std::string text;
    std::size_t count = 0;
    for (const ProcessEntry& one : list_processes())
        if (one.user == uid && ++count <= limits::max_named)
            text += (text.empty() ? "" : ", ") + std::to_string(one.pid) + " (" + one.name + ")";
    if (count > limits::max_named)
        text += " and " + std::to_string(count - limits::max_named) + " more";
    return text;
}

/// Processes that were told to stop need a moment (HD-USR-13).
Result<void> wait_for_processes(Context& context, const User& user) {
    std::chrono::seconds waited{0};
    for (;; ++waited) {
        const std::string running = running_processes(user.uid);
        if (running.empty())
            return {};
        if (waited >= limits::processes_gone)
            return fail("Unable to remove user '" + user.name + "': processes of it still run: " + running);
        context.host.sleep(std::chrono::seconds(1));
    }
}

/// The home goes when a deployment made it, or when it is asked for (HD-USR-12).
task::Answer end_with_home(Context& context, const RemoveUser& operation, const User& user,
                           std::string message) {
    const auto made = context.ledger.note(Made::home, operation.login);
    const std::string home = made.value_or(operation.remove_home ? user.home : "");
    if (home.empty()) {
        if (context.host.exists(user.home))
            message += ", home '" + user.home + "' kept: no deployment created it";
        return changed(message);
    }
    const Kept kept(operation.keep);
    message += ", home '" + home + "' removed";
    if (holds_kept(home, kept))
        message += ", but for what has no_remove";
    if (context.begin.check)
        return changed(message);
    if (auto removed = remove_home(context, operation.login, user.uid, home, kept); !removed)
        return failed(removed.error());
    if (auto dropped = context.ledger.drop(Made::home, operation.login); !dropped)
        return failed(dropped.error());
    return changed(message);
}

Result<void> check(Context& context, const User& user) {
    const std::string kept = "user '" + user.name + "' is not removed: ";
    if (user.uid == 0)
        return fail(kept + "it is the administrator");
    if (user.uid == context.host.own_user())
        return fail(kept + "the deployment itself runs as this user");
    if (context.host.callers().contains(user.uid))
        return fail(kept + "the deployment has been started by this user");
    return {};
}

/// A deployment has made it, or it is told to go with all it has.
bool is_to_go(Context& context, const std::string& login, bool remove_home) {
    return remove_home || context.ledger.has(Made::user, login);
}

/// The user is gone; a home that was to go with it and could not, may still be there.
task::Answer finish(Context& context, const RemoveUser& operation) {
    if (!context.begin.check)
        (void)context.ledger.drop(Made::user, operation.login);
    const auto home = context.ledger.note(Made::home, operation.login);
    const auto owner = home ? owner_of(*home) : std::nullopt;
    if (!owner) {
        if (!context.begin.check)
            (void)context.ledger.drop(Made::home, operation.login);
        return ok();
    }
    if (context.accounts.user(*owner))
        return ok("home '" + *home + "' is kept: it belongs to user '" +
                  context.accounts.name_of_user(*owner) + "'");
    return end_with_home(context, operation, User{operation.login, *owner, 0, "", *home, ""},
                         "user was gone");
}

}  // namespace

task::Answer perform(Context& context, const RemoveUser& operation) {
    if (auto checked = check_account_name(operation.login); !checked)
        return failed(checked.error());
    const auto user = context.accounts.user(operation.login);
    if (!user)
        return finish(context, operation);
    if (auto checked = check(context, *user); !checked)
        return failed(checked.error());
    if (!is_to_go(context, operation.login, operation.remove_home))
        return ok("user '" + operation.login + "' is kept: no deployment created it");
    if (context.begin.check)
        return end_with_home(context, operation, *user, "removed");
    if (auto gone = wait_for_processes(context, *user); !gone)
        return failed(gone.error());
    if (auto removed = run_account_tool(context, {"userdel", operation.login},
                                        "Unable to remove user '" + operation.login + "'");
        !removed)
        return failed(removed.error());
    // userdel takes the user's own group along.
    if (!context.accounts.group(operation.login))
        (void)context.ledger.drop(Made::group, operation.login);
    task::Answer answer = end_with_home(context, operation, *user, "removed");
    if (auto dropped = context.ledger.drop(Made::user, operation.login);
        !dropped && answer.status != task::Status::failed)
        return failed(dropped.error());
    return answer;
}

task::Answer perform(Context& context, const task::EndSessions& operation) {
    const auto user = context.accounts.user(operation.login);
    // Why it stays, its RemoveUser says.
    if (!user || !check(context, *user) || !is_to_go(context, operation.login, operation.remove_home))
        return ok();
    std::size_t ended = 0;
    for (const ProcessEntry& one : list_processes()) {
        // OpenSSH 9.8 gave the part that serves one session a name of its own.
        const bool session = one.name == "sshd" || one.name == "sshd-session";
        if (session && one.user == user->uid)
            ended += context.begin.check || ::kill(one.pid, SIGTERM) == 0 ? 1 : 0;
    }
    return ended == 0 ? ok() : changed(std::to_string(ended) + " sessions ended");
}

}  // namespace deployer::agent
