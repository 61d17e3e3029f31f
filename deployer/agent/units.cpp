#include <algorithm>
#include <map>

#include "agent/operations.hpp"
#include "agent/walk.hpp"

namespace deployer::agent {

namespace {

using supervise::fail;
using supervise::Result;
using task::EnsureUnit;
using task::UnitAction;

/// What systemd says of a unit: "LoadState" -> "loaded", ...
using Properties = std::map<std::string, std::string>;

Result<void> check_unit_name(const std::string& unit) {
    const bool bad = unit.empty() || unit[0] == '-' || unit.size() > 255 ||
                     std::any_of(unit.begin(), unit.end(), [](char c) {
                         return static_cast<unsigned char>(c) <= ' ' || c == '/' || c == '*';
                     });
    if (bad)
        return fail("'" + one_line(unit, 100) + "' cannot be the name of a unit");
    return {};
}

/// systemd is what runs this host, not only installed on it.
Result<void> need_systemd(Context& context) {
    if (context.host.exists("/run/systemd/system") && context.host.has_program("systemctl"))
        return {};
    const std::string init = one_line(context.host.read_file("/proc/1/comm", 256).value_or(""), 64);
    return fail("this host is not run by systemd" + (init.empty() ? "" : " (its init is '" + init + "')") +
                ", so its services cannot be set up; describe the supervisor with 'managed: no' there");
}

Result<void> systemctl(Context& context, const std::vector<std::string>& words, const std::string& failure,
                       std::chrono::seconds timeout = limits::command_timeout) {
    std::vector<std::string> argv{"systemctl", "--no-ask-password", "--quiet"};
    argv.insert(argv.end(), words.begin(), words.end());
    const auto finished = context.host.run({.argv = argv, .timeout = timeout});
    if (!finished)
        return fail(failure + ": " + reason("systemctl", finished.error()));
    if (!finished->good())
        return fail(failure + ": " + reason(*finished));
    return {};
}

Result<Properties> look(Context& context, const std::string& unit) {
    const auto finished =
        context.host.run({.argv = {"systemctl", "--no-pager", "show",
                                   "--property=LoadState,ActiveState,UnitFileState,Result", "--", unit}});
    if (!finished || !finished->good())
        return fail("cannot ask systemd about '" + unit +
                    "': " + (finished ? reason(*finished) : reason("systemctl", finished.error())));
    Properties properties;
    for (const std::string& line : split(finished->output, '\n'))
        if (const std::size_t equals = line.find('='); equals != std::string::npos)
            properties[line.substr(0, equals)] = line.substr(equals + 1);
    return properties;
}

bool is_one_of(const std::string& word, std::initializer_list<const char*> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// The command that changes whether the unit starts at boot; empty when it is as wanted. A static unit has
/// nothing to enable.
std::string enablement(const EnsureUnit& operation, Properties& have) {
    const std::string& state = have["UnitFileState"];
    if (!operation.enabled)
        return "";
    if (*operation.enabled)
        return is_one_of(state, {"enabled", "enabled-runtime", "static", "indirect", "generated", "alias"})
                   ? ""
                   : "enable";
    return is_one_of(state, {"enabled", "enabled-runtime", "linked", "linked-runtime"}) ? "disable" : "";
}

/// The same for what it does now.
std::string run_command(const EnsureUnit& operation, Properties& have) {
    const std::string& state = have["ActiveState"];
    switch (operation.action) {
    case UnitAction::none:
        return "";
    case UnitAction::start:
        return is_one_of(state, {"active", "reloading"}) ? "" : "start";
    case UnitAction::stop:
        return is_one_of(state, {"inactive", "failed"}) ? "" : "stop";
    case UnitAction::restart:
        return "restart";
    case UnitAction::reload:
        return "reload";
    }
    return "";
}

/// What the journal of a unit that would not run ends with.
std::string last_words(Context& context, const std::string& unit) {
    const auto journal = context.host.run(
        {.argv = {"journalctl", "--no-pager", "--quiet", "--output=cat", "--lines=5", "--unit=" + unit}});
    const std::string text = journal && journal->good() ? one_line(journal->output) : "";
    return text.empty() ? "" : "; its journal ends with: " + text;
}

task::Answer absent(Context& context, const EnsureUnit& operation) {
    const bool undoes = (operation.action == UnitAction::stop || operation.action == UnitAction::none) &&
                        !operation.enabled.value_or(false);
    if (operation.absent_is_fine && undoes)
        return ok("there is no such unit");
    const bool coming = std::any_of(
        context.forecast.paths.begin(), context.forecast.paths.end(),
        [&operation](const std::string& path) { return components(path).back() == operation.unit; });
    if (context.begin.check && coming)
        return changed();
    return failed("there is no unit '" + operation.unit + "' on this host");
}

std::string past(const std::string& command) {
    return command == "stop" ? "stopped" : command + (command.back() == 'e' ? "d" : "ed");
}

}  // namespace

task::Answer perform(Context& context, const task::UnitState& operation) {
    if (auto checked = check_unit_name(operation.unit); !checked)
        return failed(checked.error());
    task::Answer answer = ok();
    const auto systemd = need_systemd(context);
    const auto finished = systemd
                              ? context.host.run({.argv = {"systemctl", "is-active", "--", operation.unit}})
                              : Result<Finished>(tl::unexpected(systemd.error()));
    answer.value = finished ? one_line(finished->output, 64) : "unknown";
    if (answer.value.empty())
        answer.value = "unknown";
    if (!finished)
        answer.message = finished.error().message;
    return answer;
}

task::Answer perform(Context& context, const EnsureUnit& operation) {
    if (auto checked = check_unit_name(operation.unit); !checked)
        return failed(checked.error());
    if (auto systemd = need_systemd(context); !systemd)
        return operation.absent_is_fine && !operation.enabled.value_or(false) &&
                       operation.action != UnitAction::start
                   ? ok(systemd.error().message)
                   : failed(systemd.error());
    auto have = look(context, operation.unit);
    if (!have)
        return failed(have.error());
    if ((*have)["LoadState"] == "not-found" && (*have)["ActiveState"] != "active")
        return absent(context, operation);
    if ((*have)["LoadState"] == "masked" && operation.action == UnitAction::start)
        return failed("the unit '" + operation.unit + "' is masked; 'systemctl unmask' it first");
    std::string message;
    for (const std::string& command : {enablement(operation, *have), run_command(operation, *have)}) {
        if (command.empty())
            continue;
        message += (message.empty() ? "" : ", ") + past(command);
        if (context.begin.check)
            continue;
        if (auto done = systemctl(context, {command, "--", operation.unit},
                                  "cannot " + command + " '" + operation.unit + "'", limits::unit_timeout);
            !done)
            return failed(done.error().message + last_words(context, operation.unit));
    }
    return message.empty() ? ok() : changed(message);
}

task::Answer perform(Context& context, const task::ReloadUnits& /*operation*/) {
    if (auto systemd = need_systemd(context); !systemd)
        return failed(systemd.error());
    if (context.begin.check)
        return changed();
    const auto done = systemctl(context, {"daemon-reload"}, "cannot reload the units");
    return done ? changed() : failed(done.error());
}

}  // namespace deployer::agent
