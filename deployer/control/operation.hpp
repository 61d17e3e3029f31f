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
    bool autostart = false;  ///< as its file of this run has it
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
    /// Paths of the group's own files: when what ran does not run with the new ones, those that this run has
    /// replaced are put back, and it runs as before (HD-GAP-27). When the daemon cannot read its files, new
    /// ones go as well.
    std::vector<std::string> files = {};
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

/// Notes which processes of a daemon run, before it is restarted.
struct NoteStates {
    Daemon daemon;
};

/// Behind a restart of the daemon: what was noted to run runs again, what somebody had stopped is stopped
/// again, whatever `autostart` says (HD-PRG-17, HD-SUP-33). Nothing noted, nothing done.
struct RestoreStates {
    Daemon daemon;
    std::vector<Program> decided;  ///< their state is another step's matter
};

/// Files that deployments have generated in the include folder of a supervisor.
struct GeneratedFiles {
    std::string include_dir;
    std::string mark;                ///< the second line of each of them
    std::vector<std::string> names;  ///< those of the description
    std::string suffix = ".ini";
};

/// Generated files that are not in the description any more (HD-PRG-24). Value: names of those that are left,
/// one per line; message: a sentence about them, or about what was removed. The file of a group that would
/// keep programs of the description goes in any case (HD-GRP-08).
struct PruneFiles {
    enum class Others : std::uint8_t {
        leave,
        tell,
        remove,  ///< with the groups that the daemon has of them
    };
    Daemon daemon;
    GeneratedFiles files;
    std::vector<std::string> groups;  ///< of the description: never taken out
    Others others = Others::tell;
};

/// Whether a main configuration that is to be written would do something else than the one on the host.
/// Value: "same" when it differs in nothing that a restart is for: comments, order, the client's own section,
/// and where program files are, which every reread looks up anew (HD-SUP-35).
struct CompareConfiguration {
    Daemon daemon;
    std::string path;
    std::string text;
};

/// Everything about a daemon that `status` shows: value is JSON, see control/status.hpp.
struct Survey {
    Daemon daemon;
    std::vector<std::string> groups;  ///< described ones; others are leftovers
    GeneratedFiles files;
    /// Whether each program shall run; what is not said is as it is.
    struct Wanted {
        Program program;
        bool running = true;
    };
    std::vector<Wanted> wanted;
    std::string web = {};  ///< endpoint of its web page, as described; empty: none
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
                               EnsureStopped, EnsureForgotten, Survey, CheckLayout, NoteStates, RestoreStates,
                               PruneFiles, CompareConfiguration>;

}  // namespace deployer::control
