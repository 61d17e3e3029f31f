#include "supervisorctl/session.hpp"

#include <fmt/core.h>

#include "rpc/value.hpp"
#include "supervisorctl/error_text.hpp"
#include "supervisorctl/run_command.hpp"

namespace supervise::ctl {
namespace {

using rpc::FaultCode;

constexpr int unauthorized = 401;

}  // namespace

void Session::execute(std::string_view line) {
    const ParsedLine parsed = parse_line(line);
    if (parsed.text.empty()) {
        return;
    }
    const Command* command = parsed.name.empty() ? nullptr : find_command(parsed.name);
    if (command == nullptr) {
        streams_.out.line(fmt::format("*** Unknown syntax: {}", parsed.text));
        status_ = exit_status::generic;
    } else if (auto done = run_command(*this, *command, parsed.arguments); !done) {
        report(done.error(), parsed.text);
    }
    streams_.out.flush();
    streams_.errors.flush();
}

void Session::report(const client::Error& error, std::string_view line) {
    if (error.is_status(unauthorized)) {
        streams_.out.line("Server requires authentication");
        if (settings_.interactive) {
            ask_for_credentials(line);
            return;
        }
    }
    if (error.kind == client::Error::Kind::timeout && deadline_) {
        streams_.out.line(fmt::format("{} did not answer within {}", settings_.server_url, limit_text()));
        status_ = exit_status::timed_out;
        return;
    }
    streams_.out.line(error_line(error));
    status_ = exit_status::generic;
}

/// CTL-009: until the server is content or the user gives up.
void Session::ask_for_credentials(std::string_view line) {
    streams_.out.flush();
    auto username = questions_.ask("Username:");
    auto password = username ? questions_.ask_secret("Password:") : std::nullopt;
    streams_.out.line("");
    if (!password) {
        status_ = exit_status::generic;
        return;
    }
    settings_.username = std::move(username);
    settings_.password = std::move(password);
    remote_.reset();
    execute(line);
}

client::Answer<std::reference_wrapper<client::Remote>> Session::remote() {
    // What has been said so far is shown before a call that may take its time.
    streams_.out.flush();
    if (!remote_) {
        const auto url = client::parse_server_url(settings_.server_url);
        if (!url) {
            return tl::unexpected(url.error());
        }
        std::optional<client::Credentials> credentials;
        if (settings_.username && settings_.password) {
            credentials = client::Credentials{*settings_.username, *settings_.password};
        }
        remote_ = connect_(*url, std::move(credentials));
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

void Session::set_status_from_fault(int fault_code, std::optional<int> ignored) {
    const auto code = static_cast<FaultCode>(fault_code);
    if (fault_code == ignored || code == FaultCode::success) {
        return;
    }
    const bool is_dead = code == FaultCode::spawn_error || code == FaultCode::abnormal_termination ||
                         code == FaultCode::not_running;
    status_ = is_dead ? exit_status::not_running : exit_status::generic;
}

}  // namespace supervise::ctl
