#include "supervisorctl/command.hpp"
#include "supervisorctl/commands/commands.hpp"
#include "supervisorctl/option_values.hpp"

namespace supervise::ctl {
namespace {

constexpr CommandOption timeout_option{
    .name = "--timeout",
    .argument = "SECONDS",
    .help = "wait no longer than this; then say what is still on its way and end with status 124",
    .check = check_seconds};
constexpr CommandOption serial_option{
    .name = "--serial", .help = "one name after the other, as Supervisor does; else all at once"};
constexpr CommandOption exit_zero_option{
    .name = "--exit-zero",
    .help = "end with status 0 whatever the processes do, as long as supervisord answers"};

constexpr CommandOption action_options[] = {timeout_option, serial_option};
constexpr CommandOption question_options[] = {timeout_option, exit_zero_option};
constexpr CommandOption waiting_options[] = {timeout_option};
constexpr CommandOption logs_options[] = {
    {.name = "--follow", .alias = "-f", .help = "go on with what they write, until Ctrl-C"},
    {.name = "--lines",
     .alias = "-n",
     .argument = "LINES",
     .help = "how many of the last lines of each log (default 10)",
     .check = check_line_count},
    {.name = "--stdout", .help = "standard output only"},
    {.name = "--stderr", .help = "standard error only"},
    {.name = "--no-prefix", .help = "no names before the lines"},
    timeout_option,
};
constexpr CommandOption help_options[] = {
    {.name = "--all", .help = "also into a pipe: the commands and options that Supervisor does not have"},
};

constexpr CommandOption status_options[] = {
    {.name = "--json", .help = "one JSON document with all that is known", .prints_document = true},
    {.name = "--watch", .alias = "-w", .help = "show changes as they happen, until q or Ctrl-C"},
    timeout_option,
    exit_zero_option,
};

constexpr Command table[] = {
    {.name = "EOF", .help = "", .run = commands::leave, .is_hidden = true},
    {.name = "add",
     .takes = Takes::groups_to_add,
     .summary = "Make groups active that are configured and not active yet; what has autostart is started",
     .help = "add <name> [...]\tActivates any updates in config for process/group",
     .run = commands::add,
     .options = waiting_options},
    {.name = "avail",
     .summary = "List all configured programs, in use or not",
     .help = "avail\t\t\tDisplay all configured processes",
     .run = commands::avail,
     .max_words = 0,
     .options = waiting_options},
    {.name = "clear",
     .takes = Takes::processes,
     .summary = "Empty the logs of processes",
     .help = "clear <name>\t\tClear a process' log files.\n"
             "clear <name> <name>\tClear multiple process' log files\n"
             "clear all\t\tClear all process' log files",
     .run = commands::clear,
     .checks_server = true,
     .min_words = 1,
     .too_few = "Error: clear requires a process name",
     .options = action_options},
    {.name = "exit", .help = "exit\tExit the supervisor shell.", .run = commands::leave},
    {.name = "fg",
     .takes = Takes::process,
     .summary = "Connect to a process in the foreground; Ctrl-C leaves it",
     .help = "fg <process>\tConnect to a process in foreground mode\n"
             "\t\tCtrl-C to exit",
     .run = commands::fg,
     .checks_server = true,
     .min_words = 1,
     .too_few = "ERROR: no process name supplied",
     .max_words = 1,
     .too_many = "ERROR: too many process names supplied",
     .too_many_shows_help = false},
    {.name = "help",
     .takes = Takes::topic,
     .summary = "List the commands, or explain one",
     .help = "help\t\tPrint a list of available actions\n"
             "help <action>\tPrint help for <action>",
     .run = commands::help,
     .is_hidden = true,
     .options = help_options},
    {.name = "logs",
     .takes = Takes::processes,
     .summary = "Show the last lines of the logs of several processes, or follow them",
     .help = "logs <name>\t\tShow the last lines of a process' logs\n"
             "logs <gname>:*\t\tShow the last lines of all processes in a group\n"
             "logs <name> <name>\tShow the last lines of multiple processes or groups\n"
             "logs all\t\tShow the last lines of all processes",
     .run = commands::logs,
     .checks_server = true,
     .min_words = 1,
     .too_few = "Error: logs requires a process name",
     .is_beyond_supervisor = true,
     .options = logs_options},
    {.name = "maintail",
     .takes = Takes::follow_option,
     .summary = "Show the end of the daemon's log, or follow it",
     .help = "maintail -f \tContinuous tail of supervisor main log file (Ctrl-C to exit)\n"
             "maintail -100\tlast 100 *bytes* of supervisord main log file\n"
             "maintail\tlast 1600 *bytes* of supervisor main log file\n",
     .run = commands::maintail,
     .checks_server = true,
     .max_words = 1,
     .too_many = "Error: too many arguments"},
    {.name = "open",
     .takes = Takes::url,
     .summary = "Talk to another daemon from now on",
     .help = "open <url>\tConnect to a remote supervisord process.\n"
             "\t\t(for UNIX domain socket, use unix:///socket/path)",
     .run = commands::open},
    {.name = "pid",
     .takes = Takes::processes,
     .summary = "Show the process id of supervisord, or of processes",
     .help = "pid\t\t\tGet the PID of supervisord.\n"
             "pid <name>\t\tGet the PID of a single child process by name.\n"
             "pid all\t\t\tGet the PID of every child process, one per line.",
     .run = commands::pid,
     .checks_server = true,
     .options = question_options},
    {.name = "quit", .help = "quit\tExit the supervisor shell.", .run = commands::leave},
    {.name = "reload",
     .summary = "Restart the daemon: stop everything, read the configuration, start anew",
     .help = "reload \t\tRestart the remote supervisord.",
     .run = commands::reload,
     .max_words = 0,
     .options = waiting_options},
    {.name = "remove",
     .takes = Takes::groups,
     .summary = "Take groups that have stopped out of the running configuration",
     .help = "remove <name> [...]\tRemoves process/group from active config",
     .run = commands::remove,
     .options = waiting_options},
    {.name = "reread",
     .summary = "Read the configuration and say what has changed; nothing is touched",
     .help = "reread \t\t\tReload the daemon's configuration files without add/remove",
     .run = commands::reread,
     .max_words = 0,
     .options = waiting_options},
    {.name = "restart",
     .takes = Takes::processes,
     .summary = "Stop and start processes; the configuration is not read",
     .help = "restart <name>\t\tRestart a process\n"
             "restart <gname>:*\tRestart all processes in a group\n"
             "restart <name> <name>\tRestart multiple processes or groups\n"
             "restart all\t\tRestart all processes\n"
             "Note: restart does not reread config files. For that, see reread and update.",
     .run = commands::restart,
     .checks_server = true,
     .min_words = 1,
     .too_few = "Error: restart requires a process name",
     .options = action_options},
    {.name = "shutdown",
     .summary = "Stop everything and end the daemon",
     .help = "shutdown \tShut the remote supervisord down.",
     .run = commands::shutdown,
     .max_words = 0,
     .options = waiting_options},
    {.name = "signal",
     .takes = Takes::signal_and_processes,
     .summary = "Send a signal to processes",
     .help = "signal <signal name> <name>\t\tSignal a process\n"
             "signal <signal name> <gname>:*\t\tSignal all processes in a group\n"
             "signal <signal name> <name> <name>\tSignal multiple processes or groups\n"
             "signal <signal name> all\t\tSignal all processes",
     .run = commands::signal,
     .checks_server = true,
     .min_words = 2,
     .too_few = "Error: signal requires a signal name and a process name",
     .options = action_options},
    {.name = "start",
     .takes = Takes::processes,
     .summary = "Start processes",
     .help = "start <name>\t\tStart a process\n"
             "start <gname>:*\t\tStart all processes in a group\n"
             "start <name> <name>\tStart multiple processes or groups\n"
             "start all\t\tStart all processes",
     .run = commands::start,
     .checks_server = true,
     .min_words = 1,
     .too_few = "Error: start requires a process name",
     .too_few_status = exit_status::invalid_arguments,
     .options = action_options},
    {.name = "status",
     .takes = Takes::processes,
     .summary = "Show the state of processes",
     .help = "status <name>\t\tGet status for a single process\n"
             "status <gname>:*\tGet status for all processes in a group\n"
             "status <name> <name>\tGet status for multiple named processes\n"
             "status\t\t\tGet all process status info",
     .run = commands::any_status,
     .checks_server = true,
     .unreachable_status = exit_status::status_unknown,
     .options = status_options},
    {.name = "stop",
     .takes = Takes::processes,
     .summary = "Stop processes",
     .help = "stop <name>\t\tStop a process\n"
             "stop <gname>:*\t\tStop all processes in a group\n"
             "stop <name> <name>\tStop multiple processes or groups\n"
             "stop all\t\tStop all processes",
     .run = commands::stop,
     .checks_server = true,
     .min_words = 1,
     .too_few = "Error: stop requires a process name",
     .options = action_options},
    {.name = "tail",
     .takes = Takes::process_and_channel,
     .summary = "Show the end of what a process has written, or follow it",
     .help = "tail [-f] <name> [stdout|stderr] (default stdout)\n"
             "Ex:\n"
             "tail -f <name>\t\tContinuous tail of named process stdout\n"
             "\t\t\tCtrl-C to exit.\n"
             "tail -100 <name>\tlast 100 *bytes* of process stdout\n"
             "tail <name> stderr\tlast 1600 *bytes* of process stderr",
     .run = commands::tail,
     .checks_server = true,
     .min_words = 1,
     .too_few = "Error: too few arguments",
     .max_words = 3,
     .too_many = "Error: too many arguments"},
    {.name = "top",
     .takes = Takes::processes,
     .summary = "Show memory and CPU of processes, their children included, live",
     .help = "top\t\t\tMemory and CPU of all processes, their children included, live\n"
             "top <name> <gname>:*\tOnly of these\n"
             "\t\t\tKeys: c, m, n sort by CPU, memory, name; arrows scroll; q quits",
     .run = commands::top,
     .checks_server = true,
     .unreachable_status = exit_status::status_unknown,
     .is_beyond_supervisor = true},
    {.name = "update",
     .takes = Takes::groups_to_update,
     .summary = "Read the configuration and make it effective; groups that have changed are restarted",
     .help = "update\t\t\tReload config and add/remove as necessary, and will restart affected programs\n"
             "update all\t\tReload config and add/remove as necessary, and will restart affected programs\n"
             "update <gname> [...]\tUpdate specific groups",
     .run = commands::update,
     .options = waiting_options},
    {.name = "version",
     .summary = "Show the version of the daemon",
     .help = "version\t\t\tShow the version of the remote supervisord process",
     .run = commands::version,
     .checks_server = true,
     .max_words = 0,
     .options = waiting_options},
};

}  // namespace

std::span<const Command> command_table() {
    return table;
}

}  // namespace supervise::ctl
