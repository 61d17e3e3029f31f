"""What both clients are asked, as data."""
from scripted_server import Fault, Hangup, Raw, Status

#: The programs of the real daemon. startsecs=0 keeps the states from depending on when one looks.
CONFIG = """\
[unix_http_server]
file=@DIR@/s.sock

[supervisord]
logfile=@DIR@/supervisord.log
pidfile=@DIR@/supervisord.pid
childlogdir=@DIR@
nodaemon=true

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix://@DIR@/s.sock

[program:web]
command=/bin/sh -c 'printf "one\\ntwo\\nthree <&> %%s\\n" ok; echo "to stderr" >&2; exec sleep 1000'
startsecs=0

[program:off]
command=/bin/sleep 1000
autostart=false
startsecs=0

[program:missing]
command=@DIR@/no-such-file
autostart=false

[program:plainfile]
command=@DIR@/ctl.conf
autostart=false

[program:quits]
command=/bin/false
autostart=false
startretries=0

[program:a_program_with_quite_a_long_name_indeed]
command=/bin/sleep 1000
autostart=false
startsecs=0

[group:g]
programs=a,b

[program:a]
command=/bin/cat
startsecs=0
priority=5

[program:b]
command=/bin/sleep 1000
startsecs=0
autostart=false

[program:many]
command=/bin/sleep 1000
process_name=%(process_num)02d
numprocs=20
autostart=false
"""

#: More names than our client has calls at once: it then begins and looks, instead of waiting in calls.
MANY = " ".join("many:%02d" % i for i in range(20))

#: What a reread finds: `off` has changed, `missing` is gone, `late` is new.
CHANGED_CONFIG = CONFIG.replace("[program:off]\ncommand=/bin/sleep 1000", "[program:off]\ncommand=/bin/sleep 2000") \
    .replace("[program:missing]\ncommand=@DIR@/no-such-file\nautostart=false\n", "") \
    + "\n[program:late]\ncommand=/bin/sleep 1000\nautostart=false\n"

BAD_CONFIG = CONFIG + "\n[program:bad]\ncommand=x\nnumprocs=many\n"

