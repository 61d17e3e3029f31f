#include "web/program.hpp"

#include <algorithm>
#include <map>

#include "config/shown.hpp"
#include "http/status.hpp"
#include "live/json_writer.hpp"
#include "rpc/process_action.hpp"
#include "web/json_answer.hpp"
#include "web/limits.hpp"

namespace supervise::web {
namespace {

/// A process of the program and how deep it is below the one that supervisord has started.
struct Member {
    sys::ProcessStat stat;
    std::string command;
};

/// What the helper thread works on, and all it touches.
struct Look {
    std::shared_ptr<const sys::ProcessTable> table;
    pid_t root;
    std::vector<Member> members;  ///< parents before children

    void run() {
        auto all = table->read();
        if (!all || root == 0)
            return;
        std::multimap<pid_t, const sys::ProcessStat*> children;
        for (const sys::ProcessStat& stat : *all) {
            children.emplace(stat.parent, &stat);
            if (stat.pid == root)
                add(stat);
        }
        for (std::size_t i = 0; i < members.size(); ++i) {
            const auto [begin, end] = children.equal_range(members[i].stat.pid);
            for (auto at = begin; at != end; ++at)
                add(*at->second);
        }
    }

private:
    void add(const sys::ProcessStat& stat) {
        if (members.size() < limits::max_tree)
            members.push_back({stat, table->command_of(stat.pid)});
    }
};

void write_config(live::JsonWriter& writer, const config::ProcessConfig& config) {
    writer.key("config");
    writer.begin_array();
    for (const config::ShownKey& key : config::shown_process(config)) {
        writer.begin_object();
        writer.member("key", key.key);
        writer.member("value", key.value);
        writer.member("default", key.is_default);
        writer.end_object();
    }
    writer.end_array();
}

void write_exits(live::JsonWriter& writer, const live::History::Record& record) {
    writer.key("exits");
    writer.begin_array();
    for (const live::PastExit& exit : record.exits) {
        writer.begin_object();
        writer.member("time", exit.time);
        writer.member("text", exit.text);
        writer.member("expected", exit.expected);
        writer.member("asked", exit.asked);
        writer.end_object();
    }
    writer.end_array();
}

void write_events(live::JsonWriter& writer, const live::History::Record& record, std::int64_t since) {
    writer.key("events");
    writer.begin_array();
    for (const live::StateChange& change : record.changes) {
        if (change.time < since)
            continue;
        writer.begin_object();
        writer.member("time", change.time);
        writer.member("from", process::state_name(change.from));
        writer.member("to", process::state_name(change.to));
        writer.member("text", change.text);
        writer.end_object();
    }
    writer.end_array();
}

void write_tree(live::JsonWriter& writer, const std::vector<Member>& members) {
    writer.key("tree");
    writer.begin_array();
    for (const Member& member : members) {
        writer.begin_object();
        writer.member("pid", std::int64_t{member.stat.pid});
        writer.member("ppid", std::int64_t{member.stat.parent});
        writer.member("command", member.command);
        writer.member("memory", static_cast<std::int64_t>(member.stat.resident_bytes));
        writer.member("cpu_seconds", live::Decimal{member.stat.cpu.count() / 10, 2});
        writer.end_object();
    }
    writer.end_array();
}

std::string document(const process::Process& process, const live::History& history, std::int64_t now,
                     const std::vector<Member>& members) {
    static const live::History::Record nothing;
    const live::History::Record* known = history.of(process);
    const live::History::Record& record = known != nullptr ? *known : nothing;
    std::string text;
    live::JsonWriter writer(text);
    writer.begin_object();
    writer.member("namespec", process.namespec());
    write_config(writer, process.config());
    write_exits(writer, record);
    writer.member("restarts", process.snapshot().restarts);
    write_tree(writer, members);
    write_events(writer, record,
                 now - std::chrono::duration_cast<std::chrono::seconds>(limits::event_age).count());
    writer.end_object();
    return text;
}

std::int64_t wall_seconds(const sys::Clock& clock) {
    return std::chrono::duration_cast<std::chrono::seconds>(clock.wall().time_since_epoch()).count();
}

/// Cancels the answer when it is dropped.
struct Alive final : sys::Registration::Impl {
    std::shared_ptr<char> token = std::make_shared<char>();
};

}  // namespace

http::Handler program_route(rpc::DaemonControl& daemon, const live::History& history,
                            std::shared_ptr<const sys::ProcessTable> table) {
    return [&daemon, &history, table = std::move(table)](const http::Request& request,
                                                         const http::Answer& answer) -> sys::Registration {
        if (request.method != "GET") {
            answer(http::method_not_allowed("GET"));
            return {};
        }
        constexpr std::string_view prefix = "/api/program/";
        const std::string_view path = request.path();
        const std::string name = http::decode_percent(path.substr(std::min(prefix.size(), path.size())));
        const auto found = rpc::find_process(daemon.groups(), name);
        if (!found) {
            answer(json_error(404, "there is no such program"));
            return {};
        }
        auto alive = std::make_unique<Alive>();
        const auto look = std::make_shared<Look>(Look{table, (*found)->pid(), {}});
        daemon.loop().in_background(
            [look] { look->run(); },
            [&daemon, &history, look, name, answer, alive = std::weak_ptr<char>(alive->token)] {
                if (alive.expired())
                    return;
                // Another process may have that name by now, or none.
                const auto process = rpc::find_process(daemon.groups(), name);
                answer(process ? json_answer(document(**process, history, wall_seconds(daemon.loop().clock()),
                                                      look->members))
                               : json_error(404, "there is no such program"));
            });
        return sys::Registration(std::move(alive));
    };
}

}  // namespace supervise::web
