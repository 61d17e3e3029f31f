#include <array>
#include <limits>
#include <span>

#include <fmt/core.h>

#include "hadeploy/options.hpp"
#include "sys/number.hpp"

namespace deployer::hadeploy {
namespace {

using supervise::Result;

/// More ssh processes at a time than a machine has memory for.
constexpr std::size_t max_forks = 1000;
constexpr std::size_t max_timeout = 3600;
constexpr const char* usual_watch = "2";
constexpr std::size_t any = std::numeric_limits<std::size_t>::max();

/// "a,b" to a and b; empty names are none.
void add_names(std::vector<std::string>& names, std::string_view list) {
    while (!list.empty()) {
        const std::size_t end = list.find(',');
        if (const std::string_view name = list.substr(0, end); !name.empty())
            names.emplace_back(name);
        list = end == std::string_view::npos ? std::string_view() : list.substr(end + 1);
    }
}

Result<std::size_t> number(std::string_view text, std::size_t least, std::size_t most) {
    const auto result = supervise::whole_number<std::size_t>(text);
    if (result && *result >= least && *result <= most)
        return *result;
    if (most == any)
        return supervise::fail(fmt::format("'{}' is no whole number of at least {}", text, least));
    return supervise::fail(fmt::format("'{}' is no whole number from {} to {}", text, least, most));
}

template <typename T>
Result<void> set_number(T& target, std::string_view text, std::size_t least, std::size_t most) {
    const auto value = number(text, least, most);
    if (!value)
        return tl::unexpected(value.error());
    target = T(*value);
    return {};
}

Result<void> set_action(Options& options, const std::string& word) {
    if (const auto action = model::find_action(word)) {
        options.action = *action;
        return {};
    }
    std::string known;
    for (const std::string_view name : model::action_names())
        known.append(known.empty() ? "" : ", ").append(name);
    return supervise::fail(
        fmt::format("Action {} not supported. Current configuration only supports {}", word, known));
}

Result<void> add_source(Options& options, const std::string& file) {
    if (file.empty())
        return supervise::fail("a file has a name");
    options.sources.push_back({source::Source::Kind::file, file});
    return {};
}

Result<void> add_variable(Options& options, const std::string& text) {
    if (text.find('=') == std::string::npos || text.starts_with('='))
        return supervise::fail(
            fmt::format("Invalid variable syntax: '{}'. Must be name=value (without space)", text));
    options.sources.push_back({source::Source::Kind::variable, text});
    return {};
}

// The later one wins (HD-CLI-15).
Result<void> ask_vault_password(Options& options, const std::string&) {
    options.ask_vault_password = true;
    options.vault_password_file.clear();
    return {};
}

Result<void> set_vault_password_file(Options& options, const std::string& file) {
    if (file.empty())
        return supervise::fail("a file has a name");
    options.ask_vault_password = false;
    options.vault_password_file = file;
    return {};
}

Result<void> set_working_folder(Options& options, const std::string& folder) {
    if (folder.empty())
        return supervise::fail("a folder has a name");
    options.working_folder = folder;
    return {};
}

Result<void> set_prometheus_targets(Options& options, const std::string& file) {
    if (file.empty())
        return supervise::fail("a file has a name");
    options.prometheus_targets = file;
    return {};
}

Result<void> set_serial(Options& options, const std::string& text) {
    options.serial = 0;
    options.serial_percent = 0;
    if (!text.ends_with('%'))
        return set_number(options.serial, text, 1, any);
    return set_number(options.serial_percent, std::string_view(text).substr(0, text.size() - 1), 1, 100);
}

Result<void> set_output(Options& options, const std::string& word) {
    if (word != "text" && word != "json")
        return supervise::fail(fmt::format("'{}' is neither text nor json", word));
    options.json = word == "json";
    return {};
}

Result<void> set_engine(Options& options, const std::string& word) {
    if (word != "native" && word != "ansible")
        return supervise::fail(fmt::format("'{}' is neither native nor ansible", word));
    options.engine = word == "native" ? Engine::native : Engine::ansible;
    return {};
}

struct Level {
    std::string_view name;
    unsigned verbosity;
    bool quiet;
};

Result<void> set_log_level(Options& options, const std::string& word) {
    constexpr std::array<Level, 5> levels = {{{"error", 0, true},
                                              {"warn", 0, true},
                                              {"info", 0, false},
                                              {"debug", 1, false},
                                              {"trace", 3, false}}};
    for (const Level& level : levels) {
        if (word == level.name) {
            options.verbosity = level.verbosity;
            options.quiet = level.quiet;
            return {};
        }
    }
    return supervise::fail(fmt::format("'{}' is none of error, warn, info, debug, trace", word));
}

template <std::vector<std::string> Options::*names>
Result<void> add(Options& options, const std::string& list) {
    add_names(options.*names, list);
    return {};
}

template <bool Options::*flag>
Result<void> set(Options& options, const std::string&) {
    options.*flag = true;
    return {};
}

template <unsigned level>
Result<void> set_verbosity(Options& options, const std::string&) {
    options.verbosity = level;
    return {};
}

Result<void> set_forks(Options& options, const std::string& text) {
    return set_number(options.forks, text, 1, max_forks);
}

Result<void> set_max_fail(Options& options, const std::string& text) {
    return set_number(options.max_fail, text, 0, any);
}

Result<void> set_ssh_timeout(Options& options, const std::string& text) {
    return set_number(options.ssh_timeout, text, 1, max_timeout);
}

Result<void> set_watch(Options& options, const std::string& text) {
    return set_number(options.watch, text.empty() ? usual_watch : text, 1, max_timeout);
}

constexpr Option rows[] = {
    {"src", "FILE", "a description; several are read in the order given", true, add_source},
    {"var", "NAME=VALUE", "sets a variable for what is read behind it", true, add_variable},
    {"action", "ACTION", "deploy, remove, start, stop, status, none (only checks) or dumpvars", false,
     set_action},
    {"scope", "NAME[,NAME]", "only these parts, hosts or groups", true, add<&Options::scopes>},
    {"noScope", "NAME[,NAME]", "all parts, hosts and groups but these", true, add<&Options::no_scopes>},
    {"limit", "HOST[,HOST]", "only these hosts and groups of hosts", true, add<&Options::limit>},
    {"check", "", "predicts what would change, and changes nothing", false, set<&Options::check>},
    {"diff", "", "shows how files change", false, set<&Options::diff>},
    {"askVaultPassword", "", "asks for the password of encrypted_vars", false, ask_vault_password},
    {"vaultPasswordFile", "FILE", "the file with that password, or a program that prints it", false,
     set_vault_password_file},
    {"forks", "N", "how many hosts are worked on at a time (30)", false, set_forks},
    {"serial", "N[%]", "how many hosts are finished before the next ones begin (all)", false, set_serial},
    {"max-fail", "N", "goes on until more than N hosts have failed", false, set_max_fail},
    {"yes", "", "remove: does not ask", false, set<&Options::yes>},
    {"prune", "", "deploy: removes programs that are not described any more", false, set<&Options::prune>},
    {"force", "", "remove: also what no deployment made; --prune: also in supervisors with managed: no",
     false, set<&Options::force>},
    {"replace-supervisor", "", "deploy: puts this supervisord in the place of another", false,
     set<&Options::replace_supervisor>},
    {"insecure-host-keys", "", "logs in whatever key a host shows", false, set<&Options::insecure_host_keys>},
    {"ssh-timeout", "SECONDS", "how long a login may take (10)", false, set_ssh_timeout},
    {"watch", "[=SECONDS]", "status: looks again until Ctrl-C, every 2 seconds or as --watch=SECONDS says",
     false, set_watch},
    {"states-only", "", "status: does not compare files, folders, accounts and settings", false,
     set<&Options::states_only>},
    {"output", "text|json", "how the run is reported", false, set_output},
    {"quiet", "", "tells only what changed or failed", false, set<&Options::quiet>},
    {"v", "", "also tells what steps say when nothing is wrong", false, set_verbosity<1>},
    {"vv", "", "as --v", false, set_verbosity<2>},
    {"vvv", "", "as --v", false, set_verbosity<3>},
    {"log-level", "error|warn|info|debug|trace",
     "how much is told; error and warn are as --quiet, debug and trace as --v", false, set_log_level},
    {"loggingConf", "FILE", "is accepted for compatibility, and not used", false,
     set<&Options::ignores_logging_conf>},
    {"workingFolder", "FOLDER", "keeps plan, model and rendered files in FOLDER/hadeploy-work", false,
     set_working_folder},
    {"prometheus-targets", "FILE", "lists the supervisors with a web server in FILE, as Prometheus reads it",
     false, set_prometheus_targets},
    {"engine", "native|ansible", "what carries out the plan", false, set_engine},
    {"help", "", "prints this text", false, nullptr},
    {"version", "", "prints the version", false, nullptr},
};

}  // namespace

std::span<const Option> option_table() {
    return rows;
}

}  // namespace deployer::hadeploy
