#include "metrics/text.hpp"

#include <map>

#include <fmt/format.h>

#include "event/protocol.hpp"
#include "metrics/limits.hpp"
#include "rpc/version.hpp"

namespace supervise::metrics {
namespace {

/// All states there are: that none is in one of them is told as well.
constexpr std::array states{process::State::stopped, process::State::starting, process::State::running,
                            process::State::backoff, process::State::stopping, process::State::exited,
                            process::State::fatal,   process::State::unknown};

std::string label(std::string_view key, std::string_view value) {
    std::string labels;
    add_label(labels, key, value);
    return labels;
}

class Text {
public:
    Text(const Snapshot& snapshot, const Measured& measured, Format format)
        : now_(snapshot), measured_(measured), exposition_(out_, format) {}

    std::string write() {
        std::size_t names = 0;
        for (const ProgramNumbers& program : now_.programs) {
            std::string& labels = labels_.emplace_back();
            add_label(labels, "group", program.group);
            add_label(labels, "name", program.name);
            names += labels.size();
        }
        // With room in front for the head of an answer.
        out_.reserve(limits::text_without_programs +
                     limits::samples_of_a_program * (names + labels_.size() * limits::sample_without_names));
        programs();
        channels();
        pools();
        methods();
        http();
        daemon();
        exposition_.end();
        return std::move(out_);
    }

private:
    /// `tell` gets a program and its labels.
    template <typename Tell>
    void each_program(Metric metric, Tell tell) {
        exposition_.family(metric);
        for (std::size_t i = 0; i < labels_.size(); ++i)
            tell(now_.programs[i], labels_[i]);
    }

    void programs() {
        std::map<process::State, std::size_t> in_state;
        for (const ProgramNumbers& program : now_.programs)
            ++in_state[program.state];
        exposition_.family(Metric::programs);
        for (const process::State state : states)
            exposition_.sample(label("state", process::state_name(state)), in_state[state]);

        using Numbers = const ProgramNumbers&;
        using Labels = const std::string&;
        each_program(Metric::program_state, [&](Numbers program, Labels labels) {
            exposition_.sample(labels, static_cast<int>(program.state));
        });
        each_program(Metric::program_up, [&](Numbers program, Labels labels) {
            exposition_.sample(labels, program.state == process::State::running ? 1 : 0);
        });
        each_program(Metric::program_start_time, [&](Numbers program, Labels labels) {
            if (program.pid != 0)
                exposition_.sample(labels, program.start);
        });
        each_program(Metric::program_restarts,
                     [&](Numbers program, Labels labels) { exposition_.sample(labels, program.restarts); });
        each_program(Metric::program_exits, [&](Numbers program, Labels labels) {
            exposition_.sample(labels + "reason=\"requested\",", program.counts.requested);
            exposition_.sample(labels + "reason=\"expected\",", program.counts.expected);
            exposition_.sample(labels + "reason=\"unexpected\",", program.counts.unexpected);
        });
        each_program(Metric::program_spawn_failures, [&](Numbers program, Labels labels) {
            exposition_.sample(labels, program.counts.spawn_failures);
        });
        usage();
    }

    template <typename Tell>
    void each_usage(Metric metric, Tell tell) {
        exposition_.family(metric);
        for (std::size_t i = 0; measured_.seen && i < labels_.size(); ++i)
            tell(measured_.programs[i], labels_[i]);
    }

    void usage() {
        each_usage(Metric::program_resident_memory, [&](const live::Usage& usage, const std::string& labels) {
            if (usage.processes > 0)
                exposition_.sample(labels, usage.memory_bytes);
        });
        each_usage(Metric::program_cpu, [&](const live::Usage& usage, const std::string& labels) {
            if (usage.processes > 0)
                exposition_.sample(labels, usage.cpu);
        });
        each_usage(Metric::program_processes, [&](const live::Usage& usage, const std::string& labels) {
            exposition_.sample(labels, usage.processes);
        });
    }

    void channels() {
        each_channel(Metric::program_output, &ChannelNumbers::read, false);
        each_channel(Metric::program_log_written, &ChannelNumbers::written, true);
        each_channel(Metric::program_log_lost, &ChannelNumbers::lost, true);
    }

