#include "config/shown.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "config/text.hpp"
#include "config/values.hpp"

namespace supervise::config {
namespace {

constexpr std::string_view hidden = "(hidden)";

using Values = std::vector<std::pair<std::string, std::string>>;

std::string shown(bool truth) {
    return truth ? "true" : "false";
}
std::string shown(std::int64_t number) {
    return std::to_string(number);
}
std::string shown_mode(const std::optional<unsigned>& mode) {
    return mode ? fmt::format("{:04o}", *mode) : std::string();
}
std::string shown_id(const std::optional<unsigned>& id) {
    return id ? std::to_string(*id) : std::string();
}

std::string shown_size(std::int64_t bytes) {
    constexpr std::pair<std::int64_t, std::string_view> units[] = {
        {1024 * 1024 * 1024, "GB"}, {1024 * 1024, "MB"}, {1024, "KB"}};
    for (const auto& [unit, name] : units)
        if (bytes > 0 && bytes % unit == 0)
            return fmt::format("{}{}", bytes / unit, name);
    return std::to_string(bytes);
}

std::string shown_duration(std::int64_t seconds) {
    constexpr std::pair<std::int64_t, char> units[] = {
        {604'800, 'w'}, {86'400, 'd'}, {3600, 'h'}, {60, 'm'}, {1, 's'}};
    for (const auto& [unit, letter] : units)
        if (seconds > 0 && seconds % unit == 0)
            return fmt::format("{}{}", seconds / unit, letter);
    return std::to_string(seconds);
}

std::string shown(Autorestart autorestart) {
    switch (autorestart) {
    case Autorestart::never:
        return "false";
    case Autorestart::unexpected:
        return "unexpected";
    case Autorestart::always:
        return "true";
    }
    return {};
}

std::string shown(const LogTarget& target) {
    switch (target.kind) {
    case LogTarget::Kind::none:
        return "NONE";
    case LogTarget::Kind::automatic:
        return "AUTO";
    case LogTarget::Kind::path:
        return target.path;
    }
    return {};
}

std::string shown_signal(int signal) {
    for (const std::string_view name : signal_names())
        if (const auto number = signal_number(name); number && *number == signal)
            return std::string(name);
    return std::to_string(signal);
}

void add_channel(Values& values, const std::string& name, const ChannelConfig& channel) {
    values.insert(values.end(), {{name + "_logfile", channel.journal ? "journal" : shown(channel.logfile)},
                                 {name + "_logfile_maxbytes", shown_size(channel.logfile_maxbytes)},
                                 {name + "_logfile_backups", shown(std::int64_t{channel.logfile_backups})},
                                 {name + "_logfile_compress", channel.logfile_gzip ? "gzip" : "none"},
                                 {name + "_logfile_max_age", shown_duration(channel.logfile_max_age)},
                                 {name + "_capture_maxbytes", shown_size(channel.capture_maxbytes)},
                                 {name + "_events_enabled", shown(channel.events_enabled)},
                                 {name + "_syslog", shown(channel.syslog)},
                                 {name + "_syslog_identifier", channel.syslog_identifier},
                                 {name + "_syslog_priority", syslog_priority_name(channel.syslog_priority)}});
}

/// All but the environment, which is not told as it is.
Values values_of(const ProcessConfig& p) {
    const auto number = [](int value) { return shown(std::int64_t{value}); };
    Values values = {{"command", p.command},
                     {"process_name", p.name},
                     {"directory", p.directory.value_or("")},
                     {"user", shown_id(p.uid)},
                     {"umask", shown_mode(p.umask)},
                     {"priority", number(p.priority)},
                     {"autostart", shown(p.autostart)},
                     {"autorestart", shown(p.autorestart)},
                     {"startsecs", number(p.startsecs)},
                     {"startretries", number(p.startretries)},
                     {"exitcodes", fmt::format("{}", fmt::join(p.exitcodes, ","))},
                     {"restart_limit", number(p.restart_limit)},
                     {"restart_window", number(p.restart_window)},
                     {"essential", shown(p.essential)},
                     {"stopsignal", shown_signal(p.stopsignal)},
                     {"stopwaitsecs", number(p.stopwaitsecs)},
                     {"stopasgroup", shown(p.stopasgroup)},
                     {"killasgroup", shown(p.killasgroup)},
                     {"environment_file", fmt::format("{}", fmt::join(p.environment_files, ", "))},
                     {"serverurl", p.serverurl.value_or("AUTO")},
                     {"redirect_stderr", shown(p.redirect_stderr)},
                     {"logfile_mkdir", shown(p.logfile_mkdir)},
                     {"logfile_mode", shown_mode(p.logfile_mode)},
                     {"log_prefix", p.log_prefix},
                     {"log_format", p.log_format == LogFormat::json ? "json" : "raw"}};
    add_channel(values, "stdout", p.stdout_channel);
    add_channel(values, "stderr", p.stderr_channel);
    return values;
}

constexpr std::string_view blanks = " \t\r\n";

/// "user:(hidden)@host" of a word, with or without the "scheme://" before it. A password may hold whatever
/// ends one elsewhere, so it goes up to the last '@'.
std::string without_password(std::string_view word) {
    const std::size_t at = word.rfind('@');
    const std::size_t colon = word.find(':');
    if (at == std::string_view::npos || colon > at)
        return std::string(word);
    return fmt::format("{}{}{}", word.substr(0, colon + 1), hidden, word.substr(at));
}

std::string without_passwords_of_users(std::string_view value) {
    constexpr std::string_view after_scheme = "://";
    std::string told;
    while (!value.empty()) {
        const std::size_t blank = std::min(value.find_first_of(blanks), value.size());
        const std::size_t scheme = std::min(value.find(after_scheme), value.size());
        told += without_password(value.substr(0, std::min(blank, scheme)));
        const std::size_t taken = std::min(blank, scheme);
        const std::size_t kept = std::min(scheme < blank ? after_scheme.size() : 1, value.size() - taken);
        told += value.substr(taken, kept);
        value.remove_prefix(taken + kept);
    }
    return told;
}

/// Where a parameter ends that begins with `rest`, behind its '=', and stands behind `before`: in the query
/// of a URL, in a list with semicolons, or between blanks.
std::size_t end_of_parameter(std::string_view before, std::string_view rest) {
    if (!rest.empty() && (rest.front() == '\'' || rest.front() == '"'))
        return std::min(rest.find(rest.front(), 1), rest.size());
    if (before.ends_with('?') || before.ends_with('&'))
        return std::min(rest.find_first_of("&# \t\r\n"), rest.size());
    const std::size_t semicolon = rest.find(';');
    return semicolon != std::string_view::npos ? semicolon
                                               : std::min(rest.find_first_of(blanks), rest.size());
}

/// "?password=(hidden)", "Pwd=(hidden);": parameters by names that would be secret for a variable as well.
std::string without_secret_parameters(std::string_view value) {
    const auto in_name = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '-' || c == '.' || c == ' ';
    };
    std::string told;
    for (std::size_t equals = value.find('='); equals != std::string_view::npos; equals = value.find('=')) {
        std::size_t name = equals;
        while (name > 0 && in_name(value[name - 1]))
            --name;
        const std::string_view rest = value.substr(equals + 1);
        const bool secret = looks_secret(value.substr(name, equals - name));
        const std::size_t end = secret ? end_of_parameter(value.substr(0, name), rest) : 0;
        told += value.substr(0, equals + 1);
        if (end > 0)
            told += hidden;
        value = rest.substr(end);
    }
    return told += value;
}

std::string without_passwords(std::string_view value) {
    return without_secret_parameters(without_passwords_of_users(value));
}

void add_environment(std::vector<ShownKey>& keys, const Environment& environment) {
    for (const auto& [name, value] : environment) {
        std::string told = looks_secret(name) ? std::string(hidden) : without_passwords(value);
        const bool secret = told != value;
        keys.push_back({"environment " + name, std::move(told), false, secret});
    }
}

/// Keys with what they show, and with what they really are: secrets may differ that show the same.
struct Compared {
    std::string shown, real;
};
using ByKey = std::vector<std::pair<std::string, Compared>>;

ByKey compared(const GroupConfig& group) {
    ByKey all;
    for (ShownKey& key : shown_group(group))
        all.emplace_back(std::move(key.key), Compared{key.value, key.value});
    for (const ProcessConfig& process : group.processes) {
        const std::string prefix = process.name == group.name ? std::string() : process.name + ": ";
        for (auto& [key, value] : values_of(process))
            all.emplace_back(prefix + key, Compared{value, value});
        std::vector<ShownKey> variables;
        add_environment(variables, process.environment);
        for (std::size_t i = 0; i < variables.size(); ++i)
            all.emplace_back(prefix + variables[i].key,
                             Compared{variables[i].value, process.environment[i].second});
    }
    return all;
}

}  // namespace

