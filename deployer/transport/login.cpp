#include <array>
#include <memory>
#include <mutex>
#include <optional>

#include <cerrno>
#include <csignal>

#include <fmt/format.h>

#include "sys/connect.hpp"
#include "sys/private_folder.hpp"
#include "sys/random.hpp"
#include "sys/rlimits.hpp"
#include "sys/signals.hpp"
#include "sys/small_file.hpp"
#include "transport/agent_program.hpp"
#include "transport/agent_session.hpp"
#include "transport/askpass.hpp"
#include "transport/become.hpp"
#include "transport/channel.hpp"
#include "transport/explain.hpp"
#include "transport/greeting.hpp"
#include "transport/limits.hpp"
#include "transport/session.hpp"
#include "transport/ssh_arguments.hpp"
#include "transport/start_command.hpp"

namespace deployer::transport {
namespace {

namespace sys = supervise::sys;
using supervise::Result;

Result<std::string> random_token() {
    std::array<unsigned char, 12> bytes{};
    if (auto filled = sys::random_bytes(bytes); !filled)
        return tl::unexpected(filled.error());
    return fmt::format("{:02x}", fmt::join(bytes, ""));
}

/// One attempt to get an agent to speak.
class LoginAttempt {
public:
    LoginAttempt(const model::Host& host, const LoginOptions& options, const AgentProgram& agent)
        : host_(host), options_(options), agent_(agent) {}

    Result<std::unique_ptr<Session>> run() {
        auto argv = command_line();
        if (!argv)
            return tl::unexpected(argv.error());
        auto child =
            sys::Child::start(std::move(*argv), askpass_environment(desk_ ? desk_->path() : std::string()));
        if (!child)
            return tl::unexpected(child.error());
        Channel channel(std::move(*child));
        if (auto greeted = wait_for_agent(channel); !greeted) {
            // Nothing that has failed deserves a farewell.
            channel.close({});
            return tl::unexpected(greeted.error());
        }
        return AgentSession::begin(std::move(channel), greeting_.take_rest(), host_, options_.begin);
    }

private:
    Result<std::vector<std::string>> command_line() {
        const auto token = random_token();
        if (!token)
            return tl::unexpected(token.error());
        auto start = start_line(host_.become, start_script(agent_), *token);
        if (!start)
            return tl::unexpected(start.error());
        prompt_ = start->prompt;
        if (host_.local)
            return std::vector<std::string>{"/bin/sh", "-c", start->text};
        if (auto prepared = prepare_folder(); !prepared)
            return tl::unexpected(prepared.error());
        return ssh_arguments(host_, options_, known_hosts_, start->text);
    }

    /// What ssh needs besides its command line: the socket for the password, the host's key.
    Result<void> prepare_folder() {
        const bool pins_key = !host_.host_key.empty() && options_.check_host_key;
        if (!pins_key && host_.ssh_password.empty())
            return {};
        auto folder = sys::PrivateFolder::create();
        if (!folder)
            return tl::unexpected(folder.error());
        folder_.emplace(std::move(*folder));
        if (pins_key) {
            const auto text = known_hosts_text(host_.host_key);
            if (!text)
                return tl::unexpected(text.error());
            known_hosts_ = folder_->path() + "/known_hosts";
            if (auto written = sys::write_whole_file(known_hosts_, *text, 0600); !written)
                return written;
        }
        if (!host_.ssh_password.empty()) {
            auto desk = PasswordDesk::open(folder_->path(), host_.ssh_password);
            if (!desk)
                return tl::unexpected(desk.error());
            desk_.emplace(std::move(*desk));
        }
        return {};
    }

    Result<void> wait_for_agent(Channel& channel) {
        auto deadline = std::chrono::steady_clock::now() + limits::login_factor * options_.timeout;
        for (;;) {
            const auto event =
                channel.move(deadline - std::chrono::steady_clock::now(), desk_ ? desk_->fd() : -1);
            if (!event)
                return tl::unexpected(event.error());
            if (*event == Channel::Event::asked)
                desk_->serve(channel.pid());
            if (auto answered = answer_prompt(channel); !answered)
                return answered;
            switch (greeting_.put(channel.take_output())) {
            case GreetingScanner::Found::agent:
                return {};
            case GreetingScanner::Found::wants_agent:
                if (std::exchange(sent_agent_, true))
                    return supervise::fail("the host asks for the agent again and again");
                channel.send(agent_.bytes);
                break;
            case GreetingScanner::Found::too_much:
                return supervise::fail(
                    "the login shell of the host prints without end, and the agent does not start");
            case GreetingScanner::Found::nothing:
                break;
            }
            if (*event == Channel::Event::ended)
                return ended(channel);
            if (*event == Channel::Event::silence)
                return too_slow(channel);
            // A program on its way takes as long as the network needs, as long as it moves.
            if (sent_agent_)
                deadline = std::chrono::steady_clock::now() + limits::silence;
        }
    }