#: Steps with the real daemon, in this order. A string is a command line of blank-separated words, a list its words;
#: "=changed", "=bad" and "=good" replace the configuration.
STEPS = [
    # CTL-054, CTL-055, CTL-060 to CTL-071
    "help", "?", "help help", "? status", "help add", "help avail", "help clear", "help exit", "help fg", "help maintail",
    "help open", "help pid", "help quit", "help reload", "help remove", "help reread", "help restart", "help shutdown",
    "help signal", "help start", "help status", "help stop", "help tail", "help update", "help version",
    "help nothing", "help start stop", "help EOF",
    # CTL-012, CTL-013, CTL-053, CLI-056
    "foo", "Status", "!ls", "start; status", "stat-us", "; status", ["status; version"], [""], ["  "], ["", "version"],
    "exit", "quit", "EOF", "exit now",
    # CTL-020 to CTL-022, CTL-014
    "status", "status all", "status web", "status off", "status web web off", "status g:*", "status g:", "status g:a",
    "status g", "status a", "status nope", "status nope:*", "status nope off", "status g:nope", "status web nope:",
    "status nope all", "status a_program_with_quite_a_long_name_indeed web", ["status web   off"],
    # CTL-015
    "shutdown now", "reload now", "avail now", "reread now", "version now",
    # CTL-049, CTL-030
    "version", "pid", "pid web", "pid off", "pid nope", "pid g:*", "pid g:a", "pid all", "pid web off nope", "pid nope web",
    # CTL-031, CTL-032
    "tail", "tail web", "tail -5 web", "tail -0 web", "tail --5 web", "tail web stderr", "tail web STDERR", "tail web foo",
    "tail web it's", "tail -x web", "tail -f", "tail -5", "tail a b c d", "tail nope", "tail -1_0 web", "tail -99999999999 web",
    "tail off", "tail web off stdout", "tail -5 web stdout", "tail g:a", "tail g:*", "tail -", "tail - web",
    "tail -f nope", "tail -f nope stderr", "tail web stdout stderr", "tail -5 web foo", "tail stderr", "tail -5 nope stderr",
    "tail g:b stderr", "tail -1600 web", "tail web -5", "tail --help web", "tail -f web foo", "tail -5 -5 web", "tail -5.0 web",
    "tail missing stderr", "tail nope foo", "tail g:a StdOut", "tail -2147483647 web", "tail -2147483648 web",
    "tail --2147483648 web", "tail --10 web stderr",
    # CTL-037; the text of the log differs by its times and is compared where it has none
    "maintail x", "maintail -x", "maintail -5 x", "maintail -f x", "maintail -0x", "maintail --999999",
    # CTL-023 to CTL-025
    "start", "start nope", "start nope:*", "start g:nope", "start web", "start missing", "start plainfile", "start quits",
    "start off", "start off", "start g:*", "start g:*", "start nope web", "start web nope:*", "status",
    # CTL-029
    "signal", "signal HUP", "signal FOO web", "signal CONT web", "signal SIGCONT web g:a", "signal 18 web",
    "signal CONT nope", "signal CONT nope:*", "signal CONT missing", "signal CONT g:*", "signal FOO g:*", "signal CONT all",
    "signal nope all", "signal CONT web off nope g:a missing", "signal CONT web web", "signal -1 web", "signal 999 web",
    "signal sigcont web", "signal 0 web", "signal CONT g:* web", "signal CONT web all", "signal CONT g", "signal CONT g:b g:a",
    # CTL-026, CTL-027
    "stop", "stop nope", "stop nope:*", "stop off", "stop off", "stop g:*", "stop g:*", "stop missing web off", "status",
    # CTL-028
    "restart", "restart nope", "restart web", "restart off nope", "restart g:*", "restart nope:*", "restart missing",
    # CTL-038
    "clear", "clear web", "clear off nope", "clear all", "clear nope:x", "clear g:a g:b",
    "clear nope all", "clear web web", "clear g",
    # CTL-039, CTL-040
    "avail", "reread",
    # CTL-043, CTL-044
    "add", "remove", "add web", "add nope", "remove web", "remove nope", "remove nope off quits", "add quits", "add quits nope",
    # CTL-040 to CTL-042
    "=bad", "reread", "update", "update web", "=changed", "reread", "avail", "update nope web", "update late", "add late",
    "update", "update", "status", "=good", "update all", "update nope", "update g", "update web g nope nope",
    "update g:*", "update web all", "reread", "add g", "remove g", "stop web", "remove web nope", "add web", "add web g", "status off missing late",
    # CTL-050
    "open", "open ftp://x", "open x", "open http", ["open unix://@DIR@/s.sock"], "open unix:///no/such/socket",
    "open http://127.0.0.1:1", "open HTTP://x", "open unix://s.sock", "open unix://nope.sock", "open unix:",
    "open http://[::1]:1", "open http:", "open UNIX://@DIR@/s.sock", "open http://127.0.0.1:1 x", "open ://",
    "open unix://@DIR@/ctl.conf",
    # CTL-051
    "fg", "fg a b", "fg nope", "fg off", "fg g:*",
]

CTRL_C = b"\x03"

#: Command lines at a terminal: what is typed once something has been shown so many times. Not fg: the threads of the
#: packaged one do not end with it.
AT_TERMINAL = [
    ("tail -f web", [((b"three", 1), CTRL_C)]),                                                         # CTL-033
    ("maintail -f", [((b"web entered RUNNING", 1), CTRL_C)]),
    ("-i version", []),
    ("", [((b"supervisor> ", 1), b"version\n"), ((b"supervisor> ", 2), CTRL_C)]),                          # CTL-081
    ("-i shutdown", [((b"y/N? ", 1), b"n\n")]),                                                         # CTL-047
    ("-i reload", [((b"y/N? ", 1), b"\n")]),
    ("-i shutdown", [((b"y/N? ", 1), b"nyes\n")]),
    ("-i stop nope", []),
    ("-i pid g:b", []),
    ("tail -f web stderr", [((b"to stderr", 1), CTRL_C)]),
]

#: What is piped into the shell.
SHELL = ["", "version\n", "pid g:b\n\n  \nfoo\nstatus nope\n", "help\nexit\nversion\n", "version", "quit\n", "EOF\nversion\n",
         "shutdown\nn\nreload\nno\n", "tail web\nopen ftp://x\n? pid\n"]

