#include "rpc/twiddler.hpp"

#include <algorithm>
#include <array>

#include "config/limits.hpp"
#include "config/text.hpp"
#include "config/values.hpp"
#include "rpc/dispatcher.hpp"
#include "rpc/limits.hpp"
#include "rpc/process_action.hpp"

namespace supervise::rpc {

const std::string_view twiddler_summary = "The interface of the `supervisor_twiddler` package: adds programs "
                                          "to groups and takes processes away while the "
                                          "daemon runs. `whitelist=` in the section names the methods that "
                                          "may be called, with commas between them.\n\n"
                                          "What is added lives in memory: a restart or reload of the daemon "
                                          "forgets it. For `reloadConfig` the group has then "
                                          "changed, so the next `supervisorctl update` restarts the group as "
                                          "the file has it, without the added programs. An "
                                          "empty `[group:x]` section makes a group to add to. Who may call "
                                          "this may run any command as the daemon's user.";

namespace {

/// Of the interface (supervisor_twiddler 1.0).
constexpr std::string_view api = "1.0";

tl::unexpected<Fault> fault(FaultCode code, std::string_view detail) {
    return tl::unexpected(make_fault(code, detail));
}

Outcome api_version(DaemonControl&, const Arguments&) {
    return Value(api);
}

Outcome group_names(DaemonControl& daemon, const Arguments&) {
    Array names;
    for (const auto& group : daemon.groups().all())
        names.emplace_back(group->name());
    return Value(std::move(names));
}

tl::expected<process::Group*, Fault> find_group(DaemonControl& daemon, const std::string& name) {
    process::Group* group = daemon.groups().find(name);
    if (group == nullptr)
        return fault(FaultCode::bad_name, "group: " + name);
    return group;
}

/// An option's value as it would stand in the file.
std::optional<std::string> option_text(const Value& value) {
    if (const auto* text = value.get_if<std::string>())
        return *text;
    if (const auto* binary = value.get_if<Binary>())
        return binary->bytes;
    if (const auto* truth = value.get_if<bool>())
        return *truth ? "true" : "false";
    if (const auto* number = value.get_if<std::int64_t>())
        return std::to_string(*number);
    return std::nullopt;
}

tl::expected<config::ProgramText, Fault> read_options(const Arguments& arguments) {
    config::ProgramText program{arguments.text(1), arguments.text(0), {}};
    for (const auto& [key, value] : arguments.structure(2)) {
        auto text = option_text(value);
        if (!text)
            return fault(FaultCode::incorrect_parameters,
                         fmt::format("the option {} is not of type string, int or boolean", key));
        program.options.emplace_back(key, std::move(*text));
    }
    return program;
}

/// What the file's reader has to say, into the daemon's log.
void log_findings(log::Logger& logger, const config::AddedProgram& added) {
    for (const config::ParseMessage& message : added.messages)
        logger.write(message.level == config::ParseMessage::Level::warning ? log::Level::warn
                                                                           : log::Level::info,
                     message.text);
    for (const config::Diagnostic& found : added.diagnostics)
        if (found.severity == config::Severity::warning)
            logger.warn("twiddler.addProgramToGroup: [{}] {}: {}; {}", found.section, found.key, found.what,
                        found.remedy);
}

std::size_t processes_of(const process::Groups& groups) {
    std::size_t count = 0;
    for (const auto& group : groups.all())
        count += group->processes().size();
    return count;
}

Outcome add_program(DaemonControl& daemon, const Arguments& arguments) {
    const auto group = find_group(daemon, arguments.text(0));
    if (!group)
        return tl::unexpected(group.error());
    if ((*group)->config().listener || (*group)->config().socket)
        return fault(FaultCode::incorrect_parameters,
                     fmt::format("[{}] is not a group of ordinary programs", (*group)->config().section));
    const auto program = read_options(arguments);
    if (!program)
        return tl::unexpected(program.error());
    const config::AddedProgram added = daemon.read_program(*program);
    if (added.error)
        return tl::unexpected(make_fault(FaultCode::incorrect_parameters, *added.error, added.told));
    if (processes_of(daemon.groups()) + added.processes.size() > config::limits::max_processes)
        return fault(FaultCode::incorrect_parameters,
                     fmt::format("more than {} processes", config::limits::max_processes));
    for (const config::ProcessConfig& process : added.processes)
        if ((*group)->find(process.name) != nullptr)
            return fault(FaultCode::bad_name, process.name);
    log_findings(daemon.main_log(), added);
    if (!daemon.add_processes(**group, added.processes))
        return fault(FaultCode::bad_name, arguments.text(1));  // two of its own processes have one name
    return Value(true);
}

Outcome remove_process(DaemonControl& daemon, const Arguments& arguments) {
    const auto group = find_group(daemon, arguments.text(0));
    if (!group)
        return tl::unexpected(group.error());
    const std::string& name = arguments.text(1);
    if ((*group)->find(name) == nullptr)
        return fault(FaultCode::bad_name, name);
    if (!daemon.remove_process(**group, name))
        return fault(FaultCode::still_running, name);
    return Value(true);
}

struct LevelName {
    std::string_view name;
    log::Level level;
};
/// LOG-001
constexpr std::array levels = {
    LevelName{"CRIT", log::Level::critical}, LevelName{"ERRO", log::Level::error},
    LevelName{"WARN", log::Level::warn},     LevelName{"INFO", log::Level::info},
    LevelName{"DEBG", log::Level::debug},    LevelName{"TRAC", log::Level::trace},
    LevelName{"BLAT", log::Level::blather},
};

std::optional<log::Level> find_level(const std::string& text) {
    const std::string name = config::upper(text);
    for (const LevelName& level : levels)
        if (level.name == name || std::to_string(static_cast<int>(level.level)) == name)
            return level.level;
    return std::nullopt;
}

std::string printable(std::string_view line) {
    std::string text;
    for (const char c : line) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\t') || byte == 0x7F)
            text += fmt::format("\\x{:02x}", byte);
        else
            text += c;
    }
    return text;
}

/// Each line is a record of its own, and a control character is shown: nobody can forge what the daemon says.
Outcome write_log(DaemonControl& daemon, const Arguments& arguments) {
    const auto level = find_level(arguments.has(1) ? arguments.text(1) : "INFO");
    if (!level)
        return fault(FaultCode::incorrect_parameters,
                     "level is none of CRIT, ERRO, WARN, INFO, DEBG, TRAC, BLAT and their numbers");
    if (arguments.text(0).size() > limits::max_log_message)
        return fault(FaultCode::incorrect_parameters,
                     fmt::format("a message of more than {} bytes", limits::max_log_message));
    for (const std::string_view line : config::split_at(arguments.text(0), '\n'))
        daemon.main_log().log(*level, "{}", printable(line));
    return Value(true);
}

constexpr std::string_view group_help = "name of an active group";
constexpr std::string_view always_true = "true, unless there is a fault";

Methods rows() {
    return {
        {.name = "getAPIVersion",
         .summary = "The version of this interface.",
         .params = {},
         .result = Type::string,
         .result_help = "version",
         .function = now<api_version>},
        {.name = "getGroupNames",
         .summary = "The names of the active groups.",
         .params = {},
         .result = Type::array,
         .result_help = "names, in order of activation",
         .function = now<group_names>},
        {.name = "addProgramToGroup",
         .summary =
             "Adds a program to a group: one process, or as many as numprocs says. They are as those of the "
             "file, and start by themselves unless autostart is false.",
         .params = {{Type::string, "group_name", group_help},
                    {Type::string, "program_name", "name of the program, as in [program:x]"},
                    {Type::structure, "program_options",
                     "keys and values of a [program:x] section; numbers and booleans may be given as such"}},
         .result = Type::boolean,
         .result_help = always_true,
         .function = now<add_program>,
         .role = config::Role::admin,
         .changes = true,
         .faults = {FaultCode::bad_name}},
        {.name = "removeProcessFromGroup",
         .summary =
             "Takes a process that does not run out of its group, whether it was added or is of the file.",
         .params = {{Type::string, "group_name", group_help},
                    {Type::string, "process_name", "name of the process within the group"}},
         .result = Type::boolean,
         .result_help = always_true,
         .function = now<remove_process>,
         .role = config::Role::admin,
         .changes = true,
         .faults = {FaultCode::bad_name, FaultCode::still_running}},
        {.name = "log",
         .summary = "Writes a message into the log of the daemon.",
         .params = {{Type::string, "message", "text; each line becomes a line of the log"},
                    {Type::name_or_number, "level",
                     "CRIT, ERRO, WARN, INFO (the default), DEBG, TRAC, BLAT, or 50, 40, 30, 20, 10, 5, 3",
                     true}},
         .result = Type::boolean,
         .result_help = always_true,
         .function = now<write_log>,
         .role = config::Role::operate,
         .changes = true},
    };
}

/// In place of a method that the whitelist does not name.
sys::Registration refuse(const std::string& name, const Reply& reply) {
    reply(fault(FaultCode::not_in_whitelist, name));
    return {};
}

}  // namespace

Methods twiddler_methods(const config::RpcInterfaceConfig& interface) {
    Methods methods = rows();
    std::vector<std::string> allowed;
    for (const auto& [key, value] : interface.settings)
        if (key == twiddler_whitelist)
            allowed = config::string_list(value);
    if (allowed.empty())
        return methods;
    for (Method& method : methods)
        if (std::find(allowed.begin(), allowed.end(), method.name) == allowed.end())
            method.function = [name = std::string(method.name)](Dispatcher&, const Arguments&,
                                                                const Reply& reply) {
                return refuse(name, reply);
            };
    return methods;
}

}  // namespace supervise::rpc
