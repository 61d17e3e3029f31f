/// What the agent can be asked to do on a host: one small idempotent thing each. Data only, shared by
/// deployer and agent; task/wire turns it into bytes, agent/ does it. Names of accounts, paths and modes are
/// what the host shall have; empty means: leave as it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace deployer::task {

struct Ownership {
    std::string owner, group;
    std::string mode;  ///< octal: "0755"
};

/// Bytes that may have to travel: known by their hash (task/content.hpp).
struct Content {
    std::string sha256;  ///< 64 hex digits
    std::uint64_t size = 0;
};

/// Of a file that goes on saying what it says: when the one on the host has one of these lines (without
/// blanks, in small letters), this is its content instead. Without lines: never.
struct Alternative {
    std::vector<std::string> lines;
    Content content;
};

/// A regular file with this content. Written as temporary file, fsync, rename; owner and mode are set before
/// it appears. A symbolic link in its place is replaced, never followed (HD-FIL-10).
struct EnsureFile {
    std::string path;
    Ownership ownership;
    Content content;
    bool secret = false;                ///< no diff shows its content
    std::vector<std::string> validate;  ///< a command that must accept it first; "%s" is the temporary file
    std::string package_guard;  ///< not empty: refuse to replace a file that a package of the host owns
    Alternative alternative = {};
    bool keep_previous = false;  ///< what it replaces can be put back, by RestoreFile
};

/// Puts back what an EnsureFile with `keep_previous` has replaced in this session. Nothing was: ok.
struct RestoreFile {
    std::string path;
    bool new_goes = false;  ///< a file that was not there before is deleted
};

/// A folder; missing parents are made with the same ownership, existing ones left alone (HD-FLD-01, -02).
struct EnsureFolder {
    std::string path;
    Ownership ownership;
};

/// Nothing at `path`. A folder goes with its content, under the guards of HD-FLD-06: never `/`, a top-level
/// system folder or a mount point. The answer's `value` is a sentence about what of it is left.
struct EnsureAbsent {
    enum class Kind : std::uint8_t { file, tree };
    std::string path;
    Kind kind = Kind::file;
    /// A file that no deployment made, and that does not begin as generated ones do, is kept, as "ok" with a
    /// message; a folder with something in it that no deployment put there is kept, as a failure.
    bool only_created = true;
    /// What is at or below `path` and stays, with all that is in it and the folders above it.
    std::vector<std::string> keep = {};
};

struct EnsureGroup {
    std::string name;
    bool system = false;
};

struct EnsureUser {
    std::string login;
    std::optional<std::string> comment, group, groups, password;  ///< groups: comma list, exactly these
    bool system = false, create_home = true;
};

/// Fails with "user 'x' DOES NOT EXIST" / "group 'x' DOES NOT EXIST" (HD-USR-08).
struct CheckAccount {
    enum class Kind : std::uint8_t { user, group };
    Kind kind = Kind::user;
    std::string name;
};

struct RemoveUser {
    std::string login;
    bool remove_home = false;            ///< also a home that no deployment created (HD-USR-12)
    std::vector<std::string> keep = {};  ///< as in EnsureAbsent, wherever the home is
};

struct RemoveGroup {
    std::string name;
};

/// Ends the sshd sessions of a user whom a RemoveUser like it would remove.
struct EndSessions {
    std::string login;
    bool remove_home = false;
};

/// Lines of ~user/.ssh/authorized_keys, added or taken out; others stay (HD-USR-04).
struct EnsureKeys {
    std::string user;
    std::vector<std::string> keys;
    bool present = true;
};

/// systemctl is-active; never changes nor fails. The answer's `value` is its word: "active", "inactive", ...
struct UnitState {
    std::string unit;  ///< "supervisord_tsupv.service"
};

enum class UnitAction : std::uint8_t { none, start, stop, restart, reload };

struct EnsureUnit {
    std::string unit;
    std::optional<bool> enabled;
    UnitAction action = UnitAction::none;
    bool absent_is_fine = false;  ///< stop or disable of a unit that does not exist is ok (HD-SYSD-07)
};

/// systemctl daemon-reload.
struct ReloadUnits {};

/// A file fetched by the host itself, with curl or wget, by a conditional request (HD-FIL-04).
struct Download {
    std::string url, path;
    Ownership ownership;
    std::string sha256;  ///< empty: not checked
    std::string username, password;
    bool validate_certs = true, force_basic_auth = false;
    bool secret = false;  ///< something in its URL is: nobody reads it in a message or a list of processes
};

/// Bytes sent to a Unix socket; the answer's `value` is what came back until the other side closed. Fails
/// with the errno's name first ("ENOENT: ...", "ECONNREFUSED: ...") when nobody is there.
struct Exchange {
    std::string socket;
    std::string request;
    unsigned timeout_seconds = 60;
};

/// The answer's `value` is the content, at most `limit` bytes (the last ones with `from_end`); fails with
/// "ENOENT: ..." when there is none.
struct ReadFile {
    std::string path;
    std::uint64_t limit = 1 << 20;
    bool from_end = false;
};

/// The names in a folder, one per line, in `value`; an absent folder has none.
struct ListFolder {
    std::string path;
    bool only_created = false;  ///< those of files that deployments made
};

/// Resident memory, in bytes, of each process and its descendants: `value` is "PID BYTES" per line; what is
/// gone is left out.
struct ProcessMemory {
    std::vector<int> pids;
};

/// What `program --version` prints, in `value`; empty when there is no such program on the host.
struct ProgramVersion {
    std::string path;  ///< absolute
};

/// Forgets the agent and its folder when nothing is left that a deployment made.
struct RemoveAgent {};

using Operation =
    std::variant<EnsureFile, EnsureFolder, EnsureAbsent, EnsureGroup, EnsureUser, CheckAccount, RemoveUser,
                 RemoveGroup, EndSessions, EnsureKeys, UnitState, EnsureUnit, ReloadUnits, Download, Exchange,
                 ReadFile, ListFolder, ProcessMemory, ProgramVersion, RemoveAgent, RestoreFile>;

struct Request {
    Operation operation;
    bool may_fail = false;  ///< what follows runs all the same
};

enum class Status : std::uint8_t { ok, changed, failed };

struct Answer {
    Status status = Status::ok;
    std::string message;  ///< why it failed, or what it did; one line, nothing secret
    std::string value;    ///< see the operation
    /// With diff wanted and allowed: the text before and after, cut at a bound. Absent: nothing to show.
    std::optional<std::string> before, after;
    std::int64_t modified =
        0;  ///< of EnsureFile and Download: when the file was last modified, in seconds of the host's clock
    std::int64_t now = 0;  ///< the host's clock, seconds
};

}  // namespace deployer::task