#: Command lines that need no daemon: options, configuration files, servers that do not answer.
OFFLINE = [
    # CLI-001 to CLI-008, CLI-050 to CLI-055
    "-x", "--x", "-c", "--conf", "-s", "-v", "--version", "--help=x", "-n status", "-cx -cy status", "-ux --user y status",
    "-px -p y status", "-i -i status", "-ra -rb status", "-s foo status", "-s http:// status", "--serverurl=x status",
    "-s it's status", "-c @DIR@/none.conf status", "-c @DIR@ status", "-c @DIR@/empty.conf status",
    "-c @DIR@/nosection.conf status", "--i=1 status", "-c @DIR@/expansion.conf status",
    # CTL-004, CTL-007, CTL-011
    "-c @DIR@/ctl.conf status", "-c @DIR@/ctl.conf start x", "-c @DIR@/ctl.conf pid", "-c @DIR@/ctl.conf version",
    "-c @DIR@/ctl.conf shutdown", "-c @DIR@/ctl.conf reload", "-c @DIR@/ctl.conf avail", "-c @DIR@/ctl.conf reread",
    "-c @DIR@/ctl.conf update", "-c @DIR@/ctl.conf add", "-c @DIR@/ctl.conf add x", "-c @DIR@/ctl.conf remove x",
    "-c @DIR@/ctl.conf tail", "-c @DIR@/ctl.conf tail -f x", "-c @DIR@/ctl.conf maintail -f", "-c @DIR@/ctl.conf clear",
    "-c @DIR@/ctl.conf fg x", "-c @DIR@/ctl.conf restart", "-c @DIR@/ctl.conf signal", "-c @DIR@/ctl.conf stop x y",
    "-c @DIR@/ctl.conf open unix:///none", "-c @DIR@/ctl.conf version x", "-c @DIR@/ctl.conf help",
    "-s unix://@DIR@/ctl.conf status", "-s unix://@DIR@/ctl.conf shutdown", "-s unix://@DIR@/ctl.conf reload",
    "-s unix://@DIR@ status", "-s unix://@DIR@/ctl.conf/x status", "-s unix://relative.sock status",
    "-s unix:///" + "x" * 120 + " status", "-s http://127.0.0.1:1 status", "-s http://127.0.0.1:1 shutdown",
    "-s http://127.0.0.1:1 stop x", "-s http://127.0.0.1:1 add x", "-s http://localhost:1/path status",
    "-s http://no-such-host.invalid:9001 status", "-s http://no-such-host.invalid shutdown",
    "-s ftp://x status", "-s ftp://x shutdown", "-s ftp://x pid", "-s foo:80 status", "-s HTTP://x status",
    "-s http://127.0.0.1:x status", "-s http://127.0.0.1:99999 status", "-s http://x:y@127.0.0.1:1 status",
    "-s unix:relative status", "-s http://[::1]:1 status", "-s http://[::1] shutdown", "-s http://[::1]:1/RPC2 pid",
    "-s http://[::1 status", "-s http://u@127.0.0.1:1 pid", "-s http://127.0.0.1:1?x=y#z pid", 
    "-s http://127.0.0.1: shutdown", "-s unix://~/none.sock pid", "-s unix:// pid", "-s unix:///none.sock?x pid",
    "-s http://127.0.0.1:1 tail -f x", "-s http://127.0.0.1:1 maintail -f",
    # CLI-050 to CLI-057: options beside each other, and before and behind the action
    "-c @DIR@/ctl.conf -u a -p b status", "-c @DIR@/ctl.conf -u a status", "-c @DIR@/ctl.conf -r /none/history pid",
    "-c @DIR@/ctl.conf -i pid", "-i -c @DIR@/ctl.conf stop x", "-ic @DIR@/ctl.conf status", "-c@DIR@/ctl.conf -upb pid",
    "-c @DIR@/ctl.conf status -i", "-c @DIR@/ctl.conf -- pid", "--configuration @DIR@/ctl.conf --serverurl unix://x pid",
    "--username=a --password=b -s unix://x pid", "--history_file=x -s unix://x pid", "--interactive -s unix://x pid",
    # CFG-138 to CFG-141, CFG-003: what the section says
    *("-c @DIR@/%s pid" % name for name in (
        "home.conf", "relative.conf", "here.conf", "ipv6.conf", "credentials.conf", "url.conf", "upper.conf", "env.conf",
        "noenv.conf", "blank.conf", "bracket.conf", "include.conf", "twice.conf", "all.conf", "unknown.conf")),
]

