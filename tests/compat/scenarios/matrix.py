"""Each thing that can be asked of a process, in each state it can be in."""
from .scenario import scenario

PROGRAMS = """@BASE@
[program:stopped]
command=sleep 1000
autostart=false
startsecs=0
[program:starting]
command=sleep 1000
startsecs=1000
[program:running]
command=sleep 1000
startsecs=0
[program:backoff]
command=/no/such/program
startretries=1000000
[program:stopping]
command=sh -c 'trap "" TERM; echo ready; while :; do sleep 0.05; done'
startsecs=0
stopwaitsecs=1000
stdout_logfile=@DIR@/ready
[program:exited]
command=sleep 1000
startsecs=0
autorestart=false
[program:fatal]
command=/no/such/program
startretries=0
"""
STATES = ("stopped", "starting", "running", "backoff", "stopping", "exited", "fatal")


def into_their_states(s):
    s.start()
    s.until_file("ready", "ready")
    s.until(exited="RUNNING", stopping="RUNNING", starting="STARTING", running="RUNNING", fatal="FATAL")
    # By now its next try is seconds away.
    s.until_log("spawnerr: .*", 3)
    s.t.rpc.signalProcess("exited", "KILL")
    s.t.rpc.stopProcess("stopping", False)
    s.until(**{name: name.upper() for name in STATES})


def _rpc(name, rows, method, *args):
    def steps(s):
        into_their_states(s)
        for state in STATES:
            if (method, state, args) == ("startProcess", "stopping", (False,)):
                s.differs("PROC-029")
            s.rpc(method, state, *args)
        s.ctl("status")
    scenario(PROGRAMS, rows, name="in_each_state_" + name)(steps)


def _ctl(name, rows, words, states=STATES):
    def steps(s):
        into_their_states(s)
        for state in states:
            s.ctl(words + " " + state)
        s.ctl("status")
    scenario(PROGRAMS, rows, name="in_each_state_ctl_" + name)(steps)


_rpc("info", "RPC-043 PROC-060 PROC-061 PROC-062 PROC-064 PROC-066", "getProcessInfo")
_rpc("start", "RPC-032 PROC-013 PROC-029", "startProcess")
_rpc("start_unawaited", "RPC-034 PROC-029", "startProcess", False)
_rpc("start_group", "RPC-036", "startProcessGroup")
_rpc("stop", "RPC-038 PROC-025", "stopProcess")
_rpc("stop_unawaited", "RPC-038", "stopProcess", False)
_rpc("stop_group", "RPC-039", "stopProcessGroup")
_rpc("signal", "RPC-040 PROC-028", "signalProcess", "CONT")
_rpc("signal_group", "RPC-041", "signalProcessGroup", "CONT")
_rpc("stdin", "RPC-054 LOG-070", "sendProcessStdin", "text\n")
_rpc("clear", "RPC-051", "clearProcessLogs")
_rpc("remove", "RPC-031", "removeProcessGroup")
_rpc("tail", "LOG-063 RPC-050", "tailProcessStdoutLog", 0, 100)
_ctl("start", "CTL-023", "start")
_ctl("stop", "CTL-026", "stop")
# What is starting takes a thousand seconds to have been started again.
_ctl("restart", "CTL-028", "restart", [state for state in STATES if state != "starting"])
_ctl("signal", "CTL-029", "signal CONT")
_ctl("pid", "CTL-030", "pid")
_ctl("status", "CTL-020 CTL-021", "status")
_ctl("remove", "CTL-044", "remove")
