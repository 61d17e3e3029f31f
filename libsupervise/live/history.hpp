/// What has become of each process lately: its changes of state and its ends. Bounded for each process; kept
/// until it or its group is removed or the daemon restarts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "process/process.hpp"

namespace supervise::live {

struct StateChange {
    std::int64_t time = 0;  ///< wall clock, seconds
    process::State from, to;
    std::string text;  ///< why, where there is something to say: "exit status 3"
};

struct PastExit {
    std::int64_t time = 0;
    std::string text;  ///< "terminated by SIGKILL (core dumped)"
    bool expected = false;
    bool asked = false;  ///< it followed a stop
};

class History {
public:
    struct Record {
        std::vector<StateChange> changes;  ///< the latest last; at most limits::max_changes_kept
        std::vector<PastExit> exits;       ///< the same; at most limits::max_exits_kept
    };

    void state_changed(const process::Process& process, process::State from, process::State to,
                       std::int64_t time);
    /// Forgets the processes of a group.
    void group_removed(std::string_view group);
    /// Forgets one of them.
    void process_removed(const process::Process& process);

    /// Null: nothing has happened to it.
    const Record* of(const process::Process& process) const;

private:
    std::unordered_map<std::string, Record> records_;  ///< by "group:name"
};

}  // namespace supervise::live
