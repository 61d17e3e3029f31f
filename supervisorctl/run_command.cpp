#include "supervisorctl/run_command.hpp"

#include <algorithm>
#include <cerrno>

#include <fmt/core.h>

#include "rpc/value.hpp"
#include "supervisorctl/command_options.hpp"
#include "supervisorctl/option_values.hpp"

namespace supervise::ctl {
namespace {

using rpc::FaultCode;

constexpr std::string_view expected_api = "3.0";
bool is_fault(const client::Error& error, FaultCode code) {
    return error.is_fault(static_cast<int>(code));
}

/// Whether there is a daemon that can be commanded (CTL-003 to CTL-006); if not, that has been said.
client::Answer<bool> check_server(Session& session) {
    Output& out = session.messages();
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    const auto version = server->api_version();
    if (version && *version == expected_api) {
        return true;
    }
    if (version) {
        out.line(
            fmt::format("Sorry, this version of supervisorctl expects to talk to a server with API version "
                        "{}, but the remote version is {}.",
                        expected_api, *version));
        session.set_status(exit_status::not_installed);
    } else if (is_fault(version.error(), FaultCode::unknown_method)) {
        out.line(
            "Sorry, supervisord responded but did not recognize the supervisor namespace commands that "
            "supervisorctl uses to control it.  Please check that the [rpcinterface:supervisor] section is "
            "enabled in the configuration file (see sample.conf).");
        session.set_status(exit_status::unimplemented);
    } else if (version.error().is_system(ECONNREFUSED)) {
        out.line(fmt::format("{} refused connection", session.server_url()));
        session.set_status(exit_status::insufficient_privileges);
    } else if (version.error().is_system(ENOENT)) {
        out.line(fmt::format("{} no such file", session.server_url()));
        session.set_status(exit_status::not_running);
    } else {
        return tl::unexpected(version.error());
    }
    return false;
}

/// Whether the number of words fits; if not, that has been said.
bool check_words(Session& session, const Command& command, const Arguments& arguments) {
    const std::size_t count = arguments.words.size();
    if (count < command.min_words) {
        session.out().line(command.too_few);
        session.set_status(command.too_few_status);
        print_help(session, command);
        return false;
    }
    if (count > command.max_words) {
        session.out().line(command.max_words == 0
                               ? fmt::format("Error: {} accepts no arguments", command.name)
                               : std::string(command.too_many));
        session.set_status(exit_status::generic);
        if (command.too_many_shows_help) {
            print_help(session, command);
        }
        return false;
    }
    return true;
}

/// Standard output is to be nothing but a document.
bool prints_document(const Command& command, const Arguments& arguments) {
    return std::any_of(command.options.begin(), command.options.end(), [&](const CommandOption& option) {
        return option.prints_document && arguments.has(option.name);
    });
}

Done run_checked(Session& session, const Command& command, const Arguments& arguments) {
    // A command without arguments refuses them before it looks for a daemon, the others after.
    if (command.max_words == 0 && !check_words(session, command, arguments)) {
        return {};
    }
    if (command.checks_server) {
        const auto usable = check_server(session);
        if (!usable) {
            return tl::unexpected(usable.error());
        }
        if (!*usable) {
            session.set_status(command.unreachable_status.value_or(session.status()));
            return {};
        }
    }
    if (command.max_words != 0 && !check_words(session, command, arguments)) {
        return {};
    }
    return command.run(session, arguments);
}

}  // namespace

Done run_command(Session& session, const Command& command, const Arguments& given) {
    const auto taken = take_options(command, given);
    if (!taken) {
        session.out().line(fmt::format("Error: {}: {}", command.name, taken.error().message));
        session.set_status(exit_status::invalid_arguments);
        return {};
    }
    const Arguments& arguments = *taken;
    const std::string* timeout = arguments.value("--timeout");
    session.limit_answer(timeout != nullptr ? std::optional(*parse_seconds(*timeout)) : std::nullopt);
    session.print_document(prints_document(command, arguments));
    return run_checked(session, command, arguments);
}

}  // namespace supervise::ctl
