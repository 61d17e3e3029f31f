/// The description with types: what shall be on which host. Defaults are filled in, paths of this machine
/// absolute, names checked, items whose `when` is false gone. Texts may still hold level-3 expressions ("{{ x
/// }}"): plan/ renders them for each host.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "source/place.hpp"
#include "template/value.hpp"

namespace deployer::model {

/// Where an item stands, for messages.
struct Origin {
    source::Place place;
    std::string path;  ///< "supervisors[0]"
};

/// Indices into Model::hosts, in the order of the scope's text, each once (HD-SCOPE-01).
using HostList = std::vector<std::size_t>;

struct Scope {
    std::string text;  ///< as written: what groups items into plays (HD-SCOPE-08)
    HostList hosts;
};

struct Become {
    bool enabled = false;
    std::string user = "root", method = "sudo";
    std::string password, exe, flags;  ///< password: may be an expression of encrypted_vars
};

struct Host {
    Origin origin;
    std::string name;
    bool local = false;  ///< connection: local
    std::string ssh_host, ssh_user, ssh_private_key_file, ssh_password, ssh_executable = "ssh";
    unsigned ssh_port = 0;  ///< 0: the client's choice
    std::string ssh_common_args, ssh_extra_args;
    std::string host_key;  ///< of known_hosts form without the name; empty: the user's known_hosts
    Become become;
    bool privileged = true;
    bool force_setup = false;
    jinja::Dict variables;  ///< level-3 variables of the host, from Ansible inventories
    bool selected = true;   ///< false: --limit or --noScope leaves it out; it is in no item's scope
};

struct HostGroup {
    Origin origin;
    std::string name;
    HostList hosts;  ///< flattened (HD-INV-12)
    bool force_setup = false;
};

struct Group {
    Origin origin;
    Scope scope;
    std::string name;
    bool system = false, managed = true, no_remove = false;
};

struct User {
    Origin origin;
    Scope scope;
    std::string login;
    std::optional<std::string> comment, group, groups, password, can_sudo_to;
    std::vector<std::string> authorized_keys;  ///< key files on this machine, absolute
    bool managed = true, create_home = true, system = false, no_remove = false, remove_home = false;
};

struct Folder {
    Origin origin;
    Scope scope;
    std::string path, owner, group, mode;
    bool no_remove = false;
};

/// Where the content of a file comes from.
struct ContentSource {
    enum class Kind : std::uint8_t {
        file,  ///< byte for byte
        tmpl,  ///< rendered
        url,   ///< fetched by the host
    };
    Kind kind = Kind::file;
    std::string written;  ///< "tmpl://program1.sh"
    std::string name;     ///< without the scheme, as task titles show it: "program1.sh"
    std::string path;     ///< on this machine, absolute; or the URL
};

/// What is restarted when a file has changed (HD-NOTIF).
struct Notify {
    enum class Kind : std::uint8_t { unit, program, group, supervisor };
    Kind kind = Kind::program;
    std::size_t supervisor = 0;  ///< index; not for a unit
    std::size_t target = 0;      ///< index of the unit, program or group; not for a whole supervisor
};

struct File {
    Origin origin;
    Scope scope;
    ContentSource source;
    std::string dest_folder, dest_name, owner, group, mode;
    std::vector<Notify> notify;
    bool validate_certs = true, force_basic_auth = false, no_remove = false;
    std::string url_username, url_password, sha256;
};

struct Tree {
    Origin origin;
    Scope scope;
    ContentSource source;
    std::string dest_folder, owner, group, file_mode, folder_mode;
    std::vector<Notify> notify;
    bool no_remove = false;
};

enum class State : std::uint8_t { started, stopped, current };

struct SystemdUnit {
    enum class OnNotify : std::uint8_t { restart, reload, none };
    Origin origin;
    Scope scope;
    std::string name;  ///< without ".service"
    ContentSource source;
    bool enabled = true, no_remove = false;
    State state = State::current;
    OnNotify action_on_notify = OnNotify::restart;
};

struct HttpServer {
    std::string endpoint;
    std::string username, password;  ///< both empty: open
    std::vector<std::pair<std::string, std::string>>
        options;  ///< further keys of [inet_http_server]: certfile, ...
};

struct Supervisor {
    Origin origin;
    Scope scope;
    std::string name, user, group;
    bool managed = true, enabled = true, no_remove = false, keep_logs = false;
    /// Only its name and conf_file_dst are described; where things are is read on the host: its texts are
    /// expressions of the fact `found_supervisors` (plan/found.hpp, HD-GAP-02).
    bool found = false;
    State state = State::started;
    std::optional<ContentSource> conf_file_src;  ///< none: the built-in one
    std::string conf_file_dst, logs_dir, pid_dir, socks_dir, include_dir, supervisorctl;
    std::string socket_mode, loglevel, childlogdir;
    std::optional<HttpServer> http_server;
    jinja::Dict item;  ///< the item after defaults, as level-2 templates see it (HD-VAR-37)

