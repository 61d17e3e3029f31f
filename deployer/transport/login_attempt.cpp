#include "transport/login_attempt.hpp"

#include <array>
#include <cerrno>
#include <utility>

#include <fmt/format.h>

#include "sys/random.hpp"
#include "sys/small_file.hpp"
#include "transport/agent_session.hpp"
#include "transport/become.hpp"
#include "transport/explain.hpp"
#include "transport/limits.hpp"
#include "transport/ssh_arguments.hpp"
#include "transport/start_command.hpp"

namespace deployer::transport {

namespace sys = supervise::sys;
using supervise::Result;

Result<std::string> random_token() {
    std::array<unsigned char, 12> bytes{};
    if (auto filled = sys::random_bytes(bytes); !filled)
        return tl::unexpected(filled.error());
    return fmt::format("{:02x}", fmt::join(bytes, ""));
}

Result<std::unique_ptr<AgentSession>> LoginAttempt::run() {
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
    channel.forget_errors();
    return AgentSession::begin(std::move(channel), greeting_.take_rest(), host_, options_.begin);
}

Result<std::vector<std::string>> LoginAttempt::command_line() {
    const auto token = random_token();
    if (!token)
        return tl::unexpected(token.error());
    auto start = start_line(host_.become, start_script(agent_), *token);
    if (!start)
        return tl::unexpected(start.error());
    prompt_ = BecomePrompt(start->prompt, host_.become);
    if (host_.local)
        return std::vector<std::string>{"/bin/sh", "-c", start->text};
    if (auto prepared = prepare_folder(); !prepared)
        return tl::unexpected(prepared.error());
    return ssh_arguments(host_, options_, known_hosts_, start->text);
}

Result<void> LoginAttempt::prepare_folder() {
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

Result<void> LoginAttempt::wait_for_agent(Channel& channel) {
    auto deadline = std::chrono::steady_clock::now() + limits::login_factor * options_.timeout;
    for (;;) {
        const auto event =
            channel.move(deadline - std::chrono::steady_clock::now(), desk_ ? desk_->fd() : -1);
        if (!event)
            return tl::unexpected(event.error());
        if (*event == Channel::Event::asked)
            desk_->serve(channel.pid());
        if (const auto speaks = take(channel); !speaks || *speaks)
            return speaks ? Result<void>() : tl::unexpected(speaks.error());
        if (*event == Channel::Event::ended)
            return ended(channel);
        if (*event == Channel::Event::silence)
            return too_slow(channel);
        // A program on its way takes as long as the network needs, as long as it moves.
        if (sent_agent_)
            deadline = std::chrono::steady_clock::now() + limits::silence;
    }
}

Result<bool> LoginAttempt::take(Channel& channel) {
    const GreetingScanner::Found found = greeting_.put(channel.take_output());
    const auto answer = prompt_.answer(channel.errors(), greeting_.before());
    if (!answer)
        return tl::unexpected(answer.error());
    channel.send(*answer);
    switch (found) {
    case GreetingScanner::Found::agent:
        return true;
    case GreetingScanner::Found::wants_agent:
        if (std::exchange(sent_agent_, true))
            return supervise::fail("the host asks for the agent again and again");
        channel.send(agent_.bytes);
        return false;
    case GreetingScanner::Found::too_much:
        return supervise::fail(
            "the login shell of the host prints without end, and the agent does not start");
    case GreetingScanner::Found::nothing:
        return false;
    }
    return false;
}

tl::unexpected<supervise::Error> LoginAttempt::ended(Channel& channel) const {
    const int status = channel.end_status();
    const std::string errors = prompt_.without_question(channel.errors());
    return supervise::fail(explain({.errors = errors, .output = greeting_.before(), .status = status}, host_),
                           was_turned_away(errors) ? EAGAIN : 0);
}

tl::unexpected<supervise::Error> LoginAttempt::too_slow(const Channel& channel) const {
    if (prompt_.is_answered() && !sent_agent_)
        return supervise::fail(
            fmt::format("{} took the become password and said nothing more", prompt_.method()));
    const std::string errors = prompt_.without_question(channel.errors());
    if (errors.find_first_not_of(" \r\n") != std::string::npos)
        return supervise::fail(fmt::format("no answer from the host in time; the last it said: {}",
                                           explain({.errors = errors, .output = {}, .status = 0}, host_)));
    const auto waited = sent_agent_ ? limits::silence : limits::login_factor * options_.timeout;
    return supervise::fail(fmt::format("no answer from the host within {} seconds", waited.count()));
}

}  // namespace deployer::transport
