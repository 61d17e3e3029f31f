#include "transport/askpass.hpp"

#include <algorithm>
#include <array>
#include <mutex>

#include <fmt/core.h>

#include "sys/clock.hpp"
#include "sys/connect.hpp"
#include "sys/own_process.hpp"
#include "sys/process_table.hpp"
#include "transport/limits.hpp"

namespace deployer::transport {
namespace {

namespace sys = supervise::sys;

constexpr int refused = 1;
constexpr int out_fd = 1;

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

/// Reads to the end of a non-blocking socket, at most `limit` bytes within `patience`.
supervise::Result<std::string> read_all(int fd, std::size_t limit, sys::Duration patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    std::string text;
    std::array<char, 512> buffer{};
    while (text.size() <= limit) {
        std::array<sys::Interest, 1> interest{{{.fd = fd}}};
        const auto ready = sys::wait_for_any(interest, deadline - std::chrono::steady_clock::now());
        if (!ready)
            return tl::unexpected(ready.error());
        const sys::Transfer got = sys::read_some(fd, buffer.data(), buffer.size());
        if (got.outcome == sys::Transfer::Outcome::end)
            return text;
        if (got.outcome == sys::Transfer::Outcome::some)
            text.append(buffer.data(), got.bytes);
        else if (!*ready || got.outcome == sys::Transfer::Outcome::failed)
            return supervise::fail("no answer");
    }
    return supervise::fail("too long");
}

std::string variable(std::string_view wanted) {
    for (const auto& [name, value] : sys::environment_variables())
        if (name == wanted)
            return value;
    return {};
}

}  // namespace

bool asks_for_password(std::string_view question) {
    const std::string text = lower(question);
    const auto has = [&](std::string_view part) { return text.find(part) != std::string::npos; };
    return has("password") && !has("passphrase") && !has("yes/no") && !has("new password") &&
           !has("fingerprint");
}

int answer_askpass() {
    const std::vector<std::string> arguments = sys::own_arguments();
    const std::string question =
        arguments.size() > 1 ? arguments[1].substr(0, limits::prompt) : std::string();
    const std::string socket = variable(askpass_variable);
    // "confirm" and "none" are questions about keys.
    if (socket.empty() || !variable("SSH_ASKPASS_PROMPT").empty() || !asks_for_password(question))
        return refused;
    const auto connection = sys::connect_unix(socket, limits::askpass);
    if (!connection)
        return refused;
    const auto peer = sys::peer_credentials(connection->get());
    if (!peer || peer->uid != sys::effective_uid())
        return refused;
    // A question fits into the socket's buffer.
    if (!sys::write_all(connection->get(), question))
        return refused;
    sys::shut_down_writing(connection->get());
    const auto answer = read_all(connection->get(), limits::prompt, limits::askpass);
    if (!answer || answer->empty() || !sys::write_all(out_fd, *answer))
        return refused;
    return 0;
}

supervise::Result<PasswordDesk> PasswordDesk::open(const std::string& folder, std::string password) {
    // Making the socket sets the umask for a moment, which is the whole process's.
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    std::string path = folder + "/askpass";
    constexpr int backlog = 4;
    auto listener = sys::Listener::unix_socket({.path = path, .mode = 0600, .uid = {}, .gid = {}}, backlog);
    if (!listener)
        return supervise::fail(
            fmt::format("the password cannot be offered to ssh: {}", listener.error().message));
    return PasswordDesk(std::move(*listener), std::move(path), std::move(password));
}

void PasswordDesk::serve(pid_t client) {
    const auto accepted = listener_.accept();
    if (!accepted || !*accepted)
        return;
    const sys::Accepted& asker = **accepted;
    if (!asker.credentials || asker.credentials->uid != sys::effective_uid() ||
        sys::parent_of(asker.credentials->pid) != client)
        return;
    const auto question = read_all(asker.fd.get(), limits::prompt, limits::askpass);
    if (!question || !asks_for_password(*question) || answers_ >= limits::password_answers)
        return;
    ++answers_;
    // An asker that has gone needs no answer.
    static_cast<void>(sys::write_all(asker.fd.get(), password_ + "\n"));
}

std::vector<std::string> askpass_environment(const std::string& socket) {
    constexpr std::array<std::string_view, 4> ours{"SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "SSH_ASKPASS_PROMPT",
                                                   askpass_variable};
    std::vector<std::string> environment;
    for (const auto& [name, value] : sys::environment_variables())
        if (std::find(ours.begin(), ours.end(), name) == ours.end())
            environment.push_back(fmt::format("{}={}", name, value));
    environment.push_back("SSH_ASKPASS=" + sys::own_program_for_children());
    environment.emplace_back("SSH_ASKPASS_REQUIRE=force");
    environment.push_back(fmt::format("{}={}", askpass_variable, socket));
    return environment;
}

}  // namespace deployer::transport