    void each_channel(Metric metric, std::uint64_t ChannelNumbers::*number, bool of_file) {
        each_program(metric, [&](const ProgramNumbers& program, const std::string& labels) {
            if (program.standard_output.has_file || !of_file)
                exposition_.sample(labels + "channel=\"stdout\",", program.standard_output.*number);
            if (program.standard_error && (program.standard_error->has_file || !of_file))
                exposition_.sample(labels + "channel=\"stderr\",", *program.standard_error.*number);
        });
    }

    void each_pool(Metric metric, std::uint64_t PoolNumbers::*number) {
        exposition_.family(metric);
        for (const PoolNumbers& pool : now_.pools)
            exposition_.sample(label("pool", pool.name), pool.*number);
    }

    void pools() {
        each_pool(Metric::events_buffered, &PoolNumbers::waiting);
        each_pool(Metric::events_buffer_size, &PoolNumbers::buffer_size);
        each_pool(Metric::events_accepted, &PoolNumbers::accepted);
        each_pool(Metric::events_processed, &PoolNumbers::processed);
        each_pool(Metric::events_rejected, &PoolNumbers::rejected);
        exposition_.family(Metric::events_dropped);
        for (const PoolNumbers& pool : now_.pools)
            for (const auto& [type, number] : pool.dropped)
                exposition_.sample(label("pool", pool.name) + label("type", type), number);
        exposition_.family(Metric::listeners);
        for (const PoolNumbers& pool : now_.pools)
            for (std::size_t i = 0; i < pool.listeners.size(); ++i)
                exposition_.sample(
                    label("pool", pool.name) +
                        label("state", event::listener_state_name(static_cast<event::ListenerState>(i))),
                    pool.listeners.at(i));
    }

    void methods() {
        exposition_.family(Metric::rpc_calls);
        for (const auto& [name, counts] : now_.methods)
            exposition_.sample(label("method", name), counts.calls);
        exposition_.family(Metric::rpc_faults);
        for (const auto& [name, counts] : now_.methods)
            exposition_.sample(label("method", name), counts.faults);
        exposition_.family(Metric::rpc_duration);
        std::uint64_t total = 0;
        for (std::size_t i = 0; i < now_.durations.bounds.size(); ++i) {
            total += now_.durations.counts[i];
            exposition_.part("_bucket", label("le", now_.durations.bounds[i].seconds), total);
        }
        total += now_.durations.counts.back();
        exposition_.part("_bucket", label("le", "+Inf"), total);
        exposition_.part("_sum", now_.durations.sum);
        exposition_.part("_count", {}, total);
    }

    void one(Metric metric, auto value) {
        exposition_.family(metric);
        exposition_.sample({}, value);
    }

    void http() {
        exposition_.family(Metric::http_answers);
        for (std::size_t i = 1; i < now_.http.answers.size(); ++i)  // no answer has a status below 200
            exposition_.sample(label("code", fmt::format("{}xx", i + 1)), now_.http.answers.at(i));
        one(Metric::http_connections, now_.http.open);
        one(Metric::http_connections_accepted, now_.http.accepted);
        one(Metric::http_connections_refused, now_.http.turned_away);
    }

    void daemon() {
        exposition_.family(Metric::daemon_info);
        exposition_.sample(label("identifier", now_.identifier) + label("version", SUPERVISE_VERSION) +
                               label("supervisor_version", rpc::supervisor_version),
                           1);
        one(Metric::daemon_state, now_.state);
        one(Metric::config_good, now_.config.last_good ? 1 : 0);
        one(Metric::config_loaded, now_.config.last_success);
        one(Metric::journal_lost, now_.journal_lost);
        one(Metric::process_start_time, now_.started);
        if (measured_.seen) {
            one(Metric::process_cpu, measured_.cpu);
            one(Metric::process_resident_memory, measured_.resident_bytes);
            one(Metric::process_virtual_memory, measured_.virtual_bytes);
            one(Metric::process_threads, measured_.threads);
        }
        if (measured_.descriptors) {
            one(Metric::process_open_fds, measured_.descriptors->open);
            one(Metric::process_max_fds, measured_.descriptors->limit);
        }
    }

    const Snapshot& now_;
    const Measured& measured_;
    std::string out_;
    Exposition exposition_;
    std::vector<std::string> labels_;  ///< of the programs
};

}  // namespace

std::string text_of(const Snapshot& snapshot, const Measured& measured, Format format) {
    return Text(snapshot, measured, format).write();
}

}  // namespace supervise::metrics
