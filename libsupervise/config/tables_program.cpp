// [program:x], [eventlistener:x], [fcgi-program:x] and [group:x].
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "config/channel_rows.hpp"
#include "config/events.hpp"
#include "config/log_prefix.hpp"
#include "config/path.hpp"
#include "config/suggest.hpp"
#include "config/tables.hpp"
#include "config/text.hpp"
#include "config/values.hpp"

namespace supervise::config {

namespace {

using enum Type;
Parsed<int> at_least(Parsed<int> number, int least) {
    if (number && *number < least)
        return fault(fmt::format("{} is below lower bound ({})", *number, least),
                     fmt::format("write {} or more", least));
    return number;
}

constexpr std::array<OptionRow<ProgramDraft>, 25> program_table{{
    {program_key("priority", integer, "999", "Lower numbers are started first and shut down last."),
     [](ProgramDraft& d, const Input& in) { return assign(d.process.priority, config::integer(in.text)); }},
    {program_key("autostart", boolean, "true", "Start with the daemon."),
     [](ProgramDraft& d, const Input& in) { return assign(d.process.autostart, config::boolean(in.text)); }},
    {program_key("autorestart", Type::autorestart, "unexpected",
                 "Start again after an exit: true, false, or unexpected for exit codes not in exitcodes; "
                 "when essential is set the default is false."),
     [](ProgramDraft& d, const Input& in) { return assign(d.autorestart, config::autorestart(in.text)); }},
    {program_key("startsecs", integer, "1", "Seconds it must stay up to count as started."),
     [](ProgramDraft& d, const Input& in) { return assign(d.process.startsecs, config::integer(in.text)); }},
    {program_key("startretries", integer, "3", "Further attempts after a failed start before it is FATAL."),
     [](ProgramDraft& d, const Input& in) {
         return assign(d.process.startretries, config::integer(in.text));
     }},
    {program_key("stopsignal", signal, "TERM", "Signal that asks it to stop, by name or number."),
     [](ProgramDraft& d, const Input& in) { return assign(d.process.stopsignal, signal_number(in.text)); }},
    {program_key("stopwaitsecs", integer, "10", "Seconds it may take to stop before it is killed."),
     [](ProgramDraft& d, const Input& in) {
         return assign(d.process.stopwaitsecs, config::integer(in.text));
     }},
    {program_key("stopasgroup", boolean, "false", "Send the stop signal to its whole process group."),
     [](ProgramDraft& d, const Input& in) {
         return assign(d.process.stopasgroup, config::boolean(in.text));
     }},
    {program_key("killasgroup", boolean, "",
                 "Kill its whole process group; by default as stopasgroup, and not false when that is true.",
                 "false"),
     [](ProgramDraft& d, const Input& in) { return assign(d.killasgroup, config::boolean(in.text)); }},
    {program_key("exitcodes", Type::exit_codes, "0",
                 "Exit codes that are expected, with commas between them."),
     [](ProgramDraft& d, const Input& in) {
         return assign(d.process.exitcodes, config::exit_codes(in.text));
     }},
    {program_key("redirect_stderr", boolean, "false", "Send standard error where standard output goes."),
     [](ProgramDraft& d, const Input& in) {
         return assign(d.process.redirect_stderr, config::boolean(in.text));
     }},
    {program_key("numprocs", integer, "1",
                 "Processes to run; above 1, process_name must mention process_num."),
     [](ProgramDraft& d, const Input& in) { return assign(d.numprocs, wide_integer(in.text)); }},
    {program_key("numprocs_start", integer, "0", "Number of the first process."),
     [](ProgramDraft& d, const Input& in) { return assign(d.numprocs_start, wide_integer(in.text)); }},
    capture_row<out>("stdout_capture_maxbytes"),
    events_row<out>("stdout_events_enabled"),
    capture_row<err>("stderr_capture_maxbytes"),
    events_row<err>("stderr_events_enabled"),
    {program_key("serverurl", Type::url, "AUTO",
                 "SUPERVISOR_SERVER_URL for the program; AUTO for the daemon's own, empty for none."),
     [](ProgramDraft& d, const Input& in) {
         if (upper(strip(in.text)) == "AUTO")
             d.process.serverurl.reset();
         else
             d.process.serverurl = in.text;
         return Stored{};
     }},
    {program_key("user", user, "", "Account to run as; the daemon must be root.", "nobody"),
     [](ProgramDraft& d, const Input& in) { return assign(d.process.uid, in.places.user(in.text)); }},
    {program_key("umask", octal, "", "File creation mask; by default the daemon's.", "022"),
     [](ProgramDraft& d, const Input& in) { return assign(d.process.umask, config::octal(in.text)); }},
    {our_key(
         "essential", boolean, "false",
         "When it becomes FATAL, or ends by itself and autorestart does not start it again, stop everything "
         "and exit with its status."),
     [](ProgramDraft& d, const Input& in) { return assign(d.process.essential, config::boolean(in.text)); }},
    {our_key("logfile_mkdir", boolean, "false", "Create missing folders of its log files."),
     [](ProgramDraft& d, const Input& in) {
         return assign(d.process.logfile_mkdir, config::boolean(in.text));
     }},
    {our_key("logfile_mode", octal, "", "Mode of log files it creates; by default 0666 less the umask.",
             "0640"),
     [](ProgramDraft& d, const Input& in) { return assign(d.process.logfile_mode, config::octal(in.text)); }},
    {our_key("restart_limit", integer, "0",
             "Automatic restarts allowed within restart_window before it is FATAL; 0 for no limit."),
     [](ProgramDraft& d, const Input& in) {
         return assign(d.process.restart_limit, at_least(config::integer(in.text), 0));
     }},
    {our_key("restart_window", integer, "60", "Seconds that restart_limit looks back."),
     [](ProgramDraft& d, const Input& in) {
         return assign(d.process.restart_window, at_least(config::integer(in.text), 1));
     }},
}};

consteval Option command_option() {
    Option option = process_key("command", text, "",
                                "Program and arguments, split like a shell would; no expansion.", "/bin/cat");
    option.required = true;
    return option;
}

constexpr OptionRow<ProgramDraft> log_prefix_row{
    our_process_key(
        "log_prefix", text, "",
        "Text before each line in the log files, with fields in braces: {time}, {time:iso}, "
        "{time:utc}, {time:epoch}, {name}, {program}, {group}, {channel}, {pid}. A blank follows, "
        "unless it is between double quotes.",
        "{time} {name} {channel}"),
    [](ProgramDraft& d, const Input& in) -> Stored {
        if (const auto parts = config::log_prefix(in.text); !parts)
            return tl::unexpected(named(parts.error(), "log_prefix"));
        d.process.log_prefix = in.text;
        return {};
    }};

constexpr OptionRow<ProgramDraft> log_format_row{
    our_process_key("log_format", text, "raw",
                    "What goes to the log files: raw is the output as it is, json one object for each line.",
                    "json"),
    [](ProgramDraft& d, const Input& in) -> Stored {
        const std::string word = lower(strip(in.text));
        if (word != "raw" && word != "json")
            return tl::unexpected(
                named({fmt::format("{} is no log format", python_repr(in.text)), {}, "write raw or json"},
                      "log_format"));
        d.process.log_format = word == "json" ? LogFormat::json : LogFormat::raw;
        return {};
    }};

constexpr std::array<OptionRow<ProgramDraft>, 23> process_table{{
    {process_key("environment", Type::environment, "", "Variables of the program.", R"(A="1",B="2")"),
     [](ProgramDraft& d, const Input& in) {
         return assign(d.process.environment, config::environment(in.text));
     }},
    {our_process_key(
         "environment_file", list, "",
         "Files with KEY=value lines, read at each start; commas between them. One with a leading "
         "'-' may be missing.",
         "/etc/default/x"),
     [](ProgramDraft& d, const Input& in) {
         for (const std::string& path : string_list(in.text)) {
             // A leading '-' says that it may be missing (process/environment_files.hpp).
             const std::string optional = path.starts_with('-') ? "-" : "";
             if (path.size() > optional.size())
                 d.process.environment_files.push_back(
                     optional + join_path(in.here, in.places.expand_home(path.substr(optional.size()))));
         }
         return Stored{};
     }},
    {process_key("directory", directory, "", "Folder to start in.", "/tmp"),
     [](ProgramDraft& d, const Input& in) {
         d.process.directory = in.text;
         return Stored{};
     }},
    logfile_row<out, &ProgramDraft::stdout_named_syslog>("stdout_logfile", "/var/log/x.log"),
    backups_row<out>("stdout_logfile_backups"),
    maxbytes_row<out>("stdout_logfile_maxbytes"),
    syslog_row<out>("stdout_syslog"),
    logfile_row<err, &ProgramDraft::stderr_named_syslog>("stderr_logfile", "/var/log/x.err"),
    backups_row<err>("stderr_logfile_backups"),
    maxbytes_row<err>("stderr_logfile_maxbytes"),
    syslog_row<err>("stderr_syslog"),
    {command_option(),
     [](ProgramDraft& d, const Input& in) {
         d.process.command = in.text;
         return Stored{};
     }},
    {process_key("process_name", name, "%(program_name)s", "Name of the process.",
                 "%(program_name)s_%(process_num)02d"),
     [](ProgramDraft& d, const Input& in) {
         d.process.name = in.text;
         return Stored{};
     }},
    log_prefix_row,
    log_format_row,
    syslog_identifier_row<out>("stdout_syslog_identifier"),
    syslog_priority_row<out>("stdout_syslog_priority"),
    syslog_identifier_row<err>("stderr_syslog_identifier"),
    syslog_priority_row<err>("stderr_syslog_priority"),
    compress_row<out>("stdout_logfile_compress"),
    max_age_row<out>("stdout_logfile_max_age"),
    compress_row<err>("stderr_logfile_compress"),
    max_age_row<err>("stderr_logfile_max_age"),
}};

/// Keys that a listener, an fcgi-program or a group has of its own are read before those of a program, with
/// fewer names to expand (CFG-065, CFG-071).
consteval Option pool_key(std::string_view name, Type type, std::string_view fallback, std::string_view help,
                          std::string_view example = {}) {
    return {name, type, fallback, Names::here, Live::process, Origin::supervisor, help, false, example};
}

consteval Option our_pool_key(std::string_view name, Type type, std::string_view fallback,
                              std::string_view help) {
    Option option = pool_key(name, type, fallback, help);
    option.origin = Origin::ours;
    return option;
}

constexpr std::string_view default_result_handler = "supervisor.dispatchers:default_handler";

tl::unexpected<Fault> unknown_event(const std::string& name, const std::string& section) {
    std::vector<std::string_view> known;
    for (const EventKind& kind : event_kinds)
        known.push_back(kind.name);
    const auto meant = closest(name, known);
    return fault(fmt::format("Unknown event type {} in [{}] events", name, section),
                 meant ? fmt::format("did you mean {}?", *meant) : "EVENT subscribes to all",
                 fmt::format("there is no event {}", name));
}

Stored store_events(ListenerDraft& d, const Input& in) {
    std::vector<EventType> events;
    for (const std::string& word : string_list(in.text)) {
        const std::string name = upper(word);
        const auto type = event_type(name);
        if (!type)
            return unknown_event(name, in.section);
        if (std::find(events.begin(), events.end(), *type) == events.end())
            events.push_back(*type);
    }
    if (events.empty())
        return fault(fmt::format("[{}] section requires an \"events\" line", in.section),
                     "write events=EVENT", "no event is named");
    d.listener.events = std::move(events);
    return {};
}

consteval Option required(Option option) {
    option.required = true;
    return option;
}

constexpr std::array<OptionRow<ListenerDraft>, 7> eventlistener_table{{
    {pool_key("priority", integer, "-1", "As for a program, but listeners come before programs."),
     [](ListenerDraft& d, const Input& in) { return assign(d.priority, config::integer(in.text)); }},
    {pool_key("buffer_size", integer, "1000",
              "Events that may wait while all its processes are busy; beyond it the oldest is discarded."),
     [](ListenerDraft& d, const Input& in) -> Stored {
         const auto size = config::integer(in.text);
         if (!size)
             return tl::unexpected<Fault>(size.error());
         if (*size < 1)
             return fault(fmt::format("[{}] section sets invalid buffer_size ({})", in.section, *size),
                          "write 1 or more", fmt::format("{} is no buffer size", *size));
         d.listener.buffer_size = *size;
         return {};
     }},
    {pool_key("result_handler", entry_point, default_result_handler,
              "What judges a listener's answers; only the default exists."),
     [](ListenerDraft& d, const Input& in) -> Stored {
         if (in.text != default_result_handler)
             return unresolved_entry_point(in.text, in.section);
         d.listener.result_handler = in.text;
         return {};
     }},
    {required(pool_key("events", list, "", "Events to receive, with commas between them.", "EVENT")),
     store_events},
    {pool_key("redirect_stderr", boolean, "false",
              "Must be false: output is the listener's half of the protocol."),
     [](ListenerDraft&, const Input& in) -> Stored {
         const auto redirect = config::boolean(in.text);
         if (!redirect)
             return tl::unexpected<Fault>(redirect.error());
         if (*redirect)
             return fault(
                 fmt::format("[{}] section sets redirect_stderr=true but this is not allowed because it will "
                             "interfere with the eventlistener protocol",
                             in.section),
                 "remove it", "standard output belongs to the listener protocol");
         return {};
     }},
    {our_pool_key("result_timeout", integer, "0",
                  "Seconds it may take to answer an event before on_violation applies; 0 for any time."),
     [](ListenerDraft& d, const Input& in) {
         return assign(d.listener.result_timeout, at_least(config::integer(in.text), 0));
     }},
    {our_pool_key("on_violation", text, "restart",
                  "What happens to one that breaks the protocol: restart kills it, and it starts again as "
                  "after a crash; ignore lets it run on without events, as autorestart=false does."),
     [](ListenerDraft& d, const Input& in) -> Stored {
         using OnViolation = ListenerConfig::OnViolation;
         const std::string word = lower(strip(in.text));
         if (word != "restart" && word != "ignore")
             return fault(fmt::format("[{}] section sets invalid on_violation ({})", in.section, in.text),
                          "write restart or ignore", fmt::format("{} is neither", python_repr(in.text)));
         d.listener.on_violation = word == "restart" ? OnViolation::restart : OnViolation::ignore;
         return {};
     }},
}};

constexpr std::array<OptionRow<FcgiDraft>, 6> fcgi_program_table{{
    {pool_key("priority", integer, "999", "As for a program."),
     [](FcgiDraft& d, const Input& in) { return assign(d.priority, config::integer(in.text)); }},
    {pool_key("user", user, "", "As for a program; also owns the socket, unless socket_owner says otherwise.",
              "nobody"),
     [](FcgiDraft& d, const Input& in) { return assign(d.uid, in.places.user(in.text)); }},
    {pool_key("socket_backlog", integer, "", "Connections that may wait to be accepted, 1 to 65535.", "128"),
     [](FcgiDraft& d, const Input& in) -> Stored {
         const auto backlog = config::integer(in.text);
         if (!backlog)
             return tl::unexpected<Fault>(backlog.error());
         if (*backlog < 1 || *backlog > 65'535)
             return fault(fmt::format("Invalid socket_backlog value {}", *backlog), "write 1 to 65535");
         d.socket.backlog = *backlog;
         return {};
     }},
    {pool_key("socket_owner", owner, "", "Owner of a Unix socket: user or user:group.", "nobody:nogroup"),
     [](FcgiDraft& d, const Input& in) -> Stored {
         const auto owner = in.places.user_and_group(in.text);
         if (!owner)
             return fault("Invalid socket_owner value " + in.text, "write user or user:group, both existing",
                          owner.error().text);
         d.owner = *owner;
         return {};
     }},
    {pool_key("socket_mode", octal, "", "Mode of a Unix socket; by default 0700.", "0700"),
     [](FcgiDraft& d, const Input& in) -> Stored {
         const auto mode = config::octal(in.text);
         if (!mode)
             return fault("Invalid socket_mode value " + in.text, mode.error().remedy, mode.error().what);
         d.socket.mode = *mode;
         return {};
     }},
    {required({"socket", address, "", Names::socket, Live::process, Origin::supervisor,
               "Socket the processes share: unix:///path or tcp://host:port.", false, "unix:///tmp/x.sock"}),
     [](FcgiDraft& d, const Input& in) -> Stored {
         if (in.text.empty())
             return fault(fmt::format("[{}] section requires a \"socket\" line", in.section),
                          "write unix:///path or tcp://host:port", "no socket is named");
         d.url = in.text;
         return {};
     }},
}};

constexpr std::array<OptionRow<GroupDraft>, 2> group_table{{
    {pool_key("programs", list, "", "Programs that make up the group, with commas between them.", "a,b"),
     [](GroupDraft& d, const Input& in) {
         d.programs = string_list(in.text);
         return Stored{};
     }},
    {pool_key("priority", integer, "999", "Lower numbers are started first and shut down last."),
     [](GroupDraft& d, const Input& in) { return assign(d.priority, config::integer(in.text)); }},
}};

}  // namespace

tl::unexpected<Fault> unresolved_entry_point(std::string_view specification, std::string_view section) {
    const std::string_view module = specification.substr(0, specification.find_first_of(":."));
    return fault(fmt::format("{} cannot be resolved within [{}]: No module named {}", specification, section,
                             python_repr(module)),
                 "remove it: Python plug-ins cannot be loaded",
                 fmt::format("{} is a Python plug-in", python_repr(specification)));
}

std::span<const OptionRow<ProgramDraft>> program_rows() {
    return program_table;
}
std::span<const OptionRow<ProgramDraft>> process_rows() {
    return process_table;
}
std::span<const OptionRow<ListenerDraft>> eventlistener_rows() {
    return eventlistener_table;
}
std::span<const OptionRow<FcgiDraft>> fcgi_program_rows() {
    return fcgi_program_table;
}
std::span<const OptionRow<GroupDraft>> group_rows() {
    return group_table;
}

}  // namespace supervise::config