#: Without -c: the files of a folder of its own, in which both run (CFG-001).
SEARCHES = [
    {}, {"supervisord.conf": "[supervisorctl]\nserverurl=unix://@DIR@/here.sock\n"},
    {"etc/supervisord.conf": "[supervisorctl]\nserverurl=unix://@DIR@/etc.sock\n"},
    {"supervisord.conf": "[supervisorctl]\nserverurl=unix://@DIR@/here.sock\n",
     "etc/supervisord.conf": "[supervisorctl]\nserverurl=unix://@DIR@/etc.sock\n"},
    {"supervisord.conf": "[supervisord]\n"},
]

#: Files for the above.
FILES = {
    "ctl.conf": "[supervisorctl]\nserverurl=unix://@DIR@/none.sock\n",
    "empty.conf": "",
    "nosection.conf": "[supervisord]\n",
    "home.conf": "[supervisorctl]\nserverurl=unix://~/none.sock\n",
    "relative.conf": "[supervisorctl]\nserverurl=unix://sub/../none.sock\n",
    "here.conf": "[supervisorctl]\nserverurl=unix://%(here)s/none.sock\n",
    "ipv6.conf": "[supervisorctl]\nserverurl=http://[::1]:1\n",
    "credentials.conf": "[supervisorctl]\nserverurl=http://u:p@127.0.0.1:1\nusername=a\npassword=b\n",
    "url.conf": "[supervisorctl]\nserverurl=nonsense\n",
    "upper.conf": "[supervisorctl]\nserverurl=UNIX://@DIR@/none.sock\n",
    "env.conf": "[supervisorctl]\nserverurl=unix://%(ENV_HOME)s/none.sock\n",
    "noenv.conf": "[supervisorctl]\nserverurl=unix://%(ENV_NOT_THERE)s/none.sock\n",
    "bracket.conf": "[supervisorctl]\nserverurl=http://[::1:9001\n",
    "blank.conf": "[supervisorctl]\nserverurl=\n",
    "include.conf": "[include]\nfiles=here.conf\n",
    "twice.conf": "[supervisorctl]\nserverurl=unix:///one\n[supervisorctl]\nserverurl=unix:///two\n",
    "all.conf": "[supervisorctl]\nserverurl=unix://@DIR@/none.sock\nusername=a\npassword=b\nprompt=x\nhistory_file=@DIR@/h\n",
    "unknown.conf": "[supervisorctl]\nserverurl=unix://@DIR@/none.sock\nunknown=1\n",
    "expansion.conf": "[supervisorctl]\nserverurl=unix://%(nope)s/x\n",
}


def result(name, status, group=None, description="OK"):
    return {"name": name, "group": group or name, "status": status, "description": description}


def info(name, state, statename, group=None, description="something", pid=0):
    return {"name": name, "group": group or name, "state": state, "statename": statename, "description": description,
            "pid": pid}


SHUTDOWN = Fault(6, "SHUTDOWN_STATE")
FAULTS = [Fault(1, "UNKNOWN_METHOD"), Fault(2, "INCORRECT_PARAMETERS"), SHUTDOWN, Fault(10, "BAD_NAME: x"),
          Fault(11, "BAD_SIGNAL: x"), Fault(20, "NO_FILE: it's"), Fault(21, "NOT_EXECUTABLE: x"), Fault(30, "FAILED: x"),
          Fault(40, "ABNORMAL_TERMINATION: x"), Fault(50, "SPAWN_ERROR: x"), Fault(60, "ALREADY_STARTED: x"),
          Fault(70, "NOT_RUNNING: x"), Fault(80, "SUCCESS"), Fault(90, "ALREADY_ADDED"), Fault(91, "STILL_RUNNING"),
          Fault(92, "CANT_REREAD: bad\nfile"), Fault(4711, "\u00e9 \"x\" 'y'")]
STATUSES = [Status(401, "Unauthorized"), Status(500, "Internal Server Error"), Status(404, "Not Found")]
EVERY_CODE = [result("p%d" % code, code, "g", "text") for code in (80, 10, 11, 20, 21, 30, 40, 50, 60, 70, 80)]


def every_fault(method, *lines):
    for fault in FAULTS:
        for line in lines:
            yield {method: fault}, line


