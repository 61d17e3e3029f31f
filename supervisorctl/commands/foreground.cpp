// fg: a program's output on the terminal, and what is typed on its standard input.
#include <array>

#include <fmt/core.h>

#include "rpc/value.hpp"
#include "supervisorctl/commands/commands.hpp"
#include "supervisorctl/commands/follow.hpp"
#include "supervisorctl/error_text.hpp"
#include "supervisorctl/lines.hpp"
#include "sys/connect.hpp"
#include "sys/interrupt.hpp"

namespace supervise::ctl::commands {
namespace {

constexpr std::int64_t running = 20;
/// Without output for so long, a process that has ended has said everything.
constexpr std::chrono::milliseconds last_words_time{200};
/// Its successor may already be writing to the same log.
constexpr int max_last_pieces = 100;

/// One of the program's two logs.
struct Channel {
    std::string path;
    std::unique_ptr<client::LogStream> stream;
    TerminalText filter;
};

class Foreground {
public:
    Foreground(Session& session, client::SupervisorApi server, std::string name, Lines& input)
        : session_(session), server_(server), name_(std::move(name)), input_(input) {}

    Done open_channels() {
        auto remote = session_.remote();
        if (!remote) {
            return tl::unexpected(remote.error());
        }
        for (const std::string_view channel : {"stdout", "stderr"}) {
            const std::string path = fmt::format("/logtail/{}/{}", name_, channel);
            auto stream = remote->get().follow(path);
            if (!stream && stream.error().is_interrupted()) {
                return tl::unexpected(stream.error());
            }
            if (!stream) {
                report_stream_error(session_, path, stream.error());
                continue;
            }
            channels_.push_back({path, std::move(*stream), {}});
        }
        return {};
    }

    /// Until the program, the user or the input ends it.
    Done attend(const sys::Interrupt& interrupt) {
        // Before the first wait: a pipe may have brought lines behind the command.
        auto over = input_.has_line() ? pass_lines(true) : std::nullopt;
        while (!over && !session_.out().failure()) {
            session_.out().flush();
            session_.errors().flush();
            std::vector<sys::Interest> interests{{.fd = interrupt.fd()}, {.fd = input_.fd()}};
            for (const Channel& channel : channels_) {
                interests.push_back({.fd = channel.stream->fd()});
            }
            if (auto waited = sys::wait_for_any(interests, std::nullopt); !waited) {
                return client::failure(client::Error::Kind::system, waited.error().code,
                                       waited.error().message);
            }
            if (interests[0].ready) {
                return leave();
            }
            show_output(std::span(interests).subspan(2));
            if (interests[1].ready) {
                over = pass_lines(input_.read());
            }
        }
        return over.value_or(Done());
    }

    Done leave() {
        finish_output();
        session_.out().line("Exiting foreground");
        return {};
    }

private:
    enum class Passed {
        all,
        input_ended,  ///< or the server does not take it
        process_gone,
    };

    void finish_output() {
        for (Channel& channel : channels_) {
            session_.out().raw(channel.filter.finish());
        }
        session_.out().flush();
    }

    void show_output(std::span<const sys::Interest> interests) {
        for (std::size_t i = interests.size(); i-- > 0;) {
            if (!interests[i].ready) {
                continue;
            }
            Channel& channel = channels_[i];
            const auto more = channel.stream->read(
                [&](std::string_view bytes) { session_.out().piece(bytes, channel.filter); });
            if (!more) {
                report_stream_error(session_, channel.path, more.error());
            }
            if (!more || !*more) {
                session_.out().raw(channel.filter.finish());
                channels_.erase(channels_.begin() + static_cast<std::ptrdiff_t>(i));
            }
        }
    }

    /// Of a process that has ended the output is in its log, but perhaps not here yet.
    void show_last_words() {
        for (int piece = 0; piece < max_last_pieces && !channels_.empty(); ++piece) {
            std::vector<sys::Interest> interests;
            for (const Channel& channel : channels_) {
                interests.push_back({.fd = channel.stream->fd()});
            }
            const auto ready = sys::wait_for_any(interests, last_words_time);
            if (!ready || !*ready) {
                return;
            }
            show_output(interests);
        }
    }

    /// Sends the lines that have been typed. When that is the end: how it went. `is_open`: more may come.
    std::optional<Done> pass_lines(bool is_open) {
        const auto outcome = send_lines(is_open);
        if (outcome && *outcome == Passed::all) {
            return std::nullopt;
        }
        if (!outcome && !outcome.error().is_interrupted()) {
            finish_output();
            return tl::unexpected(outcome.error());
        }
        if (outcome && *outcome == Passed::process_gone) {
            show_last_words();
            finish_output();
            session_.out().line("Process got killed");
        }
        return leave();
    }

    client::Answer<Passed> send_lines(bool is_open) {
        while (input_.has_line() || !is_open) {
            const auto line = input_.take();
            if (!line) {
                return Passed::input_ended;
            }
            const auto outcome = send(*line + "\n");
            if (!outcome || *outcome != Passed::all) {
                return outcome;
            }
        }
        return Passed::all;
    }

    client::Answer<Passed> send(std::string text) {
        const auto sent = server_.send_stdin(name_, std::move(text));
        if (!sent) {
            if (sent.error().kind == client::Error::Kind::bad_value) {
                complain(sent.error().text);
                session_.set_status(exit_status::generic);
                return Passed::all;
            }
            if (sent.error().kind != client::Error::Kind::fault) {
                return tl::unexpected(sent.error());
            }
            if (sent.error().is_fault(static_cast<int>(rpc::FaultCode::not_running))) {
                return Passed::process_gone;
            }
            complain(words_of(sent.error()).text);
            return Passed::input_ended;
        }
        const auto process = server_.process(name_);
        if (!process) {
            return tl::unexpected(process.error());
        }
        return process->state == running ? Passed::all : Passed::process_gone;
    }

    void complain(std::string_view what) { session_.out().line(fmt::format("ERROR: {}", what)); }

    Session& session_;
    client::SupervisorApi server_;
    std::string name_;
    Lines& input_;
    std::vector<Channel> channels_;
};

}  // namespace

Done fg(Session& session, const Arguments& arguments) {
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    const std::string& name = arguments.words.front();
    const auto process = server->process(name);
    if (!process) {
        if (process.error().kind != client::Error::Kind::fault) {
            return tl::unexpected(process.error());
        }
        if (process.error().is_fault(static_cast<int>(rpc::FaultCode::bad_name))) {
            session.out().line("ERROR: bad process name supplied");
            session.set_status(exit_status::generic);
        } else {
            session.out().line(fmt::format("ERROR: {}", words_of(process.error()).text));
        }
        return {};
    }
    if (process->state != running) {
        session.out().line("ERROR: process not running");
        session.set_status(exit_status::generic);
        return {};
    }
    session.out().line("==> Press Ctrl-C to exit <==");
    auto interrupt = sys::Interrupt::create();
    if (!interrupt) {
        return client::failure(client::Error::Kind::system, interrupt.error().code,
                               interrupt.error().message);
    }
    Foreground foreground(session, *server, name, session.input());
    if (auto opened = foreground.open_channels(); !opened) {
        return opened.error().is_interrupted() ? foreground.leave() : opened;
    }
    session.lift_limit();
    return foreground.attend(*interrupt);
}

}  // namespace supervise::ctl::commands
