// avail, reread, update, add, remove: what is configured, and making it so.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>

#include "config/text.hpp"
#include "rpc/value.hpp"
#include "supervisorctl/commands/commands.hpp"
#include "supervisorctl/commands/names.hpp"
#include "supervisorctl/namespec.hpp"

namespace supervise::ctl::commands {
namespace {

using client::ProgramInfo;
using client::RereadResult;
using client::SupervisorApi;
using rpc::FaultCode;

constexpr std::size_t avail_name_width = 32;

bool is(const client::Error& error, FaultCode code) {
    return error.is_fault(static_cast<int>(code));
}

/// Prints an error that the command has words for; the status is then `generic`.
void complain(Session& session, std::string_view text) {
    session.out().line(text);
    session.set_status(exit_status::generic);
}

std::string avail_line(const ProgramInfo& program) {
    std::string name = show_namespec(program.group, program.name);
    const std::size_t length = config::length_in_characters(name);
    name.append(avail_name_width - std::min(length, avail_name_width), ' ');
    return fmt::format("{} {:<9} {:<9} {}:{}", name, program.in_use ? "in use" : "avail",
                       program.autostart ? "auto" : "manual", program.group_priority,
                       program.process_priority);
}

void print_changes(Session& session, const RereadResult& changes) {
    std::map<std::string, std::string_view> words;
    for (const std::string& name : changes.added) {
        words[name] = "available";
    }
    for (const std::string& name : changes.changed) {
        words[name] = "changed";
    }
    for (const std::string& name : changes.removed) {
        words[name] = "disappeared";
    }
    for (const auto& [name, word] : words) {
        session.out().line(fmt::format("{}: {}", name, word));
    }
    if (words.empty()) {
        session.out().line("No config updates to processes");
    }
}

/// The groups an update is limited to; empty: no limit.
using Selection = std::set<std::string>;

/// Complains about names that are neither active nor new; the others are still seen to (CTL-042).
Done check_selection(Session& session, SupervisorApi& server, const std::vector<std::string>& names,
                     const RereadResult& changes) {
    const auto processes = server.all_processes();
    if (!processes) {
        return tl::unexpected(processes.error());
    }
    Selection known(changes.added.begin(), changes.added.end());
    for (const client::ProcessInfo& process : *processes) {
        known.insert(process.group);
    }
    Selection seen;
    for (const std::string& name : names) {
        if (seen.insert(name).second && !known.contains(name)) {
            complain(session, fmt::format("ERROR: no such group: {}", name));
        }
    }
    return {};
}

class Update {
public:
    Update(Session& session, SupervisorApi& server, Selection selection)
        : session_(session), server_(server), selection_(std::move(selection)) {}

    Done apply(const RereadResult& changes) {
        for (const std::string& group : changes.removed) {
            if (auto done = selected(group) ? remove(group) : Done(); !done) {
                return done;
            }
        }
        for (const std::string& group : changes.changed) {
            if (auto done = selected(group) ? renew(group) : Done(); !done) {
                return done;
            }
        }
        for (const std::string& group : changes.added) {
            if (auto done = selected(group) ? add(group) : Done(); !done) {
                return done;
            }
        }
        return {};
    }

private:
    bool selected(const std::string& group) const { return selection_.empty() || selection_.contains(group); }

    void say(const std::string& group, std::string_view what) {
        session_.out().line(fmt::format("{}: {}", group, what));
        session_.out().flush();
    }

    Done remove(const std::string& group) {
        const auto results = server_.stop_group(group);
        if (!results) {
            return tl::unexpected(results.error());
        }
        say(group, "stopped");
        const bool has_failed =
            std::any_of(results->begin(), results->end(), [](const client::ProcessResult& result) {
                return result.status == static_cast<int>(FaultCode::failed);
            });
        if (has_failed) {
            complain(session_, fmt::format("{}: has problems; not removing", group));
            return {};
        }
        if (auto removed = server_.remove_group(group); !removed) {
            return removed;
        }
        say(group, "removed process group");
        return {};
    }

    Done renew(const std::string& group) {
        if (const auto results = server_.stop_group(group); !results) {
            return tl::unexpected(results.error());
        }
        say(group, "stopped");
        if (auto removed = server_.remove_group(group); !removed) {
            return removed;
        }
        if (auto added = server_.add_group(group); !added) {
            return added;
        }
        say(group, "updated process group");
        return {};
    }

    Done add(const std::string& group) {
        if (auto added = server_.add_group(group); !added) {
            return added;
        }
        say(group, "added process group");
        return {};
    }

    Session& session_;
    SupervisorApi& server_;
    Selection selection_;
};

}  // namespace

Done avail(Session& session, const Arguments&) {
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    const auto programs = server->all_programs();
    if (!programs) {
        if (!is(programs.error(), FaultCode::shutdown_state)) {
            return tl::unexpected(programs.error());
        }
        complain(session, "ERROR: supervisor shutting down");
        return {};
    }
    for (const ProgramInfo& program : *programs) {
        session.out().line(avail_line(program));
    }
    return {};
}

Done reread(Session& session, const Arguments&) {
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    const auto changes = server->reread();
    if (changes) {
        print_changes(session, *changes);
    } else if (is(changes.error(), FaultCode::shutdown_state)) {
        complain(session, "ERROR: supervisor shutting down");
    } else if (is(changes.error(), FaultCode::cant_reread)) {
        complain(session, fmt::format("ERROR: {}", changes.error().text));
    } else {
        return tl::unexpected(changes.error());
    }
    return {};
}

Done update(Session& session, const Arguments& arguments) {
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    const auto changes = server->reread();
    if (!changes) {
        if (!is(changes.error(), FaultCode::shutdown_state)) {
            return tl::unexpected(changes.error());
        }
        complain(session, "ERROR: already shutting down");
        return {};
    }
    Selection selection;
    if (!names_all(arguments.words)) {
        selection.insert(arguments.words.begin(), arguments.words.end());
    }
    if (!selection.empty()) {
        if (auto checked = check_selection(session, *server, arguments.words, *changes); !checked) {
            return checked;
        }
    }
    return Update(session, *server, std::move(selection)).apply(*changes);
}

Done add(Session& session, const Arguments& arguments) {
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    for (const std::string& name : arguments.words) {
        const auto added = server->add_group(name);
        if (added) {
            session.out().line(fmt::format("{}: added process group", name));
        } else if (is(added.error(), FaultCode::shutdown_state)) {
            complain(session, "ERROR: shutting down");
        } else if (is(added.error(), FaultCode::already_added)) {
            session.out().line("ERROR: process group already active");
        } else if (is(added.error(), FaultCode::bad_name)) {
            complain(session, fmt::format("ERROR: no such process/group: {}", name));
        } else {
            return added;
        }
    }
    return {};
}

Done remove(Session& session, const Arguments& arguments) {
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    for (const std::string& name : arguments.words) {
        const auto removed = server->remove_group(name);
        if (removed) {
            session.out().line(fmt::format("{}: removed process group", name));
        } else if (is(removed.error(), FaultCode::still_running)) {
            complain(session, fmt::format("ERROR: process/group still running: {}", name));
        } else if (is(removed.error(), FaultCode::bad_name)) {
            complain(session, fmt::format("ERROR: no such process/group: {}", name));
        } else {
            return removed;
        }
    }
    return {};
}

}  // namespace supervise::ctl::commands
