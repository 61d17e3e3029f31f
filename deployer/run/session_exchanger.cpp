#include "run/session_exchanger.hpp"

#include <sstream>

#include "run/limits.hpp"
#include "sys/number.hpp"

namespace deployer::run {

using supervise::fail;
using supervise::Result;

namespace {

/// The largest errno of Linux.
constexpr int last_errno = 133;

/// One "PID BYTES" line.
std::optional<std::pair<int, std::int64_t>> memory_line(std::string_view line) {
    const auto pid = supervise::leading_number<int>(line);
    if (!pid.fits || line.substr(pid.length, 1) != " ") {
        return std::nullopt;
    }
    const auto bytes = supervise::leading_number<std::int64_t>(line.substr(pid.length + 1));
    return bytes.fits ? std::optional(std::pair(pid.value, bytes.value)) : std::nullopt;
}

}  // namespace

int errno_in(std::string_view message) {
    const std::string_view name = message.substr(0, message.find(':'));
    for (int code = 1; code <= last_errno && name.starts_with('E'); ++code) {
        if (supervise::errno_name(code) == name) {
            return code;
        }
    }
    return 0;
}

Result<task::Answer> SessionExchanger::ask(task::Operation operation) {
    if (broken_) {
        return fail(*broken_);
    }
    std::optional<task::Answer> answer;
    const task::Request request{std::move(operation), true};
    const auto ran = session_.run({&request, 1}, task::Contents(),
                                  [&](std::size_t, task::Answer got) { answer = std::move(got); });
    if (!ran || !answer) {
        broken_ = ran ? "the agent has not answered" : ran.error().message;
        return fail(*broken_);
    }
    if (answer->status == task::Status::failed) {
        return fail(answer->message, errno_in(answer->message));
    }
    return std::move(*answer);
}

Result<std::string> SessionExchanger::exchange(const std::string& socket, const std::string& request) {
    auto answer = ask(task::Exchange{socket, request, limits::exchange_seconds});
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    return std::move(answer->value);
}

Result<std::string> SessionExchanger::read_file(const std::string& path) {
    auto answer = ask(task::ReadFile{path});
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    return std::move(answer->value);
}

Result<std::vector<std::string>> SessionExchanger::list_folder(const std::string& path) {
    return list({path});
}

Result<std::vector<std::string>> SessionExchanger::list_created(const std::string& path) {
    return list({path, true});
}

Result<std::vector<std::string>> SessionExchanger::list(task::ListFolder operation) {
    const auto answer = ask(std::move(operation));
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    std::vector<std::string> names;
    std::istringstream lines(answer->value);
    for (std::string name; std::getline(lines, name);) {
        names.push_back(name);
    }
    return names;
}

Result<void> SessionExchanger::remove_file(const std::string& path) {
    // Whoever asks has seen to it that it is one of ours.
    const auto answer = ask(task::EnsureAbsent{path, task::EnsureAbsent::Kind::file, false});
    return answer ? Result<void>() : tl::unexpected(answer.error());
}

Result<bool> SessionExchanger::restore_file(const std::string& path, bool new_goes) {
    const auto answer = ask(task::RestoreFile{path, new_goes});
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    return answer->status == task::Status::changed;
}

Result<std::vector<std::pair<int, std::int64_t>>> SessionExchanger::memory(const std::vector<int>& pids) {
    const auto answer = ask(task::ProcessMemory{pids});
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    std::vector<std::pair<int, std::int64_t>> memory;
    std::string_view rest = answer->value;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        if (const auto entry = memory_line(rest.substr(0, end))) {
            memory.push_back(*entry);
        }
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return memory;
}

}  // namespace deployer::run