    /// The question of sudo or su, on either stream.
    Result<void> answer_prompt(Channel& channel) {
        if (prompt_.empty())
            return {};
        if (!asks(channel.errors()) && !asks(greeting_.before()))
            return {};
        if (host_.become.password.empty())
            return supervise::fail(fmt::format("{} wants a password to become '{}'; give become_pass",
                                               host_.become.method, host_.become.user));
        const std::size_t questions = occurrences(channel.errors()) + occurrences(greeting_.before());
        if (questions > answers_ && answers_ > 0)
            return supervise::fail(
                fmt::format("become_pass is not accepted: {} asks for it again", host_.become.method));
        if (questions > answers_) {
            channel.send(host_.become.password + "\n");
            ++answers_;
        }
        return {};
    }

    /// What is asked stands at the end: a banner may hold the words of su's question as well.
    bool asks(std::string_view text) const {
        const std::size_t last = text.find_last_not_of(' ');
        return last != std::string_view::npos && text.substr(0, last + 1).ends_with(prompt_);
    }

    std::size_t occurrences(std::string_view text) const {
        std::size_t count = 0;
        for (std::size_t at = text.find(prompt_); at != std::string_view::npos;
             at = text.find(prompt_, at + 1))
            ++count;
        return count;
    }

    std::string without_prompt(std::string text) const {
        for (std::size_t at = 0; !prompt_.empty() && (at = text.find(prompt_)) != std::string::npos;)
            text.erase(at, prompt_.size());
        return text;
    }

    tl::unexpected<supervise::Error> ended(Channel& channel) {
        const int status = channel.end_status();
        const std::string errors = without_prompt(channel.errors());
        // The code is for those who may try again.
        const int code = was_turned_away(errors) ? EAGAIN : 0;
        return supervise::fail(
            explain({.errors = errors, .output = greeting_.before(), .status = status}, host_), code);
    }

    tl::unexpected<supervise::Error> too_slow(const Channel& channel) const {
        if (!prompt_.empty() && answers_ > 0 && !sent_agent_)
            return supervise::fail(
                fmt::format("{} took the become password and said nothing more", host_.become.method));
        if (channel.errors().find_first_not_of(" \r\n") != std::string::npos)
            return supervise::fail(
                fmt::format("no answer from the host in time; the last it said: {}",
                            explain({.errors = channel.errors(), .output = {}, .status = 0}, host_)));
        const auto waited = sent_agent_ ? limits::silence : limits::login_factor * options_.timeout;
        return supervise::fail(fmt::format("no answer from the host within {} seconds", waited.count()));
    }

    const model::Host& host_;
    const LoginOptions& options_;
    const AgentProgram& agent_;
    std::optional<sys::PrivateFolder> folder_;  ///< outlives the desk in it
    std::optional<PasswordDesk> desk_;
    std::string known_hosts_;
    std::string prompt_;  ///< of sudo or su; empty: none expected
    std::size_t answers_ = 0;
    bool sent_agent_ = false;
    GreetingScanner greeting_;
};

/// Each pause is a bit different, so that those who were turned away together do not come back together.
Result<std::chrono::milliseconds> pause_before(int attempt) {
    std::array<unsigned char, 1> random{};
    if (auto filled = sys::random_bytes(random); !filled)
        return tl::unexpected(filled.error());
    return limits::first_pause * (1 << (attempt - 1)) * (256 + random[0]) / 256;
}

Result<std::unique_ptr<Session>> log_in(const model::Host& host, const LoginOptions& options,
                                        const AgentProgram& agent) {
    for (int attempt = 1;; ++attempt) {
        auto session = LoginAttempt(host, options, agent).run();
        if (session || session.error().code != EAGAIN || attempt == limits::login_attempts)
            return session;
        const auto pause = pause_before(attempt);
        if (!pause)
            return tl::unexpected(pause.error());
        // Not a sleep: Ctrl-C ends it (sys::CancelWaits).
        if (const auto waited = sys::wait_for_any({}, *pause); !waited)
            return tl::unexpected(waited.error());
    }
}

/// Three pipes for each of a thousand hosts; where the system allows less, as many as it allows. When that is
/// not enough, starting a client will say so.
void allow_many_sessions() {
    const auto raised = sys::require_limit(sys::Resource::open_files, limits::open_files);
    if (raised.outcome == sys::RaisedLimit::Outcome::refused)
        static_cast<void>(sys::require_limit(sys::Resource::open_files, raised.available));
}

}  // namespace

Login open_ssh(const std::string& agent_file) {
    // A host that hangs up is an error of one write.
    sys::ignore_signals({SIGPIPE});
    allow_many_sessions();
    struct Program {
        std::once_flag once;
        Result<std::shared_ptr<const AgentProgram>> agent = supervise::fail("not read yet");
    };
    return [agent_file, program = std::make_shared<Program>()](
               const model::Host& host, const LoginOptions& options) -> Result<std::unique_ptr<Session>> {
        std::call_once(program->once, [&] { program->agent = read_agent_program(agent_file); });
        if (!program->agent)
            return tl::unexpected(program->agent.error());
        return log_in(host, options, **program->agent);
    };
}

}  // namespace deployer::transport
