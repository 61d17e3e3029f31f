#include "rpc/reference.hpp"

#include <iterator>

#include <fmt/format.h>

#include "log/limits.hpp"
#include "rpc/interfaces.hpp"
#include "rpc/limits.hpp"
#include "rpc/system_methods.hpp"
#include "rpc/value.hpp"

namespace supervise::rpc {
namespace {

constexpr std::string_view preamble = R"(# XML-RPC interface

<!-- Made from the method tables in libsupervise/rpc by `cmake --build BUILD --target generate_docs`. -->

Every socket of the daemon, `[unix_http_server]` and `[inet_http_server]`, takes XML-RPC calls as `POST /RPC2`. The methods
are Supervisor's, with the same names, types, member order and faults; clients written for it work. Where something
differs, [compatibility.md](compatibility.md) says so. A running daemon tells the same as this page: `system.listMethods`,
`system.methodHelp`, `system.methodSignature`.

A namespace is there when the configuration has its section:

    [rpcinterface:supervisor]
    supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

## Calling

With curl, over the Unix socket and over TCP with a password:

    curl -s --unix-socket /run/supervisor.sock -H 'Content-Type: text/xml' http://localhost/RPC2 -d \
      '<methodCall><methodName>supervisor.getState</methodName></methodCall>'

    curl -s -u user:password -H 'Content-Type: text/xml' http://127.0.0.1:9001/RPC2 -d '<methodCall>
      <methodName>supervisor.startProcess</methodName>
      <params><param><value><string>web</string></value></param></params></methodCall>'

With Python:

```python
import xmlrpc.client

server = xmlrpc.client.ServerProxy("http://user:password@127.0.0.1:9001/RPC2")
print(server.supervisor.getState())  # {'statecode': 1, 'statename': 'RUNNING'}
try:
    server.supervisor.startProcess("web")
except xmlrpc.client.Fault as fault:
    print(fault.faultCode, fault.faultString)  # 60 ALREADY_STARTED: web
```

Over a Unix socket, `xmlrpc.client` needs a transport:

```python
import http.client, socket, xmlrpc.client

class UnixConnection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect("/run/supervisor.sock")

class UnixTransport(xmlrpc.client.Transport):
    def make_connection(self, host):
        return UnixConnection(host)

server = xmlrpc.client.ServerProxy("http://localhost/RPC2", transport=UnixTransport())
```

A connection may be kept for any number of calls.

## Names and waiting

`name` means the process `name` of the group `name`; `group:name` any process; `group:*` and `group:` the whole group, where
a method takes one. Starting and stopping reply when the processes are where they were sent, or have failed to get there;
with `wait` false, when the signal or the spawn is done. Other connections are served meanwhile. A client that hangs up
does not take back what it asked for.

## Values

| in a call | meaning |
|---|---|
| `int`, `i4`, `i8` | a whole number of at most 64 bits |
| `boolean` | true for `1`, else false |
| `string`, or text without a type | text, blanks kept; CDATA and character references are understood |
| `base64` | bytes, wherever text is asked for |
| `double`, `dateTime.iso8601`, `nil`, `array`, `struct` | as in the XML-RPC specification; `nil` is null |
| any other type | its text |

A number is also taken as text (`"5"`), and any value as a boolean by its truth: empty and zero are false. Calls are UTF-8,
whatever an encoding declaration says. Without `params` a call has no parameters.

Replies are well-formed XML 1.0 in UTF-8, whatever a program wrote: bytes that are not UTF-8, and characters that XML cannot
carry, arrive as U+FFFD. Numbers that do not fit into 32 bits are sent as `i8`. Times are seconds since 1970 and stand still
at 2^31-1.

)";

constexpr std::string_view roles = R"(## Roles

The `username` of a server may call everything, and so may whoever reaches a server that asks nobody. Users of
`[http_user:x]` sections have a role: `read`, `operate`, which may do what `read` may, or `admin`, which may do all. A call
that needs a higher one is answered HTTP 403, and the reason says which; inside a `system.multicall` it is the fault
FORBIDDEN. A method below that names no role needs `read`.

)";

constexpr std::string_view structures = R"(
## Structs

**A process**, as `getProcessInfo` and `getAllProcessInfo` tell it:

| member | type | meaning |
|---|---|---|
| `name`, `group` | string | the process and its group |
| `start`, `stop` | int | time of the last start and of the last end; 0: never |
| `now` | int | time of the reply |
| `state` | int | 0 STOPPED, 10 STARTING, 20 RUNNING, 30 BACKOFF, 40 STOPPING, 100 EXITED, 200 FATAL, 1000 UNKNOWN |
| `statename` | string | the state's name |
| `spawnerr` | string | why the last start failed, or empty |
| `exitstatus` | int | of the last end; -1: by a signal; 0 while it runs |
| `logfile`, `stdout_logfile`, `stderr_logfile` | string | paths of the logs, or empty; the first is the second |
| `pid` | int | 0: it does not run |
| `description` | string | what `supervisorctl status` shows: `pid 42, uptime 0:01:00` |

**A result for one process**, in the arrays that methods about several processes return: first what was settled at once, in
order of priority, then the others as they got there.

