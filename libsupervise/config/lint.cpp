#include "config/lint.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include <fmt/core.h>

#include "config/password.hpp"
#include "config/path.hpp"
#include "config/section_kind.hpp"
#include "config/shell_words.hpp"
#include "config/suggest.hpp"
#include "config/tables.hpp"
#include "config/text.hpp"
#include "config/values.hpp"

namespace supervise::config {

namespace {

using KeyList = std::vector<std::string_view>;

template <typename Target>
void append_keys(KeyList& keys, std::span<const OptionRow<Target>> rows) {
    for (const OptionRow<Target>& row : rows)
        keys.push_back(row.option.name);
}

void append_keys(KeyList& keys, std::span<const Option> options) {
    for (const Option& option : options)
        keys.push_back(option.name);
}

/// The keys a kind of section knows.
KeyList keys_of(SectionKind kind) {
    KeyList keys;
    const auto program = [&] {
        append_keys(keys, program_rows());
        append_keys(keys, process_rows());
    };
    switch (kind) {
    case SectionKind::supervisord:
        append_keys(keys, supervisord_rows());
        break;
    case SectionKind::supervisorctl:
        append_keys(keys, supervisorctl_rows());
        break;
    case SectionKind::include:
        append_keys(keys, include_options());
        break;
    case SectionKind::program:
        program();
        break;
    case SectionKind::eventlistener:
        program();
        append_keys(keys, eventlistener_rows());
        break;
    case SectionKind::fcgi_program:
        program();
        append_keys(keys, fcgi_program_rows());
        break;
    case SectionKind::group:
        append_keys(keys, group_rows());
        break;
    case SectionKind::inet_http_server:
        append_keys(keys, inet_http_server_rows());
        break;
    case SectionKind::unix_http_server:
        append_keys(keys, unix_http_server_rows());
        break;
    case SectionKind::http_user:
        append_keys(keys, http_user_rows());
        break;
    case SectionKind::rpcinterface:
        append_keys(keys, rpcinterface_rows());
        break;
    case SectionKind::ctlplugin:
        append_keys(keys, ctlplugin_options());
        break;
    case SectionKind::unknown:
        break;
    }
    return keys;
}

constexpr std::array all_kinds{
    SectionKind::supervisord, SectionKind::supervisorctl,    SectionKind::include,
    SectionKind::program,     SectionKind::eventlistener,    SectionKind::fcgi_program,
    SectionKind::group,       SectionKind::inet_http_server, SectionKind::unix_http_server,
    SectionKind::http_user,   SectionKind::rpcinterface,     SectionKind::ctlplugin};

class KeyCheck {
public:
    explicit KeyCheck(Reading& reading) : reading_(reading) {
        for (const SectionKind kind : all_kinds) {
            Known& known = known_[kind];
            known.list = keys_of(kind);
            if (kind == SectionKind::rpcinterface)
                for (const RpcFactory& factory : reading.places.around().rpc_factories)
                    known.list.insert(known.list.end(), factory.settings.begin(), factory.settings.end());
            known.set = {known.list.begin(), known.list.end()};
            everywhere_.list.insert(everywhere_.list.end(), known.list.begin(), known.list.end());
        }
        everywhere_.set = {everywhere_.list.begin(), everywhere_.list.end()};
    }

    void run() {
        check_files();
        for (const Section& section : reading_.document.sections()) {
            const SectionKind kind = section_kind(section.name());
            if (kind == SectionKind::unknown)
                unknown_section(section);
            else
                check(section, known_.at(kind));
            if (kind == SectionKind::ctlplugin)
                reading_.findings.warning(subject_of(section, nullptr), "Python plug-ins cannot be loaded",
                                          "remove the section");
        }
        check(reading_.document.defaults(), everywhere_);
        for (const Duplicate& duplicate : reading_.document.duplicates())
            reading_.findings.warning(
                {duplicate.second, duplicate.section, duplicate.key},
                fmt::format("it is already set on line {}, this value wins", duplicate.first.line),
                "remove one of the two");
    }

private:
    struct Known {
        KeyList list;
        std::unordered_set<std::string_view> set;
    };