std::vector<ShownKey> shown_process(const ProcessConfig& process) {
    ProcessConfig plain;
    plain.name = process.program_name;
    const Values usual = values_of(plain);
    std::vector<ShownKey> keys;
    const Values values = values_of(process);
    for (std::size_t i = 0; i < values.size(); ++i)
        keys.push_back({values[i].first, values[i].second, values[i].second == usual[i].second, false});
    add_environment(keys, process.environment);
    return keys;
}

std::vector<ShownKey> shown_group(const GroupConfig& group) {
    std::vector<ShownKey> keys = {{"group priority", std::to_string(group.priority)}};
    if (group.listener) {
        std::string events;
        for (const EventType type : group.listener->events)
            events.append(events.empty() ? "" : ",").append(event_name(type));
        const bool restarts = group.listener->on_violation == ListenerConfig::OnViolation::restart;
        keys.push_back({"events", events});
        keys.push_back({"buffer_size", std::to_string(group.listener->buffer_size)});
        keys.push_back({"result_timeout", std::to_string(group.listener->result_timeout)});
        keys.push_back({"on_violation", restarts ? "restart" : "ignore"});
        keys.push_back({"result_handler", group.listener->result_handler});
    }
    if (group.socket) {
        const auto& backlog = group.socket->backlog;
        keys.push_back({"socket", group.socket->url});
        keys.push_back(
            {"socket_owner", fmt::format("{}:{}", shown_id(group.socket->uid), shown_id(group.socket->gid))});
        keys.push_back({"socket_mode", shown_mode(group.socket->mode)});
        keys.push_back({"socket_backlog", backlog ? std::to_string(*backlog) : std::string()});
    }
    return keys;
}

