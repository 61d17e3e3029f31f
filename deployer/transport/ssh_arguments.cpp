#include "transport/ssh_arguments.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/shell_words.hpp"
#include "transport/limits.hpp"

namespace deployer::transport {
namespace {

using Words = std::vector<std::string>;

/// ProxyCommand and the like put host and user into a shell command (%h, %r): none of its characters may come
/// that way.
constexpr std::string_view shell_characters = "'\"`$;&<>|(){}*?![]~#\\ \t\r\n";

bool has_any(std::string_view text, std::string_view characters) {
    return text.find_first_of(characters) != std::string_view::npos ||
           std::any_of(text.begin(), text.end(), [](char character) {
               return static_cast<unsigned char>(character) < 0x20 || character == 0x7F;
           });
}

supervise::Result<void> check_names(const model::Host& host) {
    if (host.ssh_host.empty() || host.ssh_host.starts_with('-') || has_any(host.ssh_host, shell_characters) ||
        has_any(host.ssh_host, "@/"))
        return supervise::fail(
            fmt::format("ssh_host '{}' is not the name or address of a host", host.ssh_host));
    // Accounts of a domain: "DOMAIN\user".
    std::string user = host.ssh_user;
    if (const std::size_t domain = user.find('\\'); domain != std::string::npos && domain + 1 < user.size())
        user.erase(domain, 1);
    if (user.starts_with('-') || has_any(user, shell_characters))
        return supervise::fail(fmt::format("ssh_user '{}' is not the name of an account", host.ssh_user));
    return {};
}

supervise::Result<void> append_words(Words& words, std::string_view attribute, std::string_view text) {
    auto more = supervise::config::shell_words(text);
    if (!more)
        return supervise::fail(fmt::format("{} '{}': {}", attribute, text, more.error().message));
    words.insert(words.end(), more->begin(), more->end());
    return {};
}

void append_options(Words& words, std::initializer_list<std::string> options) {
    for (const std::string& option : options) {
        words.emplace_back("-o");
        words.push_back(option);
    }
}

/// The client expands %-sequences in the name of a key file.
std::string percent_escaped(std::string_view path) {
    std::string escaped;
    for (const char character : path)
        escaped.append(character == '%' ? 2 : 1, character);
    return escaped;
}

void append_host_key_options(Words& words, bool check, const std::string& known_hosts) {
    if (!check)
        append_options(words, {"StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null",
                               "GlobalKnownHostsFile=/dev/null"});
    else if (known_hosts.empty())
        append_options(words, {"StrictHostKeyChecking=yes"});
    else
        append_options(words,
                       {"StrictHostKeyChecking=yes", fmt::format("UserKnownHostsFile=\"{}\"", known_hosts),
                        "GlobalKnownHostsFile=/dev/null", fmt::format("HostKeyAlias={}", host_key_alias),
                        // Whom an earlier connection of the user has reached says nothing of this key.
                        "ControlPath=none", "UpdateHostKeys=no"});
}

void append_login_options(Words& words, const model::Host& host) {
    if (host.ssh_password.empty())
        append_options(words, {"BatchMode=yes"});
    else
        // The password is what the description wants; an agent full of keys must not use up the attempts.
        append_options(words, {"BatchMode=no", "NumberOfPasswordPrompts=1",
                               "PreferredAuthentications=password,keyboard-interactive,publickey"});
    if (host.ssh_port != 0)
        words.insert(words.end(), {"-p", std::to_string(host.ssh_port)});
    if (!host.ssh_user.empty())
        words.insert(words.end(), {"-l", host.ssh_user});
    if (!host.ssh_private_key_file.empty()) {
        words.insert(words.end(), {"-i", percent_escaped(host.ssh_private_key_file)});
        append_options(words, {"IdentitiesOnly=yes"});
    }
}

}  // namespace

supervise::Result<Words> ssh_arguments(const model::Host& host, const LoginOptions& options,
                                       const std::string& known_hosts, const std::string& remote) {
    if (auto checked = check_names(host); !checked)
        return tl::unexpected(checked.error());
    Words words{host.ssh_executable.empty() ? "ssh" : host.ssh_executable};
    if (!known_hosts.empty() && options.check_host_key)
        append_host_key_options(words, true, known_hosts);
    for (const auto& [attribute, text] :
         {std::pair<std::string_view, std::string_view>{"ssh_common_args", host.ssh_common_args},
          {"ssh_extra_args", host.ssh_extra_args}})
        if (auto appended = append_words(words, attribute, text); !appended)
            return tl::unexpected(appended.error());
    if (known_hosts.empty() || !options.check_host_key)
        append_host_key_options(words, options.check_host_key, {});
    words.emplace_back("-T");
    // Nothing of this machine is lent to the host, and no setting for people's logins gets in the way.
    append_options(words,
                   {"ForwardAgent=no", "ForwardX11=no", "ClearAllForwardings=yes", "PermitLocalCommand=no",
                    "RemoteCommand=none", "ControlMaster=no", "EscapeChar=none", "LogLevel=ERROR",
                    fmt::format("ConnectTimeout={}", options.timeout.count()),
                    fmt::format("ServerAliveInterval={}", limits::alive_interval_seconds),
                    fmt::format("ServerAliveCountMax={}", limits::alive_count)});
    append_login_options(words, host);
    words.insert(words.end(), {"--", host.ssh_host, remote});
    return words;
}

supervise::Result<std::string> known_hosts_text(std::string_view host_key) {
    std::string text;
    while (!host_key.empty()) {
        const std::size_t end = std::min(host_key.find('\n'), host_key.size());
        const std::string line(host_key.substr(0, end));
        host_key.remove_prefix(std::min(end + 1, host_key.size()));
        auto words = supervise::config::shell_words(line);
        if (!words)
            return supervise::fail(fmt::format("host_key '{}': {}", line, words.error().message));
        if (words->empty())
            continue;
        std::string marker;
        if (words->front().starts_with('@')) {
            marker = words->front() + " ";
            words->erase(words->begin());
        }
        if (words->size() < 2 ||
            words->at(1).find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                           "0123456789+/=") != std::string::npos)
            return supervise::fail(fmt::format(
                "host_key '{}' is not a public key; it looks like the second and third word of what "
                "`ssh-keyscan HOST` prints: ssh-ed25519 AAAA...",
                line));
        text += fmt::format("{}{} {} {}\n", marker, host_key_alias, words->at(0), words->at(1));
    }
    if (text.empty())
        return supervise::fail("host_key holds no key");
    return text;
}

}  // namespace deployer::transport
