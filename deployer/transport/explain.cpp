#include "transport/explain.hpp"

#include <sys/wait.h>

#include <array>
#include <vector>

#include <fmt/format.h>

#include "transport/limits.hpp"
#include "transport/start_command.hpp"

namespace deployer::transport {
namespace {

std::string_view trimmed(std::string_view line) {
    constexpr std::string_view blanks = " \t\r";
    const std::size_t begin = line.find_first_not_of(blanks);
    if (begin == std::string_view::npos)
        return {};
    return line.substr(begin, line.find_last_not_of(blanks) - begin + 1);
}

bool says_something(std::string_view line) {
    constexpr std::array<std::string_view, 6> noise{
        "Warning: Permanently added ",           "debug1:",    "debug2:", "debug3:",
        "Pseudo-terminal will not be allocated", "** WARNING:"};
    for (const std::string_view beginning : noise)
        if (line.starts_with(beginning))
            return false;
    return line.find_first_not_of("@*-=#~.") != std::string_view::npos;
}

std::vector<std::string_view> meaningful_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (const std::string_view line = trimmed(text.substr(0, end)); says_something(line))
            lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string how_it_ended(const Ending& ending) {
    if (WIFSIGNALED(ending.status))
        return fmt::format("the ssh client was ended by signal {}", WTERMSIG(ending.status));
    return fmt::format("the ssh client ended with status {} and gave no reason", WEXITSTATUS(ending.status));
}

std::string about_host_key(std::string_view errors, const model::Host& host) {
    constexpr std::string_view failed = "Host key verification failed";
    if (!host.host_key.empty())
        return fmt::format("{}: {} does not have the key that host_key gives", failed, host.ssh_host);
    if (errors.find("IDENTIFICATION HAS CHANGED") != std::string_view::npos)
        return fmt::format(
            "{}: the key of {} is not the one in known_hosts; if the host was set up anew, remove the "
            "old one with ssh-keygen -R",
            failed, host.ssh_host);
    if (errors.find("REVOKED") != std::string_view::npos)
        return fmt::format("{}: the key of {} is marked as revoked", failed, host.ssh_host);
    return fmt::format("{}: the key of {} is not known; log in once with ssh to accept it, or give host_key",
                       failed, host.ssh_host);
}

/// What OpenSSH or sudo say in words that need an explanation.
std::string with_advice(std::string_view line, const Ending& ending, const model::Host& host) {
    if (line.find("Host key verification failed") != std::string_view::npos)
        return about_host_key(ending.errors, host);
    if (line.starts_with("sudo: a password is required"))
        return fmt::format(
            "sudo wants a password to become '{}'; give become_pass, or allow it without one (NOPASSWD)",
            host.become.user);
    if (line.starts_with("sudo: a terminal is required"))
        return "sudo wants a password and finds no terminal to ask at; give become_pass";
    if (line.find("/.hadeploy/agent-") != std::string_view::npos && line.ends_with("ermission denied"))
        return fmt::format("{} (is the home folder mounted noexec?)", line);
    return std::string(line);
}

std::string bounded(std::string text) {
    for (char& character : text)
        if (static_cast<unsigned char>(character) < 0x20 || character == 0x7F)
            character = ' ';
    if (text.size() > limits::error_line) {
        text.resize(limits::error_line);
        text += "...";
    }
    return text;
}

std::string reason(const Ending& ending, const model::Host& host) {
    const auto lines = meaningful_lines(ending.errors);
    for (const std::string_view line : lines)
        if (line.starts_with(problem_mark))
            return std::string(line.substr(problem_mark.size()));
    for (const std::string_view line : lines)
        if (line.find("Host key verification failed") != std::string_view::npos)
            return with_advice(line, ending, host);
    if (!lines.empty())
        return with_advice(lines.back(), ending, host);
    // nologin and restricted shells speak on standard output.
    if (const auto printed = meaningful_lines(ending.output); !printed.empty() && !ending.logged_in)
        return fmt::format("the login shell said: {}", printed.back());
    return how_it_ended(ending);
}

}  // namespace

bool was_turned_away(std::string_view errors) {
    // Either side of OpenSSH 8.
    return errors.find("kex_exchange_identification: ") != std::string_view::npos ||
           errors.find("ssh_exchange_identification: ") != std::string_view::npos;
}

std::string explain(const Ending& ending, const model::Host& host) {
    const std::string why = reason(ending, host);
    return bounded(ending.logged_in ? fmt::format("the connection to the host was lost: {}", why) : why);
}

}  // namespace deployer::transport