std::vector<ShownDifference> shown_difference(const GroupConfig& before, const GroupConfig& after,
                                              std::size_t most) {
    std::vector<ShownDifference> differences;
    const ByKey old_keys = compared(before);
    const ByKey new_keys = compared(after);
    const std::map<std::string_view, Compared> was(old_keys.begin(), old_keys.end());
    const std::map<std::string_view, Compared> is(new_keys.begin(), new_keys.end());
    const auto add = [&](const std::string& key, std::string from, std::string to) {
        if (differences.size() < most)
            differences.push_back({key, std::move(from), std::move(to)});
    };
    for (const auto& [key, now] : new_keys) {
        const auto found = was.find(key);
        if (found == was.end())
            add(key, "", now.shown);
        else if (found->second.real != now.real)
            add(key, found->second.shown, now.shown == found->second.shown ? "(hidden, changed)" : now.shown);
    }
    for (const auto& [key, then] : old_keys)
        if (!is.contains(key))
            add(key, then.shown, "");
    return differences;
}

bool looks_secret(std::string_view name) {
    constexpr std::array<std::string_view, 11> words{"PASS", "PW",      "SECRET",  "TOKEN", "KEY",   "CRED",
                                                     "AUTH", "PRIVATE", "SESSION", "SIGN",  "COOKIE"};
    const std::string upper_case = upper(name);
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return upper_case.find(word) != std::string::npos; });
}

}  // namespace supervise::config
