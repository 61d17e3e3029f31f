#include "metrics/snapshot.hpp"

namespace supervise::metrics {
namespace {

ChannelNumbers numbers_of(const log::ChildLog& log) {
    return {log.has_file(), log.read_bytes(), log.written_bytes(), log.lost_bytes()};
}

ProgramNumbers numbers_of(process::Process& process) {
    ProgramNumbers numbers;
    numbers.group = process.group();
    numbers.name = process.name();
    numbers.state = process.state();
    numbers.pid = process.pid();
    numbers.start = process.start_time();
    numbers.restarts = process.restarts();
    numbers.counts = process.counts();
    numbers.standard_output = numbers_of(process.stdout_log());
    if (!process.config().redirect_stderr)
        numbers.standard_error = numbers_of(process.stderr_log());
    return numbers;
}

/// Events have types that include no other.
bool can_happen(config::EventType type) {
    return std::none_of(
        config::event_kinds.begin(), config::event_kinds.end(),
        [type](const config::EventKind& kind) { return kind.parent == type && kind.type != type; });
}

PoolNumbers numbers_of(const event::Pool& pool) {
    const event::Pool::Counts& counts = pool.counts();
    PoolNumbers numbers;
    numbers.name = pool.name();
    numbers.waiting = pool.waiting();
    numbers.buffer_size = static_cast<std::uint64_t>(pool.config().buffer_size);
    numbers.accepted = counts.accepted;
    numbers.processed = counts.processed;
    numbers.rejected = counts.rejected;
    const auto subscribed = event::EventSet::of(pool.config().events);
    for (const config::EventKind& kind : config::event_kinds)
        if (subscribed.has(kind.type) && can_happen(kind.type))
            numbers.dropped.emplace_back(kind.name, counts.discarded[static_cast<std::size_t>(kind.type)]);
    for (const auto& listener : pool.listeners())
        ++numbers.listeners[static_cast<std::size_t>(listener->state())];
    return numbers;
}

}  // namespace

Snapshot gather(const Sources& sources) {
    rpc::DaemonControl& daemon = sources.dispatcher.daemon();
    Snapshot snapshot;
    std::size_t programs = 0;
    for (const auto& group : daemon.groups().all())
        programs += group->processes().size();
    snapshot.programs.reserve(programs);
    for (const auto& group : daemon.groups().all())
        for (const auto& process : group->processes())
            snapshot.programs.push_back(numbers_of(*process));
    for (const auto& pool : daemon.events().pools())
        snapshot.pools.push_back(numbers_of(*pool));
    for (const auto& [name, method] : sources.dispatcher.methods())
        snapshot.methods.emplace_back(name, sources.dispatcher.counts(method));
    snapshot.methods.emplace_back("unknown", sources.dispatcher.unknown_counts());
    snapshot.durations = sources.dispatcher.durations();
    snapshot.http = sources.http;
    snapshot.config = sources.config;
    snapshot.journal_lost = sources.journal != nullptr ? sources.journal->lost() : 0;
    snapshot.identifier = daemon.identifier();
    snapshot.state = static_cast<int>(daemon.state());
    snapshot.own_pid = sources.own_pid;
    snapshot.started = sources.started;
    return snapshot;
}

}  // namespace supervise::metrics
