#include "control/conversation.hpp"

#include <cerrno>

#include <fmt/core.h>

#include "rpc/value.hpp"

namespace deployer::control {

using supervise::client::Error;

namespace {

constexpr int unauthorized = 401;

std::string prefixed(const Conversation& conversation, std::string_view text) {
    return fmt::format("supervisor '{}' on {}: {}", conversation.daemon.name, conversation.settings.host,
                       text);
}

}  // namespace

std::string namespec(const supervise::client::ProcessInfo& process) {
    return process.group + ":" + process.name;
}

std::string absence_text(const Conversation& conversation) {
    const Daemon& daemon = conversation.daemon;
    const std::string& host = conversation.settings.host;
    if (!daemon.managed) {
        return fmt::format("supervisor '{}' is not running on {} (managed: no); program files were written, "
                           "start it and run again",
                           daemon.name, host);
    }
    return fmt::format("supervisor '{}' is not running on {}: nobody answers at {}; `systemctl status "
                       "supervisord_{}` on that host says why",
                       daemon.name, host, daemon.socket, daemon.name);
}

supervise::Error explain(const Conversation& conversation, const Error& error) {
    if (is_absent(error)) {
        return {absence_text(conversation), error.code};
    }
    if (error.is_system(EACCES) || error.is_system(EPERM)) {
        return {prefixed(conversation,
                         fmt::format("no permission to use its socket {}; log in as the supervisor's user or "
                                     "as root (ssh_user, become)",
                                     conversation.daemon.socket)),
                error.code};
    }
    if (error.is_status(unauthorized)) {
        return {prefixed(conversation,
                         "its socket asks for a password, which a deployment does not know; remove "
                         "'username' and 'password' from its [unix_http_server]"),
                0};
    }
    const int code = error.kind == Error::Kind::system ? error.code : 0;
    if (error.kind == Error::Kind::status) {
        return {prefixed(conversation, fmt::format("HTTP status {} {}", error.code, error.text)), code};
    }
    return {prefixed(conversation, error.text), code};
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < limits::max_listed; ++i) {
        text += (text.empty() ? "" : ", ") + names[i];
    }
    if (names.size() > limits::max_listed) {
        text += fmt::format(" and {} more", names.size() - limits::max_listed);
    }
    return text;
}

}  // namespace deployer::control