    std::string socket_file = {};      ///< empty: the usual one in socks_dir
    std::string file_suffix = ".ini";  ///< of files in include_dir

    std::string socket() const { return socket_file.empty() ? socks_dir + "/supervisor.sock" : socket_file; }
    std::string unit() const { return "supervisord_" + name + ".service"; }
};

/// Names and values.
using Variables = std::vector<std::pair<std::string, std::string>>;

struct Program {
    /// The section it is: [program:x], [fcgi-program:x] or [eventlistener:x].
    enum class Kind : std::uint8_t { program, fcgi_program, eventlistener };
    Origin origin;
    Scope scope;
    Kind kind = Kind::program;
    std::string name;
    std::size_t supervisor = 0;
    State state = State::started;
    bool autostart = true, no_remove = false;
    /// A group of supervisor_groups that has it, by index.
    std::optional<std::size_t> group;
    std::optional<ContentSource> conf_file_src;
    /// What is written into its section, in the order of HD-PRG-02, `autostart` among them.
    std::vector<std::pair<std::string, std::string>> options;
    /// Of an `environment` that is a map, whose values are rendered one by one; it is among the options, too.
    Variables environment = {};
    int numprocs = 1;
    jinja::Dict item;  ///< HD-VAR-38
    /// `autostart` was given; else, with state `current`, the file on the host keeps what it says
    /// (HD-PRG-17).
    bool autostart_given = false;
};

struct ProgramGroup {
    Origin origin;
    Scope scope;
    std::string name;
    std::size_t supervisor = 0;
    std::vector<std::size_t> programs;
    std::optional<int> priority;
    bool no_remove = false;
    jinja::Dict item;
};

/// Which parts of the description this run is about (HD-SCOPE-10 to -17); items of the parts that are off are
/// not in the model's lists any more.
struct Parts {
    bool users = true, files = true, systemd = true, supervisor = true;
};

struct Model {
    std::vector<Host> hosts;
    std::vector<HostGroup> host_groups;
    std::vector<Group> groups;
    std::vector<User> users;
    std::vector<Folder> folders;
    std::vector<File> files;
    std::vector<Tree> trees;
    std::vector<SystemdUnit> units;
    std::vector<Supervisor> supervisors;
    std::vector<Program> programs;
    std::vector<ProgramGroup> program_groups;
    Parts parts;
    bool exit_on_fail = true;
    std::string systemd_unit_dir = "/usr/lib/systemd/system";
    Origin systemd_unit_dir_origin;  ///< of the top level, where it is said
    jinja::Dict variables;           ///< all `vars`, and hadeploy_action (HD-VAR-33)
    /// Names and vault texts; decrypted by who has the password.
    std::vector<std::pair<std::string, std::string>> encrypted_vars;
};

}  // namespace deployer::model
