#include "config/program_reader.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "config/limits.hpp"
#include "config/section_kind.hpp"
#include "config/text.hpp"
#include "config/values.hpp"

namespace supervise::config {

namespace {

auto same_for_all(const Scope& scope) {
    return [&scope](const Option&) -> const Scope& { return scope; };
}

}  // namespace

std::vector<ProcessConfig> ProgramReader::read(const Section& section, const std::string& group_name) {
    const auto name = process_or_group_name(section_suffix(section.name()));
    if (!name)
        report(reading_, section, nullptr, {}, name.error(), Suffix::program);
    ProgramDraft draft;
    draft.process.program_name = name ? *name : std::string(section_suffix(section.name()));
    Scope common(reading_.names);
    common.add("here", reading_.here)
        .add("program_name", draft.process.program_name)
        .add("host_node_name", reading_.places.around().hostname)
        .add("group_name", group_name);

    program_.select(reading_.document, section);
    process_.select(reading_.document, section);
    bool good = program_.read(reading_, draft, same_for_all(common), Suffix::program) && name.has_value();
    std::string name_pattern;
    good = check(section, draft, name_pattern) && good;
    const std::int64_t count = good ? draft.numprocs : std::min<std::int64_t>(draft.numprocs, 1);

    std::vector<ProcessConfig> processes;
    for (std::int64_t number = 0; number < count; ++number) {
        ProgramDraft one = draft;
        one.process.name = one.process.program_name;
        Scope scope = common;
        scope.add("process_num", draft.numprocs_start + number).add("numprocs", draft.numprocs);
        // What fails for one process fails for the others too.
        if (!read_process(section, one, scope))
            break;
        processes.push_back(std::move(one.process));
    }
    processes_ += processes.size();
    std::stable_sort(processes.begin(), processes.end(),
                     [](const ProcessConfig& a, const ProcessConfig& b) { return a.name < b.name; });
    return processes;
}

/// What concerns several keys at once, in Supervisor's order.
bool ProgramReader::check(const Section& section, ProgramDraft& draft, std::string& name_pattern) {
    bool good = true;
    if (const Entry* entry = process_.entry("process_name")) {
        const auto name = process_or_group_name(entry->value);
        if (!name)
            report(reading_, section, entry, "process_name", name.error(), Suffix::program);
        good = name.has_value();
        name_pattern = entry->value;
    }
    good = check_numbers(section, draft, name_pattern) && good;
    ProcessConfig& process = draft.process;
    process.autorestart =
        draft.autorestart.value_or(process.essential ? Autorestart::never : Autorestart::unexpected);
    process.killasgroup = draft.killasgroup.value_or(process.stopasgroup);
    if (process.stopasgroup && !process.killasgroup) {
        report(reading_, section, program_.entry("killasgroup"), "killasgroup",
               {"Cannot set stopasgroup=true and killasgroup=false", {}, "set both, or only killasgroup"},
               Suffix::program);
        good = false;
    }
    return good;
}

bool ProgramReader::check_numbers(const Section& section, const ProgramDraft& draft,
                                  const std::string& name_pattern) {
    constexpr std::int64_t max_start = std::int64_t{1} << 53;
    const auto refuse = [&](std::string_view key, const Fault& fault) {
        report(reading_, section, program_.entry(key), key, fault, Suffix::program);
        return false;
    };
    if (draft.numprocs > 1 && name_pattern.find("%(process_num)") == std::string::npos)
        return refuse("numprocs", {"%(process_num) must be present within process_name when numprocs > 1",
                                   {},
                                   "set process_name=%(program_name)s_%(process_num)02d"});
    const auto total = static_cast<std::int64_t>(processes_) + draft.numprocs;
    if (draft.numprocs > limits::max_numprocs || total > static_cast<std::int64_t>(limits::max_processes))
        return refuse("numprocs",
                      {fmt::format("numprocs {} is above the limit of {} processes of a program and {} "
                                   "altogether",
                                   draft.numprocs, limits::max_numprocs, limits::max_processes),
                       {},
                       "lower it"});
    if (draft.numprocs_start > max_start || draft.numprocs_start < -max_start)
        return refuse(
            "numprocs_start",
            {fmt::format("numprocs_start {} is out of range", draft.numprocs_start), {}, "lower it"});
    return true;
}

bool ProgramReader::read_process(const Section& section, ProgramDraft& draft, Scope& scope) {
    const bool good = process_.read(
        reading_, draft, same_for_all(scope), Suffix::program,
        [&](const Option& option) {
            if (option.type == Type::environment)
                scope.put_on_top(draft.process.environment);  // CFG-067
        },
        [&](const Option&) {
            return Fault{fmt::format("program section {} does not specify a command", section.name()),
                         "the section has no command", "write command=/path/of/program"};
        });
    if (!good || !check_format(section, draft))
        return false;
    settle_logs(section, draft);
    draft.process.environment = merged(global_, draft.process.environment);  // CFG-166
    return true;
}

/// JSON has a member for everything a prefix could say, and text before it would be none.
bool ProgramReader::check_format(const Section& section, const ProgramDraft& draft) {
    if (draft.process.log_format != LogFormat::json || draft.process.log_prefix.empty())
        return true;
    report(
        reading_, section, process_.entry("log_prefix"), "log_prefix",
        named({"it has no place in log_format=json", {}, "remove it, or write log_prefix= without a value"},
              "log_prefix"),
        Suffix::program);
    return false;
}

/// The log rules that go beyond one key, with the messages Supervisor has for them (CFG-146, 147, 152).
void ProgramReader::settle_logs(const Section& section, ProgramDraft& draft) {
    const auto say = [&](std::string_view key, std::string text, std::string what, std::string remedy) {
        reading_.findings.warning(subject_of(section, process_.entry(key), key), std::move(what),
                                  std::move(remedy));
        reading_.findings.message(ParseMessage::Level::warning, std::move(text));
    };
    const auto settle = [&](ChannelConfig& channel, bool named_syslog, const std::string& name) {
        const std::string key = name + "_logfile";
        if (named_syslog) {
            say(key,
                fmt::format(
                    "For [{}], {}=syslog but this is deprecated and will be removed.  Use {}_syslog=true to "
                    "enable syslog instead.",
                    section.name(), key, name),
                "the value syslog is deprecated", fmt::format("write {}=NONE and {}_syslog=true", key, name));
            channel.syslog = true;
        }
        if (channel.logfile.kind == LogTarget::Kind::automatic && channel.logfile_maxbytes == 0)
            say(key + "_maxbytes",
                fmt::format(
                    "For [{}], AUTO logging used for {} without rollover, set maxbytes > 0 to avoid filling "
                    "up filesystem unintentionally",
                    section.name(), key),
                "the automatic log grows without bound", "set it above 0");
    };
    settle(draft.process.stdout_channel, draft.stdout_named_syslog, "stdout");
    settle(draft.process.stderr_channel, draft.stderr_named_syslog, "stderr");
    if (section_kind(section.name()) == SectionKind::eventlistener && draft.process.stdout_channel.journal)
        say("stdout_logfile",
            fmt::format("For [{}], stdout_logfile=journal has no effect, the standard output of an event "
                        "listener is its protocol",
                        section.name()),
            "nothing arrives in the journal: the standard output of an event listener is its protocol",
            "write NONE, and let the listener log to standard error");
    if (draft.process.redirect_stderr && draft.process.stderr_channel.logfile.kind == LogTarget::Kind::path)
        say("stderr_logfile",
            fmt::format(
                "For [{}], redirect_stderr=true but stderr_logfile has also been set to a filename, the "
                "filename has been ignored",
                section.name()),
            "it is ignored because redirect_stderr is true", "remove one of the two");
    // An empty name is no file, as Supervisor has it.
    for (ChannelConfig* channel : {&draft.process.stdout_channel, &draft.process.stderr_channel})
        if (channel->logfile.kind == LogTarget::Kind::path && channel->logfile.path.empty())
            channel->logfile = {LogTarget::Kind::none, {}};
    if (draft.process.redirect_stderr)
        draft.process.stderr_channel.logfile = {LogTarget::Kind::none, {}};
}

}  // namespace supervise::config
