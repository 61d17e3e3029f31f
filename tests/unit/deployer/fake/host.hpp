/// Hosts in memory: files, units, daemons behind sockets; sessions to them that can be cut; and a report that
/// writes down what it is told.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "control/exchanger.hpp"
#include "report/report.hpp"
#include "transport/session.hpp"

namespace deployer::fake {

/// What a host has and what was asked of it.
struct Host {
    std::map<std::string, std::string> files;            ///< hashes by path
    std::map<std::string, std::string> units;            ///< "active", "inactive"
    std::map<std::string, control::Exchanger*> daemons;  ///< by socket
    std::set<std::string> failing;                       ///< paths whose file cannot be written
    std::map<std::string, std::int64_t> modified;        ///< by path
    std::function<std::int64_t()> clock = [] { return 1'000'000; };
    std::function<void(const std::string& path)> written;  ///< called behind a change of a file
    int cut_after = -1;  ///< requests that are answered before the session breaks
    bool check = false;
    bool tells = false;  ///< with a message for what is changed
    std::string facts = R"({"ansible_hostname": "h"})";

    std::vector<std::vector<std::string>> batches;  ///< what travelled together
    std::vector<std::string> done;                  ///< in order

    /// A word for each kind of request.
    static std::string word(const task::Operation& operation) {
        if (const auto* file = std::get_if<task::EnsureFile>(&operation))
            return "file " + file->path;
        if (const auto* unit = std::get_if<task::EnsureUnit>(&operation))
            return "unit " + unit->unit;
        if (const auto* unit = std::get_if<task::UnitState>(&operation))
            return "state " + unit->unit;
        if (std::holds_alternative<task::ReloadUnits>(operation))
            return "reload";
        if (std::holds_alternative<task::Exchange>(operation))
            return "exchange";
        return "other";
    }

    task::Answer answer(const task::Operation& operation) {
        task::Answer answer;
        answer.now = clock();
        if (const auto* file = std::get_if<task::EnsureFile>(&operation)) {
            if (failing.count(file->path) != 0)
                return {.status = task::Status::failed, .message = "no room on device"};
            auto& there = files[file->path];
            if (there != file->content.sha256) {
                answer.status = task::Status::changed;
                answer.message = !tells ? "" : there.empty() ? "created" : "content";
                answer.before = there;
                answer.after = file->content.sha256;
                there = check ? there : file->content.sha256;
                modified[file->path] = clock();
                if (written)
                    written(file->path);
            }
            answer.modified = modified[file->path];
        } else if (const auto* read = std::get_if<task::ReadFile>(&operation)) {
            if (files.count(read->path) == 0)
                return {.status = task::Status::failed, .message = "ENOENT: " + read->path};
            answer.value = files[read->path];
        } else if (const auto* folder = std::get_if<task::ListFolder>(&operation)) {
            for (const auto& [path, content] : files)
                if (path.starts_with(folder->path + "/") && !folder->only_created)
                    answer.value += path.substr(folder->path.size() + 1) + "\n";
        } else if (const auto* unit = std::get_if<task::EnsureUnit>(&operation)) {
            const bool starts = unit->action == task::UnitAction::start && units[unit->unit] != "active";
            if (starts || unit->action == task::UnitAction::restart)
                answer.status = task::Status::changed;
            units[unit->unit] = "active";
        } else if (const auto* state = std::get_if<task::UnitState>(&operation)) {
            answer.value = units.count(state->unit) != 0 ? units[state->unit] : "inactive";
        } else if (std::holds_alternative<task::ReloadUnits>(operation)) {
            answer.status = task::Status::changed;
        } else if (const auto* exchange = std::get_if<task::Exchange>(&operation)) {
            const auto daemon = daemons.find(exchange->socket);
            const auto got = daemon != daemons.end()
                                 ? daemon->second->exchange(exchange->socket, exchange->request)
                                 : supervise::fail("ENOENT: no such socket");
            if (!got)
                return {.status = task::Status::failed, .message = got.error().message};
            answer.value = *got;
        } else if (const auto* memory = std::get_if<task::ProcessMemory>(&operation)) {
            for (const int pid : memory->pids)
                answer.value += std::to_string(pid) + " 2048\n";
        }
        return answer;
    }
};

class Session final : public transport::Session {
public:
    explicit Session(Host& host) : host_(host) {}

    const std::string& facts() const override { return host_.facts; }
    supervise::Result<void> run(std::span<const task::Request> requests, const task::Contents&,
                                const std::function<void(std::size_t, task::Answer)>& take) override {
        host_.batches.emplace_back();
        for (std::size_t i = 0; i < requests.size(); ++i) {
            if (host_.cut_after == 0)
                return supervise::fail("Connection to host closed");
            host_.cut_after -= host_.cut_after > 0 ? 1 : 0;
            const std::string word = Host::word(requests[i].operation);
            host_.batches.back().push_back(word);
            host_.done.push_back(word);
            task::Answer answer = host_.answer(requests[i].operation);
            const bool stops = answer.status == task::Status::failed && !requests[i].may_fail;
            take(i, std::move(answer));
            if (stops)
                break;
        }
        return {};
    }

private:
    Host& host_;
};

class Report final : public report::Report {
public:
    void begin_play(std::string_view title, std::size_t hosts) override {
        add("PLAY " + std::string(title) + " " + std::to_string(hosts));
    }
    void begin_step(std::string_view title, bool is_handler) override {
        add((is_handler ? "HANDLER " : "TASK ") + std::string(title));
    }
    void result(const report::ItemResult& result) override {
        static const std::vector<std::string> words{"ok", "changed", "skipping", "failed", "unreachable"};
        std::string line = words[static_cast<std::size_t>(result.outcome)] + " " + result.host;
        line += result.item ? " (" + *result.item + ")" : "";
        line += result.message.empty() ? "" : ": " + result.message;
        add(line);
        results.push_back(result);
    }
    void note(std::string_view text) override { add("NOTE " + std::string(text)); }
    void no_more_hosts() override { add("NO MORE HOSTS"); }
    void progress(std::string_view, std::size_t done, std::size_t total) override {
        EXPECT_EQ(std::this_thread::get_id(), thread_);
        EXPECT_LE(done, total);
    }
    void recap(const std::vector<report::HostTotals>& hosts) override {
        for (const auto& host : hosts)
            add("RECAP " + host.host + " ok=" + std::to_string(host.ok) + " changed=" +
                std::to_string(host.changed) + " unreachable=" + std::to_string(host.unreachable) +
                " failed=" + std::to_string(host.failed));
    }

    std::vector<std::string> lines;
    std::vector<report::ItemResult> results;

private:
    void add(std::string line) {
        EXPECT_EQ(std::this_thread::get_id(), thread_);
        lines.push_back(std::move(line));
    }

    std::thread::id thread_ = std::this_thread::get_id();
};

}  // namespace deployer::fake