    /// Who may write to a configuration decides what the daemon runs, as root perhaps.
    void check_files() {
        const auto& files = reading_.document.files();
        const Surroundings& around = reading_.places.around();
        if (around.distrusted == Distrusted::refused)
            return;  // that is an error already
        for (std::uint32_t i = 0; i < files.size(); ++i)
            if (around.files.is_writable_by_others(join_path(around.cwd, files[i])))
                reading_.findings.warning({{i, 0}, {}, {}}, "anybody may write to this file", "chmod o-w it");
    }

    void check(const Section& section, const Known& known) {
        for (const Entry& entry : section.entries()) {
            if (known.set.contains(entry.key))
                continue;
            const auto meant = closest(entry.key, known.list);
            reading_.findings.warning(subject_of(section, &entry, entry.key),
                                      "there is no such key here, it is ignored",
                                      meant ? fmt::format("did you mean {}?", *meant) : elsewhere(entry.key));
        }
    }

    std::string elsewhere(const std::string& key) const {
        return everywhere_.set.contains(key) ? "it belongs into another section" : "remove it";
    }

    void unknown_section(const Section& section) {
        const std::string_view name = strip(section.name());
        const std::size_t colon = name.find(':');
        const std::string kind = lower(strip(name.substr(0, colon)));
        const KeyList kinds{"supervisord",  "supervisorctl",    "include",          "program",
                            "group",        "inet_http_server", "unix_http_server", "rpcinterface",
                            "fcgi-program", "eventlistener",    "ctlplugin"};
        const bool exact = std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
        const auto meant = exact ? std::optional<std::string>(kind) : closest(kind, kinds);
        std::string remedy = "remove it";
        if (meant)
            remedy = fmt::format("did you mean [{}{}]?", *meant,
                                 colon != std::string_view::npos ? name.substr(colon)
                                 : section_kind(*meant + ":x") != SectionKind::unknown &&
                                         section_kind(*meant) == SectionKind::unknown
                                     ? ":name"
                                     : "");
        reading_.findings.warning(subject_of(section, nullptr),
                                  "there is no such kind of section, it is ignored", std::move(remedy));
    }

    Reading& reading_;
    std::unordered_map<SectionKind, Known> known_;
    Known everywhere_;
};

class ModelCheck {
public:
    ModelCheck(Reading& reading, const Model& model) : reading_(reading), model_(model) {}

    void run() {
        check_daemon_user();
        for (const HttpServerConfig& server : model_.servers)
            check_password(server);
        for (const GroupConfig& group : model_.groups)
            for (const ProcessConfig& process : group.processes)
                check_process(group, process);
    }

private:
    /// The daemon looks its account up after everything else, because -u may name another one (CFG-127).
    void check_daemon_user() {
        if (!model_.daemon.user)
            return;
        const auto uid = reading_.places.user(*model_.daemon.user);
        const Section* section = reading_.document.find("supervisord");
        if (!uid && section != nullptr)
            report(reading_, *section, reading_.document.option(*section, "user"), "user", uid.error());
    }

    /// A scheme that is none leaves its name in the password.
    void check_password(const HttpServerConfig& server) {
        const Section* section = reading_.document.find(server.section);
        if (section == nullptr || !names_unknown_scheme(server.password))
            return;
        const Entry* entry = reading_.document.option(*section, "password");
        reading_.findings.warning(
            subject_of(*section, entry, entry != nullptr ? "password" : "password_file"),
            "it begins like a hash of a kind that is not known, and is taken as the password itself",
            "known are {SHA}, {SHA256}, {SSHA512} and {CRYPT}");
    }

    /// The section the process was read from: its own, whatever group it is in.
    const Section* section_of(const GroupConfig& group, const ProcessConfig& process) const {
        for (const std::string& name :
             {group.section, "program:" + process.program_name, "fcgi-program:" + process.program_name})
            if (const Section* section = reading_.document.find(name);
                section != nullptr && section_kind(name) != SectionKind::group)
                return section;
        return nullptr;
    }

