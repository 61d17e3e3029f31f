/// One user at work: the server that is talked to, where output goes, the exit status so far. The same for
/// one command and for a whole evening in the shell.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "client/http_remote.hpp"
#include "client/supervisor_api.hpp"
#include "supervisorctl/exit_status.hpp"
#include "supervisorctl/lines.hpp"
#include "supervisorctl/output.hpp"
#include "supervisorctl/settings.hpp"

namespace supervise::ctl {

struct Arguments;
struct Command;

/// Asks the user. Nothing when there is no answer: end of input, or Ctrl-C.
class Questions {
public:
    virtual ~Questions() = default;
    virtual std::optional<std::string> ask(std::string_view prompt) = 0;
    /// As ask(), what is typed not being shown.
    virtual std::optional<std::string> ask_secret(std::string_view prompt) = 0;
    /// Why the last question had no answer: the input was at its end. Else Ctrl-C.
    virtual bool has_ended() const = 0;
    /// Somebody is there to answer what a script would not expect to be asked.
    virtual bool is_person() const { return true; }
};

/// Where a session reads and writes.
struct Streams {
    Lines& input;
    Output& out;
    Output& errors;
};

class Session {
public:
    /// Makes the connection to a server; tests make their own.
    using Connect = std::function<std::unique_ptr<client::Remote>(
        const client::ServerUrl& url, std::optional<client::Credentials> credentials)>;

    Session(Settings settings, Streams streams, Questions& questions, Connect connect)
        : settings_(std::move(settings)),
          streams_(streams),
          questions_(questions),
          connect_(std::move(connect)) {}

    /// Executes one command line. Whatever goes wrong is printed and sets the status; nothing ends the
    /// session but a command that says so.
    void execute(std::string_view line);

    int status() const { return status_; }
    bool is_over() const { return is_over_; }

    // For the commands:

    /// The server; connects when the first call is made. The error: the URL makes no sense.
    client::Answer<client::SupervisorApi> server();
    client::Answer<std::reference_wrapper<client::Remote>> remote();
    const std::string& server_url() const { return settings_.server_url; }
    /// From now on another server.
    void use_server(std::string url);

    /// From now on the server has this long to answer, all calls together; none: as long as --timeout before
    /// the command allows, or for ever.
    void limit_answer(std::optional<sys::Duration> timeout);
    /// The limit begins anew: the user has taken his time, not the server.
    void restart_limit();
    /// What comes now ends when the user wants.
    void lift_limit();
    /// The moment at which waiting ends, if any.
    std::optional<sys::MonoTime> deadline() const { return deadline_; }
    /// The limit in words: "5 seconds".
    std::string limit_text() const;

    Lines& input() { return streams_.input; }
    Output& out() { return streams_.out; }
    Output& errors() { return streams_.errors; }
    /// Standard output is to be nothing but a document: a program reads it.
    void print_document(bool is_document) { is_document_ = is_document; }
    /// Where the user is told what is wrong: standard output, unless that is a document.
    Output& messages() { return is_document_ ? streams_.errors : streams_.out; }
    void set_status(int status) { status_ = status; }

    bool is_interactive() const { return settings_.interactive; }
    /// The shell of somebody who sees what happens. `connect_quickly`: as the other, with short waits.
    void attend_person(Connect connect_quickly) { connect_quickly_ = std::move(connect_quickly); }
    bool is_attended() const { return static_cast<bool>(connect_quickly_); }
    /// A connection beside the one of the commands. Null: the URL makes no sense. Precondition:
    /// is_attended().
    std::unique_ptr<client::Remote> connect_quickly() const;
    Questions& questions() { return questions_; }
    void end() { is_over_ = true; }

private:
    void run(const Command& command, const Arguments& arguments);
    void report(const client::Error& error);
    void report_unknown(const std::string& text, const std::string& name);
    bool can_ask_for_credentials(const client::Error& error) const;
    bool ask_for_credentials();
    client::Answer<std::unique_ptr<client::Remote>> connect_by(const Connect& connect) const;

    Settings settings_;
    Streams streams_;
    Questions& questions_;
    Connect connect_;
    Connect connect_quickly_;
    std::unique_ptr<client::Remote> remote_;
    bool is_document_ = false;              ///< what the command that runs prints
    std::optional<sys::Duration> timeout_;  ///< of that command
    std::optional<sys::MonoTime> deadline_;
    int status_ = exit_status::success;
    bool is_over_ = false;
};

}  // namespace supervise::ctl
