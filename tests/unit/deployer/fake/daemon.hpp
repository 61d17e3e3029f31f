/// A small supervisord in memory: groups, states that take their time, files that change behind its back. It
/// speaks XML-RPC over HTTP, through exchanges. Its clock is the test's Pace.
#pragma once

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "control/exchanger.hpp"
#include "rpc/codec.hpp"

namespace deployer::fake {

namespace rpc = supervise::rpc;
using rpc::Array;
using rpc::FaultCode;
using rpc::Struct;
using rpc::Value;
using namespace std::chrono_literals;

/// Time that passes only while somebody waits.
class Pace final : public control::Pace {
public:
    supervise::sys::MonoTime now() override { return now_; }
    bool pause(std::chrono::milliseconds duration) override {
        now_ += duration;
        ++pauses;
        return !cancelled;
    }
    void pass(std::chrono::milliseconds duration) { now_ += duration; }
    /// Seconds of the host's clock.
    std::int64_t epoch() const {
        return 1'000'000 + std::chrono::duration_cast<std::chrono::seconds>(now_.time_since_epoch()).count();
    }

    bool cancelled = false;
    int pauses = 0;

private:
    supervise::sys::MonoTime now_{};
};

struct ProcessConfig {
    enum class Life { runs, crashes, ends };
    std::string name;
    bool autostart = true;
    std::chrono::milliseconds startsecs = 1s;
    Life life = Life::runs;
    int exit_status = 0;
    int version = 1;
    int retries = 3;
    std::string log;

    bool operator==(const ProcessConfig&) const = default;
};
using GroupConfig = std::vector<ProcessConfig>;
using Files = std::map<std::string, GroupConfig>;

struct Process {
    ProcessConfig config;
    int state = 0;
    supervise::sys::MonoTime since{};
    std::int64_t start = 0;
    int pid = 0, attempts = 0;
    std::string spawnerr;
};

class Daemon final : public control::Exchanger {
public:
    explicit Daemon(Pace& pace) : pace_(pace) {}

    Files files;  ///< what stands in the include folder
    std::map<std::string, std::vector<Process>> groups;
    std::map<std::string, int> starts, stops;  ///< by "group:name"
    std::vector<std::string> changes;          ///< calls that change something
    int down = 0;                              ///< an errno: nobody answers
    supervise::sys::MonoTime appears{};        ///< and until then neither
    std::string reread_fault;
    std::string status_document;  ///< what /api/status has; empty: 404
    int status = 200;
    std::string log;                                 ///< the daemon's own
    std::chrono::milliseconds time_per_exchange{0};  ///< for those who wait by another clock

    /// As if it had begun with the files as they are.
    void begin() {
        groups.clear();
        known_ = files;
        for (const auto& [name, config] : files)
            add(name, config);
    }
    Process& process(const std::string& group, const std::string& name) {
        for (Process& process : groups.at(group))
            if (process.config.name == name)
                return process;
        throw std::out_of_range(name);
    }
    /// Puts a process into a state, as if it had been in it for long.
    void set(const std::string& group, const std::string& name, int state) {
        Process& found = process(group, name);
        found.state = state;
        found.since = pace_.now();
        found.pid = state == 20 || state == 10 ? next_pid_++ : 0;
        found.start = pace_.epoch() - 100;
    }
    int state(const std::string& group, const std::string& name) {
        advance();
        return process(group, name).state;
    }

