#include "supervisorctl/session.hpp"

#include <fmt/core.h>

#include "config/suggest.hpp"
#include "config/text.hpp"
#include "supervisorctl/error_text.hpp"
#include "supervisorctl/limits.hpp"
#include "supervisorctl/run_command.hpp"

namespace supervise::ctl {
namespace {

constexpr int unauthorized = 401;
constexpr std::string_view needs_authentication = "Server requires authentication";

}  // namespace

void Session::execute(std::string_view line) {
    const ParsedLine parsed = parse_line(line);
    if (parsed.text.empty()) {
        return;
    }
    const Command* command = parsed.name.empty() ? nullptr : find_command(parsed.name);
    if (command == nullptr) {
        report_unknown(parsed.text, parsed.name);
    } else {
        run(*command, parsed.arguments);
    }
    streams_.out.flush();
    streams_.errors.flush();
}

void Session::run(const Command& command, const Arguments& arguments) {
    auto done = run_command(*this, command, arguments);
    for (int attempt = 0; !done && attempt < limits::max_password_attempts; ++attempt) {
        if (!can_ask_for_credentials(done.error())) {
            break;
        }
        messages().line(needs_authentication);
        if (!ask_for_credentials()) {
            status_ = exit_status::generic;
            return;
        }
        done = run_command(*this, command, arguments);
    }
    if (!done) {
        report(done.error());
    }
}

void Session::report_unknown(const std::string& text, const std::string& name) {
    streams_.out.line(fmt::format("*** Unknown syntax: {}", text));
    status_ = exit_status::generic;
    if (!streams_.out.is_terminal()) {
        return;
    }
    std::vector<std::string_view> names;
    for (const Command& command : command_table()) {
        if (!command.is_hidden) {
            names.push_back(command.name);
        }
    }
    const auto meant = config::closest(config::lower(name), names);
    streams_.out.line(meant ? fmt::format("Did you mean \"{}\"?", *meant)
                            : std::string("\"help\" lists the commands."));
}

void Session::report(const client::Error& error) {
    status_ = exit_status::generic;
    if (error.is_interrupted()) {
        messages().line("");  // behind the ^C that the terminal shows
        status_ = exit_status::interrupted;
        return;
    }
    if (error.kind == client::Error::Kind::timeout && deadline_) {
        messages().line(fmt::format("{} did not answer within {}", settings_.server_url, limit_text()));
        status_ = exit_status::timed_out;
        return;
    }
    if (error.is_status(unauthorized)) {
        messages().line(needs_authentication);
    }
    messages().line(error_line(error));
}

/// CTL-008, CTL-009: a script is not asked; its next line would be taken for a password, and the question for
/// a part of the document.
bool Session::can_ask_for_credentials(const client::Error& error) const {
    return error.is_status(unauthorized) && settings_.interactive && questions_.is_person() &&
           (!is_document_ || streams_.out.is_terminal());
}

/// False when the user gives up.
bool Session::ask_for_credentials() {
    streams_.out.flush();
    streams_.errors.flush();
    auto username = questions_.ask("Username:");
    auto password = username ? questions_.ask_secret("Password:") : std::nullopt;
    streams_.out.line("");
    if (!password) {
        return false;
    }
    settings_.username = std::move(username);
    settings_.password = std::move(password);
    remote_.reset();
    return true;
}

client::Answer<std::unique_ptr<client::Remote>> Session::connect_by(const Connect& connect) const {
    const auto url = client::parse_server_url(settings_.server_url);
    if (!url) {
        return tl::unexpected(url.error());
    }
    std::optional<client::Credentials> credentials;
    if (settings_.username && settings_.password) {
        credentials = client::Credentials{*settings_.username, *settings_.password};
    }
    return connect(*url, std::move(credentials));
}

std::unique_ptr<client::Remote> Session::connect_quickly() const {
    auto remote = connect_by(connect_quickly_);
    return remote ? std::move(*remote) : nullptr;
}

client::Answer<std::reference_wrapper<client::Remote>> Session::remote() {
    // What has been said so far is shown before a call that may take its time.
    streams_.out.flush();
    if (!remote_) {
        auto made = connect_by(connect_);
        if (!made) {
            return tl::unexpected(made.error());
        }
        remote_ = std::move(*made);
        remote_->set_deadline(deadline_);
    }
    return std::ref(*remote_);
}

client::Answer<client::SupervisorApi> Session::server() {
    auto found = remote();
    if (!found) {
        return tl::unexpected(found.error());
    }
    return client::SupervisorApi(found->get());
}

void Session::use_server(std::string url) {
    settings_.server_url = std::move(url);
    remote_.reset();
}

void Session::limit_answer(std::optional<sys::Duration> timeout) {
    timeout_ = timeout ? timeout : settings_.timeout;
    restart_limit();
}

void Session::restart_limit() {
    deadline_ = timeout_ ? std::optional(std::chrono::steady_clock::now() + *timeout_) : std::nullopt;
    if (remote_) {
        remote_->set_deadline(deadline_);
    }
}

void Session::lift_limit() {
    deadline_.reset();
    if (remote_) {
        remote_->set_deadline(std::nullopt);
    }
}

std::string Session::limit_text() const {
    const std::chrono::duration<double> seconds = timeout_.value_or(sys::Duration::zero());
    return fmt::format("{:g} {}", seconds.count(), seconds.count() == 1 ? "second" : "seconds");
}

}  // namespace supervise::ctl
