/// What a configuration is read in: files, accounts, the current folder, the environment; and the value types
/// that ask them (CFG-084, 085, 090 to 092).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "config/fault.hpp"
#include "config/model.hpp"
#include "sys/file_source.hpp"
#include "sys/tls_files.hpp"
#include "sys/users.hpp"

namespace supervise::config {

/// What a [rpcinterface:x] section may name, and the keys it may have beside that name (CFG-205 to CFG-207).
struct RpcFactory {
    std::string_view name;
    std::vector<std::string_view> settings;
};

/// What becomes of a file that strangers can change (config/trust.hpp).
enum class Distrusted : std::uint8_t {
    accepted,
    reported,  ///< with a warning: the only account of a container is nobody's victim
    refused,
};

/// Everything outside the text that decides what it means. The referred objects must outlive the load.
struct Surroundings {
    const sys::FileSource& files;
    const sys::Users& users;
    std::string cwd;  ///< absolute; relative paths of the daemon's own files start here (CFG-110, CFG-132)
    std::string hostname;                ///< uname's node name, for host_node_name
    std::string temp_dir;                ///< default of childlogdir (CFG-121)
    unsigned uid = 0;                    ///< the daemon's real uid
    Environment environment;             ///< the process's own, for ENV_* and HOME
    const sys::TlsCheck* tls = nullptr;  ///< looks into certificates for `--check`; none: nobody does
    /// Those that the program was built with.
    std::vector<RpcFactory> rpc_factories = {{"supervisor.rpcinterface:make_main_rpcinterface", {}}};
    Distrusted distrusted = Distrusted::accepted;
    unsigned trusted_uid = 0;  ///< besides root: who became root to start the daemon
};

/// A child's log file as written: the word `syslog` is a destination of its own until CFG-146 is applied, and
/// so is `journal`.
struct LogFile {
    LogTarget target;
    bool syslog = false;
    bool journal = false;
};

struct Owner {
    unsigned uid = 0;
    std::optional<unsigned> gid;  ///< none: not given
};

/// Value types that look around. Each account and folder is looked up once.
class Places {
public:
    explicit Places(const Surroundings& around) : around_(around) {}

    const Surroundings& around() const { return around_; }

    /// Absolute: the daemon may go to another folder before it is used.
    Parsed<std::string> existing_directory(std::string_view text) const;
    Parsed<std::string> existing_dirpath(std::string_view text) const;
    /// `may_make_folder`: the folder of the file need not exist (logfile_mkdir).
    Parsed<LogFile> log_file(std::string_view text, bool may_make_folder) const;
    Parsed<unsigned> user(std::string_view text) const;
    Parsed<Owner> user_and_group(std::string_view text) const;

    /// The first line of a file that holds a secret: a regular file that others cannot read, unless it is not
    /// the daemon's to protect.
    Parsed<std::string> secret_file(std::string_view text) const;

    /// `~` expanded and absolute from the current folder.
    std::string normal_path(std::string_view text) const;
    std::string expand_home(std::string_view text) const;
    /// Value of a variable of the process, if set.
    std::optional<std::string> variable(std::string_view name) const;

private:
    Parsed<unsigned> look_up_user(std::string_view text) const;
    Parsed<unsigned> group(std::string_view text) const;

    const Surroundings& around_;
    bool is_folder(const std::string& path) const;

    // A thousand programs name a few accounts and folders between them.
    mutable std::unordered_map<std::string, Parsed<unsigned>> users_;
    mutable std::unordered_map<std::string, bool> folders_;
};

/// Where the daemon's own log goes: a file, or one of the words syslog and journal.
void name_logfile(DaemonConfig& daemon, const std::string& text, const Places& places);

}  // namespace supervise::config