    supervise::Result<std::string> exchange(const std::string& socket, const std::string& request) override {
        sockets.insert(socket);
        ++exchanges;
        pace_.pass(time_per_exchange);
        if (down != 0 || pace_.now() < appears) {
            const int code = down != 0 ? down : ECONNREFUSED;
            return supervise::fail(supervise::errno_name(code) + ": nobody there", code);
        }
        advance();
        if (request.starts_with("GET"))
            return status_document.empty() ? http(404, "Not Found", "") : http(200, "OK", status_document);
        if (status != 200)
            return http(status, "Unauthorized", "");
        const auto body = request.substr(request.find("\r\n\r\n") + 4);
        const auto call = rpc::decode_call(body);
        return http(200, "OK", rpc::encode_response(answer(*call)));
    }
    supervise::Result<std::string> read_file(const std::string& path) override {
        if (down == EACCES)
            return supervise::fail("EACCES: " + path, EACCES);
        const auto found = texts.find(path);
        return found != texts.end() ? supervise::Result<std::string>(found->second)
                                    : supervise::fail("ENOENT: " + path, ENOENT);
    }
    supervise::Result<std::vector<std::string>> list_folder(const std::string& path) override {
        std::vector<std::string> names;
        for (const auto& [name, text] : texts)
            if (name.starts_with(path + "/"))
                names.push_back(name.substr(path.size() + 1));
        return names;
    }
    supervise::Result<std::vector<std::string>> list_created(const std::string&) override { return created; }
    supervise::Result<void> remove_file(const std::string& path) override {
        texts.erase(path);
        // "/d/old_prg.ini" is what the daemon has as the group "old".
        const std::string name = path.substr(path.rfind('/') + 1);
        files.erase(name.substr(0, name.rfind('_')));
        return {};
    }
    supervise::Result<bool> restore_file(const std::string& path, bool new_goes) override {
        restored.push_back(path);
        if (new_goes && made.erase(path) > 0) {
            reread_fault.clear();
            return true;
        }
        const auto kept = previous.find(path);
        if (kept == previous.end())
            return false;
        for (const auto& [group, config] : kept->second)
            files[group] = config;
        previous.erase(kept);
        return true;
    }
    supervise::Result<std::vector<std::pair<int, std::int64_t>>>
    memory(const std::vector<int>& pids) override {
        std::vector<std::pair<int, std::int64_t>> bytes;
        for (const int pid : pids)
            bytes.emplace_back(pid, pid * 1024);
        return bytes;
    }

    int exchanges = 0;
    std::set<std::string> sockets;
    std::map<std::string, std::string> texts;  ///< files of its host, by path
    std::vector<std::string> created;          ///< names of files that the host's ledger has
    std::map<std::string, Files> previous;     ///< what putting a file back brings, by path
    std::set<std::string> made;                ///< new files, whose loss mends a reread
    std::vector<std::string> restored;         ///< what was asked for

private:
    static std::string http(int code, const std::string& reason, const std::string& body) {
        return fmt::format("HTTP/1.1 {} {}\r\nContent-Type: text/xml\r\nContent-Length: {}\r\n\r\n{}", code,
                           reason, body.size(), body);
    }

    void add(const std::string& name, const GroupConfig& config) {
        auto& group = groups[name];
        for (const ProcessConfig& process : config) {
            Process added;
            added.config = process;
            added.since = pace_.now();
            group.push_back(std::move(added));
        }
    }

    void spawn(const std::string& group, Process& process) {
        ++starts[group + ":" + process.config.name];
        ++process.attempts;
        process.state = 10;
        process.since = pace_.now();
        process.start = pace_.epoch();
        process.pid = next_pid_++;
        process.spawnerr.clear();
    }

    void step(const std::string& group, Process& process) {
        const auto age = pace_.now() - process.since;
        const bool never_ran = process.start == 0;
        if (process.state == 0 && never_ran && process.config.autostart && age >= 500ms) {
            spawn(group, process);
        } else if (process.state == 10 && process.config.life == ProcessConfig::Life::crashes &&
                   age >= 100ms) {
            process.state = process.attempts > process.config.retries ? 200 : 30;
            process.since = pace_.now();
            process.pid = 0;
            process.spawnerr = "Exited too quickly (process log may have details)";
        } else if (process.state == 10 && age >= process.config.startsecs) {
            process.state = process.config.life == ProcessConfig::Life::ends ? 100 : 20;
            process.since = pace_.now();
            process.pid = process.state == 20 ? process.pid : 0;
        } else if (process.state == 30 && age >= 1s) {
            spawn(group, process);
        } else if (process.state == 40 && age >= 200ms) {
            process.state = 0;
            process.pid = 0;
            process.attempts = 0;
        }
    }

    void advance() {
        for (auto& [name, group] : groups)
            for (Process& process : group)
                step(name, process);
    }

    static rpc::Outcome fault(FaultCode code, std::string_view detail = {}) {
        return tl::unexpected(rpc::make_fault(code, detail));
    }
    static std::string text(const rpc::Call& call, std::size_t index) {
        return *call.params.at(index).get_if<std::string>();
    }

    Process* find(const std::string& name) {
        const auto colon = name.find(':');
        const auto group = groups.find(name.substr(0, colon));
        if (group == groups.end())
            return nullptr;
        for (Process& process : group->second)
            if (process.config.name == name.substr(colon + 1))
                return &process;
        return nullptr;
    }

    static std::string state_name(int state) {
        static const std::map<int, std::string> names{{0, "STOPPED"},  {10, "STARTING"}, {20, "RUNNING"},
                                                      {30, "BACKOFF"}, {40, "STOPPING"}, {100, "EXITED"},
                                                      {200, "FATAL"}};
        return names.at(state);
    }