| member | type | meaning |
|---|---|---|
| `name`, `group` | string | the process and its group |
| `status` | int | 80, or the code of a fault |
| `description` | string | `OK`, or the text of the fault |

**A configured process**, as `getAllConfigInfo` tells it; what the keys mean is in [configuration.md](configuration.md).

| member | type | meaning |
|---|---|---|
| `group`, `name` | string | the group, the process |
| `group_prio`, `process_prio` | int | the priorities |
| `inuse` | boolean | the group is active |
| `uid` | int or string | number of the account, or `none` |
| `autorestart` | boolean or string | or `unexpected` |
| `stopsignal` | int | its number |
| `stdout_logfile`, `stderr_logfile` | string | a path, `none`, or `auto` while the file is not there yet |
| `directory`, `serverurl` | string | `none`: not set |
| `command` | string | as configured, expanded |
| `exitcodes` | array of int | |
| `startsecs`, `startretries`, `stopwaitsecs` | int | |
| `autostart`, `killasgroup`, `redirect_stderr` | boolean | |
| `stdout_logfile_maxbytes`, `stderr_logfile_maxbytes` | int | bytes; 0: no rotation |
| `stdout_logfile_backups`, `stderr_logfile_backups` | int | |
| `stdout_capture_maxbytes`, `stderr_capture_maxbytes` | int | bytes |
| `stdout_events_enabled`, `stderr_events_enabled`, `stdout_syslog`, `stderr_syslog` | boolean | |
)";

std::string limit_rows() {
    constexpr std::size_t mib = 1024 * 1024;
    return fmt::format(
        "\n## Limits\n\n"
        "| of a call | at most |\n|---|---|\n"
        "| bytes | {} MiB |\n| elements | {} |\n| depth of elements | {} |\n| members of a struct | {} |\n"
        "| calls in a `system.multicall` | {}, and {} MiB of results |\n"
        "| log text in a reply | {} MiB |\n"
        "| message of `twiddler.log` | {} KiB |\n\n"
        "What is larger or deeper, document types and entities of its own are answered with HTTP 400, and "
        "the\nreason is in the daemon's log. A wrong number or type of parameters is a fault.\n",
        limits::max_call_bytes / mib, limits::max_call_nodes, limits::max_depth, limits::max_struct_members,
        limits::max_multicall, limits::max_multicall_reply / mib,
        log::limits::reply_bytes / std::int64_t{mib}, limits::max_log_message / 1024);
}

std::string fault_table() {
    std::string text =
        "## Faults\n\nThe text of a fault is its name, or its name and a detail: `BAD_NAME: web`. "
        "Every method may give\nUNKNOWN_METHOD, INCORRECT_PARAMETERS and SHUTDOWN_STATE.\n\n"
        "| code | name | meaning |\n|---|---|---|\n";
    for (const FaultRow& row : fault_rows())
        fmt::format_to(std::back_inserter(text), "| {} | {} | {} |\n", static_cast<int>(row.code), row.name,
                       row.meaning);
    return text;
}

std::string head_of(std::string_view name_space, const Method& method) {
    std::string parameters;
    for (const Param& param : method.params)
        fmt::format_to(std::back_inserter(parameters), "{}{}{}{}", parameters.empty() ? "" : ", ", param.name,
                       param.optional ? "=" : "", param.optional ? "..." : "");
    return fmt::format("\n### {}.{}({})\n\n", name_space, method.name, parameters);
}

std::string about(std::string_view name_space, const Method& method) {
    std::string text = head_of(name_space, method);
    fmt::format_to(std::back_inserter(text), "{}\n\n", method.summary);
    for (const Param& param : method.params)
        fmt::format_to(std::back_inserter(text), "- `{}` ({}{}): {}\n", param.name, type_name(param.type),
                       param.optional ? ", may be left out" : "", param.help);
    fmt::format_to(std::back_inserter(text), "- returns {}: {}\n", type_name(method.result),
                   method.result_help);
    if (method.role != config::Role::read)
        fmt::format_to(std::back_inserter(text), "- role: {}\n", config::role_name(method.role));
    for (const FaultCode fault : method.faults)
        text.append(fault == method.faults.front() ? "- faults: " : ", ")
            .append(fault_name(static_cast<int>(fault)));
    text += method.faults.empty() ? "" : "\n";
    return text;
}

std::string methods_text(std::string_view name_space, std::string_view summary, const Methods& methods) {
    std::string text = fmt::format("\n## {}\n\n{}\n", name_space, summary);
    for (const Method& method : methods)
        text += about(name_space, method);
    return text;
}

}  // namespace

std::string reference_text() {
    std::string text(preamble);
    text += roles;
    text += fault_table();
    text += limit_rows();
    text += structures;
    for (const Factory& factory : factories()) {
        const config::RpcInterfaceConfig usual{std::string(factory.usual), std::string(factory.name), {}};
        text += methods_text(factory.usual, fmt::format("Factory `{}`.\n\n{}", factory.name, factory.summary),
                             factory.make(usual));
    }
    text += methods_text("system", "Always there. These work while the daemon shuts down, too.",
                         system_methods());
    return text;
}

}  // namespace supervise::rpc
