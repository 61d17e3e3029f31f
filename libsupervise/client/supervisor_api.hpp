/// The methods that clients use, with their types. Each is one call; anything of another type than the method
/// has is an `unintelligible` error.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "client/remote.hpp"

namespace supervise::client {

/// What getProcessInfo tells, as far as it is used here.
struct ProcessInfo {
    std::string group, name;
    std::int64_t state = 0;
    std::string statename, description;
    std::int64_t pid = 0;
    std::string spawnerr;          ///< why it could not be started; empty when that is not so, or not said
    std::int64_t exit_status = 0;  ///< of its last run; 0 also when the daemon does not say
    std::int64_t start = 0;        ///< of its last run, in seconds of the daemon's clock; 0: never ran
    std::int64_t now = 0;          ///< the daemon's clock
};

/// How an action on several processes went for one of them.
struct ProcessResult {
    std::string group, name;
    int status = 0;           ///< a fault code; rpc::FaultCode::success
    std::string description;  ///< "OK" or the fault's text
};

/// getAllConfigInfo, as far as it is used here.
struct ProgramInfo {
    std::string group, name;
    bool in_use = false;
    bool autostart = false;
    std::int64_t group_priority = 0;
    std::int64_t process_priority = 0;
    std::int64_t startsecs = 0, stopwaitsecs = 0;
    std::vector<std::int64_t> exitcodes;
};

/// Names of groups by what a reread found (RPC-029).
struct RereadResult {
    std::vector<std::string> added, changed, removed;
};

/// What startProcessGroup, stopAllProcesses and their like answer.
Answer<std::vector<ProcessResult>> process_results(const Answer<rpc::Value>& answer);

enum class Channel { standard_output, standard_error };

class SupervisorApi {
public:
    explicit SupervisorApi(Remote& remote) : remote_(remote) {}

    /// The version of the API: "3.0".
    Answer<std::string> api_version();
    Answer<std::string> version();
    /// getState's name: "RUNNING", "RESTARTING", ...
    Answer<std::string> state();
    Answer<std::int64_t> pid();
    Answer<void> shutdown();
    Answer<void> restart();

    Answer<std::vector<ProcessInfo>> all_processes();
    Answer<ProcessInfo> process(const std::string& name);
    Answer<std::vector<ProgramInfo>> all_programs();

    /// One process, by "group:name". The answer does not wait for what it becomes.
    Answer<void> begin_start(const std::string& name);
    Answer<void> begin_stop(const std::string& name);
    Answer<std::vector<ProcessResult>> stop_group(const std::string& group);
    /// Text that XML cannot carry as it is (control characters, bytes that are not UTF-8) is not sent, but is
    /// a bad_value.
    Answer<void> send_stdin(const std::string& name, std::string text);

    /// LOG-060: a negative offset counts from the end, length 0 means all from there.
    Answer<std::string> read_log(const std::string& name, Channel channel, std::int64_t offset,
                                 std::int64_t length);
    Answer<std::string> read_main_log(std::int64_t offset, std::int64_t length);

    Answer<RereadResult> reread();
    Answer<void> add_group(const std::string& group);
    Answer<void> remove_group(const std::string& group);

private:
    Answer<void> act(std::string_view method, rpc::Array params = {});
    Answer<std::string> text(std::string_view method, rpc::Array params = {});

    Remote& remote_;
};

}  // namespace supervise::client