    Value info(const std::string& group, const Process& process) const {
        return Struct{{"group", group},
                      {"name", process.config.name},
                      {"state", process.state},
                      {"statename", state_name(process.state)},
                      {"description", "words"},
                      {"pid", process.pid},
                      {"start", process.start},
                      {"now", pace_.epoch()},
                      {"spawnerr", process.spawnerr},
                      {"exitstatus", process.state >= 100 ? process.config.exit_status : 0}};
    }

    Value all_processes() const {
        Array all;
        for (const auto& [name, group] : groups)
            for (const Process& process : group)
                all.push_back(info(name, process));
        return all;
    }

    Value all_config() const {
        Array all;
        for (const auto& [name, group] : known_)
            for (const ProcessConfig& process : group)
                all.push_back(Struct{{"group", name},
                                     {"name", process.name},
                                     {"inuse", groups.count(name) != 0},
                                     {"autostart", process.autostart},
                                     {"group_prio", 999},
                                     {"process_prio", 999},
                                     {"startsecs", process.startsecs == 0ms ? 0 : 1},
                                     {"stopwaitsecs", 10},
                                     {"exitcodes", Array{0}}});
        return all;
    }

    rpc::Outcome reread() {
        if (!reread_fault.empty())
            return fault(FaultCode::cant_reread, reread_fault);
        known_ = files;
        Array added, changed, removed;
        for (const auto& [name, config] : files) {
            if (groups.count(name) == 0) {
                added.push_back(name);
                continue;
            }
            GroupConfig active;
            for (const Process& process : groups.at(name))
                active.push_back(process.config);
            if (active != config)
                changed.push_back(name);
        }
        for (const auto& [name, group] : groups)
            if (files.count(name) == 0)
                removed.push_back(name);
        return Value(Array{Value(Array{added, changed, removed})});
    }

    rpc::Outcome change(const rpc::Call& call) {
        const std::string name = text(call, 0);
        changes.push_back(call.method.substr(call.method.find('.') + 1) + " " + name);
        if (call.method == "supervisor.addProcessGroup") {
            if (groups.count(name) != 0)
                return fault(FaultCode::already_added, name);
            if (known_.count(name) == 0)
                return fault(FaultCode::bad_name, name);
            add(name, known_.at(name));
            return Value(true);
        }
        if (call.method == "supervisor.removeProcessGroup") {
            if (groups.count(name) == 0)
                return fault(FaultCode::bad_name, name);
            for (const Process& process : groups.at(name))
                if (process.state == 20 || process.state == 10 || process.state == 30 || process.state == 40)
                    return fault(FaultCode::still_running, name);
            groups.erase(name);
            return Value(true);
        }
        Process* process = find(name);
        if (process == nullptr)
            return fault(FaultCode::bad_name, name);
        const bool up = process->state == 20 || process->state == 10 || process->state == 30;
        if (call.method == "supervisor.startProcess") {
            if (up)
                return fault(FaultCode::already_started, name);
            process->attempts = 0;
            spawn(name.substr(0, name.find(':')), *process);
            return Value(true);
        }
        if (!up)
            return fault(FaultCode::not_running, name);
        ++stops[name];
        process->state = process->state == 30 ? 0 : 40;
        process->since = pace_.now();
        return Value(true);
    }

    rpc::Outcome answer(const rpc::Call& call) {
        const std::string& method = call.method;
        if (method == "supervisor.getState")
            return Value(Struct{{"statecode", 1}, {"statename", "RUNNING"}});
        if (method == "supervisor.getSupervisorVersion")
            return Value("4.2.5");
        if (method == "supervisor.getAllProcessInfo")
            return all_processes();
        if (method == "supervisor.getAllConfigInfo")
            return all_config();
        if (method == "supervisor.reloadConfig")
            return reread();
        if (method == "supervisor.getProcessInfo") {
            const Process* process = find(text(call, 0));
            return process != nullptr
                       ? rpc::Outcome(info(text(call, 0).substr(0, text(call, 0).find(':')), *process))
                       : fault(FaultCode::bad_name);
        }
        if (method == "supervisor.readProcessStderrLog")
            return Value(find(text(call, 0))->config.log);
        if (method == "supervisor.readLog")
            return Value(log);
        if (method == "supervisor.readProcessStdoutLog")
            return Value("");
        return change(call);
    }

    Pace& pace_;
    Files known_;
    int next_pid_ = 100;
};

}  // namespace deployer::fake
