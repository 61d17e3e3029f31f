// status --json, status --watch, top: what programs are told, and what people watch.
#include <fmt/core.h>

#include "client/status_document.hpp"
#include "supervisorctl/commands/commands.hpp"
#include "supervisorctl/commands/names.hpp"
#include "supervisorctl/namespec.hpp"
#include "supervisorctl/screen/screen.hpp"
#include "supervisorctl/screen/show.hpp"
#include "supervisorctl/status_line.hpp"

namespace supervise::ctl::commands {
namespace {

/// A name as it was written, and whether there is such a process.
struct Wanted {
    std::string text;
    Namespec name;
    bool found = false;
};

std::vector<Wanted> wanted_by(const Arguments& arguments) {
    std::vector<Wanted> wanted;
    if (!names_all(arguments.words)) {
        for (const std::string& word : arguments.words) {
            wanted.push_back({word, Namespec::parse(word)});
        }
    }
    return wanted;
}

screen::View view_for(const Arguments& arguments, screen::Layout layout, screen::Order order) {
    screen::View view{.layout = layout, .order = order};
    for (Wanted& wanted : wanted_by(arguments)) {
        view.names.push_back(std::move(wanted.name));
    }
    return view;
}

Done status_as_json(Session& session, const Arguments& arguments) {
    auto remote = session.remote();
    if (!remote) {
        return tl::unexpected(remote.error());
    }
    std::vector<Wanted> wanted = wanted_by(arguments);
    const auto is_wanted = [&wanted](std::string_view group, std::string_view name) {
        bool any = wanted.empty();
        for (Wanted& one : wanted) {
            if (one.name.covers(group, name)) {
                any = one.found = true;
            }
        }
        return any;
    };
    const auto document = client::status_document(remote->get(), is_wanted, session.deadline());
    if (!document) {
        return tl::unexpected(document.error());
    }
    session.out().line(document->json);
    for (const Wanted& one : wanted) {
        if (!one.found) {  // not on standard output, which is the document's
            session.errors().line(no_such_text(one.text));
            session.set_status(exit_status::status_unknown);
        }
    }
    if (std::any_of(document->states.begin(), document->states.end(), is_down)) {
        session.set_status(exit_status::status_not_running);
    }
    return {};
}

Done watch_status(Session& session, const Arguments& arguments) {
    session.lift_limit();
    auto view = view_for(arguments, screen::Layout::states, screen::Order::name);
    return screen::fills_terminal(session.out()) ? screen::show_on_screen(session, std::move(view))
                                                 : screen::print_changes(session, view);
}

}  // namespace

Done any_status(Session& session, const Arguments& arguments) {
    const bool json = arguments.has("--json");
    if (json && arguments.has("--watch")) {
        session.errors().line("Error: status: --json and --watch do not go together");
        session.set_status(exit_status::invalid_arguments);
        return {};
    }
    return json                       ? ask(session, arguments, status_as_json)
           : arguments.has("--watch") ? watch_status(session, arguments)
                                      : status(session, arguments);
}

Done top(Session& session, const Arguments& arguments) {
    session.lift_limit();
    auto view = view_for(arguments, screen::Layout::usage, screen::Order::cpu);
    return screen::fills_terminal(session.out()) ? screen::show_on_screen(session, std::move(view))
                                                 : screen::print_table_once(session, view);
}

}  // namespace supervise::ctl::commands
