#include "control/start_stop.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "control/failure_text.hpp"
#include "control/patience.hpp"
#include "rpc/value.hpp"

namespace deployer::control {

using supervise::fail;
using supervise::Result;
using supervise::client::ProcessInfo;
using supervise::client::ProgramInfo;
using supervise::rpc::FaultCode;

namespace {

bool is_fault(const supervise::client::Error& error, FaultCode code) {
    return error.is_fault(static_cast<int>(code));
}

/// What the configuration says of each process, as far as waiting needs it; empty when the daemon does not
/// say.
std::vector<ProgramInfo> configured(Conversation& conversation) {
    return conversation.api.all_programs().value_or(std::vector<ProgramInfo>{});
}

const ProgramInfo* find(const std::vector<ProgramInfo>& programs, const ProcessInfo& process) {
    const auto found = std::find_if(programs.begin(), programs.end(), [&](const ProgramInfo& program) {
        return program.group == process.group && program.name == process.name;
    });
    return found != programs.end() ? &*found : nullptr;
}

tl::unexpected<supervise::Error> interrupted() {
    return fail("interrupted");
}

template <typename State>
Names with_state(const Processes& all, const Names& names, const State& has) {
    Names found;
    for (const ProcessInfo& process : all) {
        if (names.count(namespec(process)) != 0 && has(process)) {
            found.insert(namespec(process));
        }
    }
    return found;
}

std::string first_of(const Names& names) {
    return listed({names.begin(), names.end()});
}

/// Waits until none of them is on its way down.
Result<void> wait_stopped(Conversation& conversation, const Names& names) {
    std::int64_t longest = 0;
    for (const ProgramInfo& program : configured(conversation)) {
        if (names.count(program.group + ":" + program.name) != 0) {
            longest = std::max(longest, program.stopwaitsecs);
        }
    }
    Patience patience(conversation.pace, std::chrono::seconds(longest) + limits::stop_grace);
    for (;;) {
        const auto all = look(conversation);
        if (!all) {
            return tl::unexpected(all.error());
        }
        const Names left = with_state(*all, names, [](const ProcessInfo& process) {
            return is_up(process.state) || process.state == state::stopping;
        });
        if (left.empty()) {
            return {};
        }
        if (!patience.wait()) {
            return patience.was_cancelled() ? interrupted()
                                            : fail(fmt::format("{} did not stop", first_of(left)));
        }
    }
}

}  // namespace

bool ended_well(const ProcessInfo& process, const std::vector<ProgramInfo>& programs) {
    const ProgramInfo* program = find(programs, process);
    return process.state == state::exited && process.spawnerr.empty() && program != nullptr &&
           std::count(program->exitcodes.begin(), program->exitcodes.end(), process.exit_status) != 0;
}

bool is_done(const ProcessInfo& process, const std::vector<ProgramInfo>& programs) {
    const ProgramInfo* program = find(programs, process);
    return program != nullptr && program->startsecs == 0 && ended_well(process, programs);
}

namespace {

Result<void> wait_running(Conversation& conversation, const Names& names) {
    const auto programs = configured(conversation);
    std::chrono::seconds allowed = conversation.settings.start_timeout;
    for (const ProgramInfo& program : programs) {
        if (names.count(program.group + ":" + program.name) != 0) {
            allowed = std::max(allowed, std::chrono::seconds(program.startsecs) + limits::start_grace);
        }
    }
    Patience patience(conversation.pace, allowed);
    for (;;) {
        const auto all = look(conversation);
        if (!all) {
            return tl::unexpected(all.error());
        }
        const ProcessInfo* pending = nullptr;
        for (const ProcessInfo& process : *all) {
            if (names.count(namespec(process)) == 0 || process.state == state::running ||
                ended_well(process, programs)) {
                continue;
            }
            if (process.state == state::exited || process.state == state::fatal ||
                process.state == state::unknown) {
                return fail(failure_text(conversation, process));
            }
            pending = &process;
        }
        if (pending == nullptr) {
            return {};
        }
        if (!patience.wait()) {
            return patience.was_cancelled() ? interrupted()
                                            : fail(fmt::format("after {} s: {}", allowed.count(),
                                                               failure_text(conversation, *pending)));
        }
    }
}

/// A process on its way down can be started only when it is there.
Result<void> let_stop(Conversation& conversation, const Processes& all, const Names& names) {
    const Names stopping =
        with_state(all, names, [](const ProcessInfo& process) { return process.state == state::stopping; });
    return stopping.empty() ? Result<void>() : wait_stopped(conversation, stopping);
}

}  // namespace

Result<Processes> look(Conversation& conversation) {
    auto all = conversation.api.all_processes();
    if (!all) {
        return tl::unexpected(explain(conversation, all.error()));
    }
    return std::move(*all);
}

Result<void> let_autostart_begin(Conversation& conversation, const Names& autostart) {
    Patience patience(conversation.pace, limits::autostart_begins);
    for (;;) {
        const auto processes = look(conversation);
        if (!processes) {
            return tl::unexpected(processes.error());
        }
        const bool waits = std::any_of(processes->begin(), processes->end(), [&](const ProcessInfo& process) {
            return process.state == state::stopped && process.start == 0 &&
                   autostart.count(namespec(process)) != 0;
        });
        if (!waits || !patience.wait()) {
            return {};
        }
    }
}

Names names_of(const Processes& processes) {
    Names names;
    for (const ProcessInfo& process : processes) {
        names.insert(namespec(process));
    }
    return names;
}

Result<std::size_t> stop_and_wait(Conversation& conversation, const Names& names) {
    const auto all = look(conversation);
    if (!all) {
        return tl::unexpected(all.error());
    }
    const Names up = with_state(*all, names, [](const ProcessInfo& process) { return is_up(process.state); });
    for (const std::string& name : up) {
        const auto stopped = conversation.api.begin_stop(name);
        if (!stopped && !is_fault(stopped.error(), FaultCode::not_running)) {
            return tl::unexpected(explain(conversation, stopped.error()));
        }
    }
    if (auto waited = wait_stopped(conversation, names); !waited) {
        return tl::unexpected(waited.error());
    }
    return up.size();
}

Result<std::size_t> start_and_wait(Conversation& conversation, const Names& names) {
    const auto all = look(conversation);
    if (!all) {
        return tl::unexpected(all.error());
    }
    if (auto down = let_stop(conversation, *all, names); !down) {
        return tl::unexpected(down.error());
    }
    std::size_t started = 0;
    for (const ProcessInfo& process : *all) {
        if (names.count(namespec(process)) == 0 || is_up(process.state)) {
            continue;
        }
        const auto begun = conversation.api.begin_start(namespec(process));
        if (!begun && is_fault(begun.error(), FaultCode::already_started)) {
            continue;
        }
        // A first attempt that failed at once: the daemon goes on trying, and its state tells the outcome.
        const bool is_retried = !begun && is_fault(begun.error(), FaultCode::spawn_error);
        if (!begun && !is_retried && begun.error().kind == supervise::client::Error::Kind::fault) {
            return fail(refusal_text(conversation, process, begun.error()));
        }
        if (!begun && !is_retried) {
            return tl::unexpected(explain(conversation, begun.error()));
        }
        conversation.history.started.insert(namespec(process));
        ++started;
    }
    if (auto waited = wait_running(conversation, names); !waited) {
        return tl::unexpected(waited.error());
    }
    return started;
}

}  // namespace deployer::control