def every_result(method, line):
    """Each result code alone, and the good one behind it."""
    for code in (6, 10, 11, 20, 21, 30, 40, 50, 60, 70, 80, 4711):
        yield {method: [result("x", code, "g", "what happened"), result("y", 80)]}, line


STATES = [info("p%d" % state, state, name) for state, name in (
    (0, "STOPPED"), (10, "STARTING"), (20, "RUNNING"), (30, "BACKOFF"), (40, "STOPPING"), (100, "EXITED"), (200, "FATAL"),
    (1000, "UNKNOWN"))]


def scripted():
    """(answers, command line) for the scripted daemon."""
    everything = ["status", "start x", "stop x", "restart x", "signal HUP x", "pid", "tail x", "maintail", "clear x", "version",
                  "fg x", "shutdown", "reload", "avail", "reread", "add x", "remove x", "update"]
    for answer in STATUSES + [SHUTDOWN, Fault(1, "UNKNOWN_METHOD")]:
        for line in everything:
            yield {"supervisor.getVersion": answer, **{m: answer for m in (
                "supervisor.shutdown", "supervisor.restart", "supervisor.getAllConfigInfo", "supervisor.reloadConfig",
                "supervisor.addProcessGroup", "supervisor.removeProcessGroup")}}, line
    for line in ("status", "stop x", "version"):
        yield {"supervisor.getVersion": "4.1"}, line                            # CTL-006
        yield {"supervisor.getVersion": Hangup()}, line
    yield from every_fault("supervisor.startProcess", "start x", "start x:y z")
    yield from every_fault("supervisor.startProcessGroup", "start x:*")
    yield from every_fault("supervisor.startAllProcesses", "start all")
    yield from every_fault("supervisor.stopProcess", "stop x", "stop x:y z")
    yield from every_fault("supervisor.stopProcessGroup", "stop x:*")
    yield from every_fault("supervisor.stopAllProcesses", "stop all")
    yield from every_fault("supervisor.signalProcess", "signal HUP x")
    yield from every_fault("supervisor.signalProcessGroup", "signal HUP x:*")
    yield from every_fault("supervisor.signalAllProcesses", "signal HUP all")
    yield from every_fault("supervisor.clearProcessLogs", "clear x", "clear x:y z")
    yield from every_fault("supervisor.clearAllProcessLogs", "clear all")
    yield from every_fault("supervisor.readProcessStdoutLog", "tail x")
    yield from every_fault("supervisor.readProcessStderrLog", "tail -5 x stderr")
    yield from every_fault("supervisor.readLog", "maintail")
    yield from every_fault("supervisor.getProcessInfo", "pid x", "fg x")
    yield from every_fault("supervisor.getAllProcessInfo", "status", "pid all")
    yield from every_fault("supervisor.getPID", "pid")
    yield from every_fault("supervisor.getSupervisorVersion", "version")
    yield from every_fault("supervisor.shutdown", "shutdown")
    yield from every_fault("supervisor.restart", "reload")
    yield from every_fault("supervisor.getAllConfigInfo", "avail")
    yield from every_fault("supervisor.reloadConfig", "reread", "update", "update x")
    yield from every_fault("supervisor.addProcessGroup", "add x y")
    yield from every_fault("supervisor.removeProcessGroup", "remove x y")
    yield from every_result("supervisor.startProcessGroup", "start g:*")
    yield from every_result("supervisor.startAllProcesses", "start all")
    yield from every_result("supervisor.stopProcessGroup", "stop g:*")
    yield from every_result("supervisor.stopAllProcesses", "stop all x")
    yield from every_result("supervisor.signalProcessGroup", "signal HUP g:*")
    yield from every_result("supervisor.signalAllProcesses", "signal HUP all")
    yield from every_result("supervisor.clearAllProcessLogs", "clear all")
    # The status is the last one set (CTL-001).
    yield {"supervisor.stopProcess": True, "supervisor.startProcess": Fault(50, "SPAWN_ERROR")}, "restart x"
    yield {"supervisor.stopProcess": Fault(70, "NOT_RUNNING"), "supervisor.startProcess": True}, "restart x"
    yield {"supervisor.stopProcess": Fault(10, "BAD_NAME"), "supervisor.startProcess": True}, "restart x x:y"
    # CTL-021
    for process in STATES:
        yield {"supervisor.getAllProcessInfo": [process, info("up", 20, "RUNNING")]}, "status"
        yield {"supervisor.getAllProcessInfo": [process, info("up", 20, "RUNNING")]}, "status nope %s" % process["name"]
    yield {"supervisor.getAllProcessInfo": []}, "status"
    yield {"supervisor.getAllProcessInfo": []}, "status x"
    yield {"supervisor.getAllProcessInfo": [info("caf\u00e9", 20, "RUNNING", "\u732b" * 20, "\u00fc <&> \u2026")]}, "status"
    yield {"supervisor.getAllProcessInfo": [info("p", 20, "A_VERY_LONG_STATE", "g", "")]}, "status g:p"
    yield {"supervisor.getAllProcessInfo": [info("p", 20, "RUNNING", pid=7), info("q", 0, "STOPPED")]}, "pid all"
    yield {"supervisor.getProcessInfo": info("p", 0, "STOPPED")}, "pid p p"
    for state in (0, 10, 30, 40, 100, 200, 1000):
        yield {"supervisor.getProcessInfo": info("p", state, "X")}, "fg p"
    # CTL-031: what a program wrote
    for text in ("", "a", "a\n", "\n\n", "caf\u00e9\u732b", "<&>'\"]]>", "tab\tand\x7f", "  blanks  "):
        yield {"supervisor.readProcessStdoutLog": text}, "tail x"
        yield {"supervisor.readLog": text}, "maintail -7"
    # CTL-033, CTL-034
    for chunks in ([b"one\n", b"two\n"], [b"x" * 100000], ["caf\u00e9\n".encode()], []):
        yield {"/logtail/x/stdout": chunks}, "tail -f x"
        yield {"/logtail/x/stderr": chunks}, "tail -f x stderr"
        yield {"/mainlogtail": chunks}, "maintail -f"
    for answer in (Status(404, "Not Found"), Status(410, "Gone"), Status(500, "Error"), Status(401, "Unauthorized")):
        yield {"/logtail/g:x/stdout": answer}, "tail -f g:x"
        yield {"/mainlogtail": answer}, "maintail -f"
    # CTL-039
    yield {"supervisor.getAllConfigInfo": [
        {"name": "p", "group": "p", "inuse": True, "autostart": True, "group_prio": 999, "process_prio": 1},
        {"name": "q", "group": "caf\u00e9", "inuse": False, "autostart": False, "group_prio": -1, "process_prio": 0},
        {"name": "n" * 40, "group": "g", "inuse": False, "autostart": True, "group_prio": 5, "process_prio": 6},
    ]}, "avail"
    yield {"supervisor.getAllConfigInfo": []}, "avail"
    # CTL-040 to CTL-042
    changes = [[["new", "b"], ["changed"], ["gone", "a"]]]
    done = {"supervisor.stopProcessGroup": [result("x", 80)], "supervisor.removeProcessGroup": True,
            "supervisor.addProcessGroup": True, "supervisor.getAllProcessInfo": [info("p", 0, "STOPPED", "changed")]}
    for line in ("reread", "update", "update all", "update new", "update changed nope", "update nope changed all", "update gone",
                 "update a"):
        yield {"supervisor.reloadConfig": changes, **done}, line
        yield {"supervisor.reloadConfig": [[[], [], []]], **done}, line
    for part in done:
        for answer in (Fault(30, "FAILED: no"), Fault(91, "STILL_RUNNING: x"), Fault(10, "BAD_NAME: x")):
            yield {"supervisor.reloadConfig": changes, **done, part: answer}, "update"
            yield {"supervisor.reloadConfig": changes, **done, part: answer}, "update new changed"
    yield {"supervisor.reloadConfig": changes, **done, "supervisor.stopProcessGroup": [result("x", 30)]}, "update"
    # The good ends of the rest.
    for method, line in (("supervisor.shutdown", "shutdown"), ("supervisor.restart", "reload"),
                         ("supervisor.addProcessGroup", "add x y"), ("supervisor.removeProcessGroup", "remove x y"),
                         ("supervisor.clearProcessLogs", "clear x g:y"), ("supervisor.startProcess", "start x g:y"),
                         ("supervisor.stopProcess", "stop x g:y"), ("supervisor.signalProcess", "signal 1 x g:y")):
        yield {method: True}, line
    # Things no daemon should say.
    for body in (b"", b"no xml", b"<html></html>"):
        yield {"supervisor.getPID": Raw(body)}, "pid"
