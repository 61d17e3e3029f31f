#include "transport/start_command.hpp"

#include <fmt/format.h>

#include "transport/greeting.hpp"

namespace deployer::transport {
namespace {

/// Nothing from the network or the shell's state decides what is executed: a folder of ours that nobody else
/// can write, and a name that is the hash of what was put there.
constexpr std::string_view folder_part = R"sh(u=$(umask); umask 077;
p() {{ echo "{problem}$1" >&2; exit 1; }};
[ -n "$HOME" ] || p "HOME is not set for $(id -un)";
d=$HOME/.hadeploy; a=$d/agent-{sha256};
[ -d "$d" ] || e=$(mkdir -m 700 "$d" 2>&1) || [ -d "$d" ] || p "$e";
[ -L "$d" ] && p "$d is a symbolic link; it has to be a folder of $(id -un)";
[ -O "$d" ] || p "$d does not belong to $(id -un)";
case $(ls -ld "$d") in drwx--[-S]---*) ;; *) p "others can use $d; remove it, or chmod 700 it if you trust its content";; esac;
[ -f "$a" ] && [ -s "$a" ] && [ -x "$a" ] && umask $u && exec "$a";)sh";

/// `head -c` of BusyBox may read further than it prints, which does no harm: nothing comes behind the program
/// before the agent has spoken.
constexpr std::string_view receive_part = R"sh(
[ "$(uname -s)" = Linux ] || p "the host runs $(uname -s); the agent needs Linux";
{machine}
echo; echo {wants};
t=$d/upload.$$;
e=$(head -c {size} 2>&1 >"$t") || {{ rm -f "$t"; p "the agent cannot be written: $e"; }};
[ $(wc -c <"$t") -eq {size} ] || {{ rm -f "$t"; p "the agent did not arrive whole"; }};
if command -v sha256sum >/dev/null 2>&1; then
case $(sha256sum <"$t") in {sha256}*) ;; *) rm -f "$t"; p "the agent arrived damaged";; esac; fi;
sync "$t" 2>/dev/null;
e=$(chmod 700 "$t" 2>&1 && mv -f "$t" "$a" 2>&1) || {{ rm -f "$t"; p "the agent cannot be put in place: $e"; }};
for f in "$d"/agent-*; do [ "$f" = "$a" ] || rm -f "$f"; done;
umask $u; exec "$a")sh";

std::string machine_check(const AgentProgram& agent) {
    if (agent.machines.empty())
        return {};
    return fmt::format(
        "case $(uname -m) in {}) ;; *) p \"the host is $(uname -m); the agent here is for {}\";; esac;",
        fmt::join(agent.machines, "|"), agent.machines.front());
}

}  // namespace

std::string start_script(const AgentProgram& agent) {
    const std::string_view wants = wants_agent_line.substr(1, wants_agent_line.size() - 2);
    std::string script =
        fmt::format(folder_part, fmt::arg("problem", problem_mark), fmt::arg("sha256", agent.sha256));
    script += fmt::format(receive_part, fmt::arg("machine", machine_check(agent)), fmt::arg("wants", wants),
                          fmt::arg("size", agent.bytes.size()), fmt::arg("sha256", agent.sha256));
    // Lines are for the readers of this file; a line end within quotes is not for every login shell.
    for (char& character : script)
        if (character == '\n')
            character = ' ';
    return script;
}

}  // namespace deployer::transport
