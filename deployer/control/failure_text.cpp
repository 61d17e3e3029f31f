#include "control/failure_text.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace deployer::control {

using supervise::client::Channel;
using supervise::client::ProcessInfo;

namespace {

/// What it wrote last: complaints first, and where those are written to stdout, that.
std::string last_lines(Conversation& conversation, const ProcessInfo& process) {
    for (const Channel channel : {Channel::standard_error, Channel::standard_output}) {
        const auto log = conversation.api.read_log(namespec(process), channel,
                                                   -static_cast<std::int64_t>(limits::log_tail_bytes), 0);
        std::string line = log ? one_line(*log) : std::string();
        if (!line.empty()) {
            return line;
        }
    }
    return {};
}

std::string with_log(Conversation& conversation, const ProcessInfo& process, const std::string& text) {
    const std::string lines = last_lines(conversation, process);
    return lines.empty() ? text : text + "; its last lines: " + lines;
}

/// "exit status 3; not expected". The daemon forgets it of a process that ended too quickly, but not in its
/// log.
std::string how_it_ended(Conversation& conversation, const ProcessInfo& process) {
    if (process.state == state::exited) {
        return fmt::format("exit status {}", process.exit_status);
    }
    const auto log = conversation.api.read_main_log(-static_cast<std::int64_t>(limits::daemon_log_bytes), 0);
    const std::string mark = fmt::format("exited: {} (", process.name);
    const std::size_t found = log ? log->rfind(mark) : std::string::npos;
    if (found == std::string::npos) {
        return {};
    }
    const std::size_t begin = found + mark.size();
    const std::size_t end = log->find_first_of(")\n", begin);
    return one_line(std::string_view(*log).substr(begin, end - begin));
}

std::string place(const Conversation& conversation, const ProcessInfo& process) {
    return fmt::format("{} of supervisor '{}' on {}", short_name(process), conversation.daemon.name,
                       conversation.settings.host);
}

}  // namespace

std::string short_name(const ProcessInfo& process) {
    return process.group == process.name ? process.name : namespec(process);
}

std::string one_line(std::string_view log) {
    std::vector<std::string_view> lines;
    while (!log.empty() && lines.size() < limits::log_tail_lines) {
        const std::size_t end = log.find_last_not_of("\r\n\t ");
        if (end == std::string_view::npos) {
            break;
        }
        const std::size_t begin = log.substr(0, end + 1).find_last_of('\n');
        const std::size_t first = begin == std::string_view::npos ? 0 : begin + 1;
        lines.push_back(log.substr(first, end + 1 - first));
        log = log.substr(0, first);
    }
    std::string text;
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        text += text.empty() ? "" : " | ";
        text += *line;
    }
    // What a program writes must not move the cursor of who reads about it.
    std::replace_if(
        text.begin(), text.end(),
        [](char c) { return static_cast<unsigned char>(c) < ' ' || static_cast<unsigned char>(c) == 0x7f; },
        ' ');
    return text;
}

std::string failure_text(Conversation& conversation, const ProcessInfo& process) {
    std::string text = fmt::format("{} is {}", place(conversation, process), process.statename);
    if (!process.spawnerr.empty()) {
        text += ": " + process.spawnerr;
    }
    if (const std::string end = how_it_ended(conversation, process); !end.empty()) {
        text += (process.spawnerr.empty() ? ": " : ", ") + end;
    }
    return with_log(conversation, process, text);
}

std::string refusal_text(Conversation& conversation, const ProcessInfo& process,
                         const supervise::client::Error& refusal) {
    std::string text = fmt::format("{} cannot be started: {}", place(conversation, process), refusal.text);
    const auto now = conversation.api.process(namespec(process));
    if (now && !now->spawnerr.empty()) {
        text += fmt::format(" ({})", now->spawnerr);
    }
    return with_log(conversation, process, text);
}

}  // namespace deployer::control
