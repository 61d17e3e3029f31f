/// What the deployer asks of a running supervisord, through the agent's Exchange. Data only; control/ does
/// it.
///
/// All of it converges from what the daemon itself says: its list of processes with their states and start
/// times, and its comparison of loaded configuration and files (reloadConfig). Names of processes are taken
/// from that list, never made up (HD-PRG-22, HD-GRP-06).
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace deployer::control {

/// A daemon on the host, and whether its absence is a failure.
struct Daemon {
    std::string name;    ///< "tsupv"
    std::string socket;  ///< absolute path on the host
    bool managed = true;
    bool expected =
        true;  ///< false: a daemon that does not run is no failure ("daemon not running", HD-SUP-37)
};

/// A program, and the group that holds it (its own name when it is in none).
struct Program {
    Daemon daemon;
    std::string name;
    std::string group;
    /// As its options say: which processes of a group are its own. Empty: the program's name, with a number
    /// behind it when it has several.
    std::string process_name;
};

/// The states of its processes: value "RUNNING" when all run, else the first other one; "absent" when the
/// daemon does not know it, "daemon not running".
struct LookProgram {
    Program program;
};

/// The daemon's configuration and the files differ in this group (added, changed or removed), whatever the
/// reason: stop, remove, add, and start again what ran; nothing else is touched (HD-PRG-13, -14, HD-GRP-07,
/// -08). Changed when it did.
struct ApplyGroup {
    Daemon daemon;
    std::string group;
    bool known_only = false;  ///< a group the daemon does not have is left to a later operation
};

/// Restarts the processes of a program, a group or the whole daemon that run and were started before `due`
/// (0: before the newest of `files` was modified, as answered in this run or as the host's file says)
/// (HD-NOTIF-01, -10).
struct RestartProcesses {
    Daemon daemon;
    std::string group;    ///< empty: all
    std::string program;  ///< empty: all of the group
    std::vector<std::string> files;
    std::string process_name;  ///< of the program, as in Program
};

/// Known to the daemon; else reread and added (HD-PRG-10).
struct EnsurePresent {
    Daemon daemon;
    std::string group;
};

/// All its processes RUNNING, waited for; else a failure with exit status, reason and the last lines of its
/// log (HD-PRG-16).
struct EnsureStarted {
    Program program;
};

struct EnsureStopped {
    Program program;
};

/// Stopped and removed from the daemon.
struct EnsureForgotten {
    Daemon daemon;
    std::string group;
};

/// Everything about a daemon that `status` shows: value is JSON, see control/status.hpp.
struct Survey {
    Daemon daemon;
    std::vector<std::string> groups;  ///< described ones; others are leftovers
    std::string include_dir;
    /// Whether each program shall run; what is not said is as it is.
    struct Wanted {
        Program program;
        bool running = true;
    };
    std::vector<Wanted> wanted;
};

/// Of a daemon that others manage: its own configuration has the socket and the include folder that the
/// description gives it, else a failure that says what differs (HD-SUP-54). One that we may not read is taken
/// to be right.
struct CheckLayout {
    Daemon daemon;
    std::string conf_file;
    std::string include_dir;
};

using Operation = std::variant<LookProgram, ApplyGroup, RestartProcesses, EnsurePresent, EnsureStarted,
                               EnsureStopped, EnsureForgotten, Survey, CheckLayout>;

}  // namespace deployer::control