    void check_process(const GroupConfig& group, const ProcessConfig& process) {
        const Section* section = section_of(group, process);
        if (section == nullptr)
            return;
        const auto warn = [&](const std::string& key, std::string what, std::string remedy) {
            reading_.findings.warning(subject_of(*section, reading_.document.option(*section, key), key),
                                      std::move(what), std::move(remedy));
        };
        if (!process_or_group_name(process.name))
            warn("process_name",
                 fmt::format("a process is called {}, which no command can name", python_repr(process.name)),
                 "choose variables and widths that make no blanks, colons and slashes");
        check_command(process, warn);
        const sys::FileSource& files = reading_.places.around().files;
        if (process.directory &&
            !files.is_directory(join_path(reading_.places.around().cwd, *process.directory)))
            warn("directory", fmt::format("{} is not an existing directory", *process.directory),
                 "create it before the program starts");
        for (const std::string& path : process.environment_files)
            if (!path.starts_with('-') && !files.exists(path))
                warn("environment_file", fmt::format("{} does not exist", path),
                     "create it before the program starts");
        const auto is_path = [](const ChannelConfig& channel) {
            return channel.logfile.kind == LogTarget::Kind::path;
        };
        if (process.logfile_mode && !is_path(process.stdout_channel) && !is_path(process.stderr_channel))
            warn("logfile_mode", "it concerns no file: AUTO logs are 0600 whatever it says",
                 "name a log file, or remove it");
        check_log(process, process.stdout_channel, "stdout_logfile", warn);
        check_log(process, process.stderr_channel, "stderr_logfile", warn);
    }

    template <typename Warn>
    void check_command(const ProcessConfig& process, const Warn& warn) const {
        const auto words = command_words(process.command);
        if (!words) {
            warn("command", words.error().message,
                 process.command.empty()
                     ? "name a program"
                     : "close the quotation; note that ' ;' and ' #' begin a comment even inside one");
            return;
        }
        const std::string& program = words->front();
        if (!found(program, process))
            warn("command", fmt::format("{} is not an executable file", program),
                 "install it, or correct the path, before the program starts");
    }

    bool found(const std::string& program, const ProcessConfig& process) const {
        const sys::FileSource& files = reading_.places.around().files;
        const std::string folder =
            join_path(reading_.places.around().cwd, process.directory.value_or(std::string()));
        if (program.find('/') != std::string::npos)
            return files.is_executable(join_path(folder, program)) ||
                   files.is_executable(join_path(reading_.places.around().cwd, program));
        const std::string path = path_variable(process);
        for (const std::string_view entry : split_at(path, ':'))
            if (files.is_executable(join_path(join_path(folder, entry), program)))
                return true;
        return false;
    }

    std::string path_variable(const ProcessConfig& process) const {
        for (const auto& [name, value] : process.environment)
            if (name == "PATH")
                return value;
        return reading_.places.variable("PATH").value_or("/bin:/usr/bin:/usr/local/bin");
    }

    template <typename Warn>
    void check_log(const ProcessConfig& process, const ChannelConfig& channel, const char* key,
                   const Warn& warn) {
        const std::string& path = channel.logfile.path;
        if (channel.logfile_gzip && (channel.logfile_maxbytes <= 0 || channel.logfile_backups <= 0))
            warn(std::string(key) + "_compress", "nothing is compressed, because no rotated files are kept",
                 fmt::format("set {0}_maxbytes and {0}_backups above 0", key));
        if (channel.logfile.kind != LogTarget::Kind::path || path.starts_with("/dev/"))
            return;
        const std::string absolute = absolute_path(path, reading_.places.around().cwd);
        if (reading_.places.around().files.is_directory(absolute))
            warn(key, fmt::format("{} is a directory", path), "name a file in it");
        const auto [first, is_new] = writers_.emplace(absolute, process.name);
        if (!is_new)
            warn(key, fmt::format("{} writes to {} too", first->second, path),
                 "use %(process_num)d or another name: rotation would lose lines");
    }

    Reading& reading_;
    const Model& model_;
    std::unordered_map<std::string, std::string> writers_;  ///< log file -> process
};

}  // namespace

void lint_document(Reading& reading) {
    KeyCheck(reading).run();
}

void lint_model(Reading& reading, const Model& model) {
    ModelCheck(reading, model).run();
}

}  // namespace supervise::config
