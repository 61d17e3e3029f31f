/// What `hadeploy` is asked to do: its command line (HD-CLI), read by one table from which the usage text and
/// the manual page come as well.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/read.hpp"
#include "source/load.hpp"
#include "sys/result.hpp"

namespace deployer::hadeploy {

/// What carries out a plan.
enum class Engine { native, ansible };

struct Options {
    std::vector<source::Source> sources;
    model::Action action = model::Action::none;
    std::vector<std::string> scopes, no_scopes, limit;
    bool ask_vault_password = false;
    std::string vault_password_file;  ///< empty: none
    std::optional<std::string> working_folder;
    std::optional<std::string> prometheus_targets;
    bool ignores_logging_conf = false;  ///< one was given
    unsigned verbosity = 0;
    std::size_t forks = 30;
    std::size_t serial = 0;
    double serial_percent = 0;
    std::optional<std::size_t> max_fail;
    bool check = false, diff = false, json = false, quiet = false;
    bool insecure_host_keys = false, replace_supervisor = false, prune = false, force = false, yes = false;
    std::chrono::seconds ssh_timeout{10};
    std::chrono::seconds watch{0};  ///< between two looks of `status`; 0: one look
    bool states_only = false;       ///< of `status`: without what a deployment would change
    Engine engine = Engine::native;
};

/// What another action would be asked with.
Options with_action(Options options, model::Action action);

/// What reading the options came to, when it is not Options: what is printed, and the exit status.
struct Ending {
    std::string output;  ///< on standard output
    std::string error;   ///< on standard error
    int status = 0;
};

struct Option {
    std::string_view name;  ///< "src" of --src
    /// How the help calls its value: in capitals, or the words to choose from with '|' between them. Empty: a
    /// flag. "[=NAME]": a flag that may have a value, behind a '=' only.
    std::string_view argument;
    std::string_view help;
    bool repeats = false;
    /// Takes the value; the error says what is wrong with it. Null: help and version, which end at once.
    supervise::Result<void> (*apply)(Options& options, const std::string& value) = nullptr;
};

/// It may be left out.
constexpr bool value_is_optional(const Option& option) {
    return option.argument.starts_with('[');
}

/// In the order of the usage text.
std::span<const Option> option_table();

/// The usage text, of the table.
std::string usage();

/// Where this program is, for --version (HD-CLI-16).
struct Installed {
    std::string version, folder;
};

/// `arguments`: without the program's name. `is_file`: whether a file of that name exists, for "--src a=b"
/// (HD-CLI-06).
tl::expected<Options, Ending> read_options(std::span<const std::string> arguments, const Installed& installed,
                                           const std::function<bool(const std::string&)>& is_file);

/// "* * * * ERROR: <text>\n" (HD-CLI-19).
std::string error_line(std::string_view text);

}  // namespace deployer::hadeploy
