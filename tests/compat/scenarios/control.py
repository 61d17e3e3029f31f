"""Commands and methods: names, groups, logs read back, wrong words."""
from .scenario import scenario

GROUPS = """@BASE@
[program:web]
command=sleep 1000
process_name=%(program_name)s_%(process_num)02d
numprocs=3
startsecs=0
autostart=false
[program:m1]
command=sleep 1000
startsecs=0
priority=5
[program:m2]
command=sleep 1000
startsecs=0
priority=4
[program:single]
command=sleep 1000
startsecs=0
[group:team]
programs=m1,m2
priority=7
[group:empty]
programs=
"""


@scenario(GROUPS, "CTL-014 CTL-020 CTL-021 CTL-023 CTL-024 CTL-026 CTL-028 CTL-030 CTL-039 CFG-169", clients=True)
def groups_and_names(s):
    s.start()
    s.until(team__m1="RUNNING", team__m2="RUNNING", single="RUNNING")
    for command in ("status", "status team:*", "status team:", "status team", "status web:web_01 single",
                    "status empty:*", "status nogroup:*", "avail", "pid", "pid single", "pid web:web_00", "pid all",
                    "pid nobody", "pid team:*"):
        s.ctl(command)
    for command in ("start web:*", "start web:*", "stop web:web_01", "start web:web_01 web:web_00", "restart single",
                    "restart web:*", "stop team:* nobody web:*", "start nogroup:*", "stop nogroup:*", "restart nogroup:*",
                    "start team", "start", "stop", "restart", "stop all", "start all", "start single:single"):
        s.ctl(command, sort=True)
    s.rpc("getAllConfigInfo")
    s.stop()
    s.log_in_order("INFO spawned")


@scenario(GROUPS, "RPC-035 RPC-036 RPC-037 RPC-039 RPC-040 RPC-041 RPC-042")
def groups_over_xmlrpc(s):
    s.start()
    s.until(team__m1="RUNNING", team__m2="RUNNING", single="RUNNING")
    for method, *args in (("startProcessGroup", "web"), ("startProcessGroup", "web"), ("startProcessGroup", "nobody"),
                          ("stopProcessGroup", "team"), ("startProcess", "team:*"), ("stopProcess", "web:*"),
                          ("stopAllProcesses",), ("startAllProcesses",), ("signalProcessGroup", "team", "CONT"),
                          ("signalAllProcesses", "CONT"), ("signalProcess", "team:*", "CONT"),
                          ("signalProcessGroup", "team", "FOO"), ("startProcess", "empty:*"), ("stopProcessGroup", "empty"),
                          ("startProcess", "m1"), ("stopProcess", "team:nobody"), ("signalProcess", "nobody", "HUP"),
                          ("signalProcess", "single", "FOO"), ("signalProcess", "single", 18)):
        s.rpc(method, *args, sort=True)
    s.stop()


@scenario("""@BASE@
[program:one]
command=sleep 1000
startsecs=0
""", "CTL-012 CTL-015 CTL-025 CTL-027 CTL-029 CTL-032 CTL-043 CTL-044", clients=True)
def wrong_commands(s):
    s.start()
    s.until(one="RUNNING")
    for command in ("frobnicate", "STATUS", "version", "version x", "reread x", "avail x", "shutdown x", "reload x",
                    "signal", "signal HUP", "signal FOO one", "signal HUP nobody", "signal HUP nogroup:*", "clear",
                    "clear nobody", "clear one", "clear all", "tail", "tail nobody", "tail one foo", "tail -x one",
                    "tail a b c d", "tail -f", "pid one nobody", "add", "remove", "add one", "add nobody", "remove one",
                    "remove nobody", "start;", "status;"):
        s.ctl(command)
    s.stop()


@scenario("""@BASE@
[program:talker]
command=sh -c 'i=0; while [ $i -lt 400 ]; do printf "line %%03d\\n" $i; i=$((i+1)); done; echo to stderr >&2; echo done; exec sleep 1000'
startsecs=0
stdout_logfile=@DIR@/out
stderr_logfile=@DIR@/err
[program:none]
command=sleep 1000
startsecs=0
stdout_logfile=NONE
""", "LOG-060 LOG-061 LOG-062 LOG-063 CTL-031 RPC-049 RPC-050 RPC-051", clients=True)
def reading_logs(s):
    s.start()
    s.until_file("out", "done")
    s.until_file("err", "to stderr")
    for command in ("tail talker", "tail -10 talker", "tail -0 talker", "tail --5 talker", "tail talker stderr",
                    "tail none", "tail -100 talker STDERR", "tail none stderr"):
        s.ctl(command)
    for offset, length in ((0, 0), (0, 10), (-10, 0), (10, 10), (3990, 100), (5000, 10), (-10, 5), (5, -1), (0, -1)):
        for method in ("readProcessStdoutLog", "tailProcessStdoutLog", "readProcessStderrLog", "tailProcessStderrLog",
                       "readProcessLog", "tailProcessLog"):
            s.rpc(method, "talker", offset, length)
    for method in ("readProcessStdoutLog", "tailProcessStdoutLog"):
        for name in ("none", "nobody", "talker:*"):
            s.rpc(method, name, 0, 10)
    s.ctl("clear talker")
    s.file("out")
    s.file("err")
    s.stop()
