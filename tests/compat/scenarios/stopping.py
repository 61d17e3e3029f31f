"""Stop signals, process groups, SIGKILL after stopwaitsecs, and signals sent by hand."""
from .scenario import scenario

#: Says each signal it gets; ends by 0 at those of `ends`.
LISTENS = (r"""sh -c 'for s in TERM HUP INT QUIT USR1 USR2; do """
           r"""trap "echo got $s; case \" %s \" in *\" $s \"*) exit %d;; esac" $s; done; """
           r"""echo ready; while :; do sleep 0.05; done'""")


def listens(name, ends, code, *keys):
    return "[program:%s]\ncommand=%s\nstartsecs=0\nautorestart=false\nstdout_logfile=@DIR@/%s\n%s\n" % (
        name, LISTENS % (ends, code), name, "\n".join(keys))


STOP_SIGNALS = ("TERM", "HUP", "INT", "QUIT", "USR1", "USR2")


@scenario("@BASE@\n" + "".join(listens(name.lower(), name, 0, "stopsignal=" + name) for name in STOP_SIGNALS),
          "CFG-160 PROC-020 PROC-021")
def each_stop_signal(s):
    s.start("-e", "debug")
    for name in map(str.lower, STOP_SIGNALS):
        s.until_file(name, "ready")
        s.ctl("stop " + name)
        s.file(name)
    s.ctl("status")
    s.log_in_order("stopped:|killing")
    s.stop()


@scenario("@BASE@\n" + listens("expected", "TERM", 3, "exitcodes=3") + listens("not", "TERM", 3) +
          "[program:signalled]\ncommand=sleep 1000\nstartsecs=0\n"
          "[program:killed]\ncommand=sleep 1000\nstartsecs=0\nstopsignal=KILL\n",
          "PROC-021 RPC-044")
def ends_of_stopped_programs(s):
    s.start()
    s.until(expected="RUNNING", signalled="RUNNING", killed="RUNNING", **{"not": "RUNNING"})
    s.until_file("expected", "ready")
    s.until_file("not", "ready")
    for name in ("expected", "not", "signalled", "killed"):
        s.rpc("stopProcess", name)
        s.rpc("getProcessInfo", name)
    s.log_in_order("stopped:")
    s.stop()


@scenario("@BASE@\n" + listens("deaf", "", 0, "stopwaitsecs=1"), "PROC-022 PROC-029 PROC-064 RPC-038 CFG-161 CTL-026")
def while_stopping(s):
    s.config(s.t.conf.read_text().replace("stopwaitsecs=1", "stopwaitsecs=1000"))
    s.start()
    s.until_file("deaf", "ready")
    s.rpc("stopProcess", "deaf", False)
    s.until_file("deaf", "got TERM")
    s.ctl("status")
    s.rpc("getProcessInfo", "deaf")
    s.rpc("stopProcess", "deaf")
    s.rpc("stopProcess", "deaf", False)
    s.rpc("stopProcessGroup", "deaf")
    s.ctl("stop deaf")
    s.rpc("startProcess", "deaf")
    s.differs("PROC-029")
    s.rpc("startProcess", "deaf", False)
    s.rpc("sendProcessStdin", "deaf", "x")
    s.rpc("removeProcessGroup", "deaf")
    s.rpc("signalProcess", "deaf", "USR1")
    s.until_file("deaf", "got USR1")
    s.rpc("signalProcess", "deaf", "KILL")
    s.until(deaf="STOPPED")
    s.rpc("getProcessInfo", "deaf")
    s.log_in_order("stopped:|WARN process")
    s.stop()


@scenario("@BASE@\n" + listens("deaf", "", 0, "stopwaitsecs=1"), "PROC-022 CFG-161")
def killed_after_the_wait(s):
    s.start("-e", "debug")
    s.until_file("deaf", "ready")
    s.rpc("stopProcess", "deaf")
    s.file("deaf")
    s.log_in_order("stopped:|killing")
    s.stop()


#: A program and its child, which says that it got TERM.
FAMILY = r"""[program:%s]
command=sh -c '
    sh -c "trap \"echo child got TERM >> @DIR@/%s.child; exit\" TERM; echo up > @DIR@/%s.child; while :; do sleep 0.05; done" 2>/dev/null &
    echo $! > @DIR@/%s.pid; wait; wait'
startsecs=0
stopwaitsecs=2
stdout_logfile=NONE
%s
"""


def family(name, *keys):
    return FAMILY % (name, name, name, name, "\n".join(keys))


def _stop_family(s, name):
    s.until_file(name + ".child", "up")
    s.until_file(name + ".pid", r"\d")
    child = int(s.t.read(name + ".pid"))
    s.rpc("stopProcess", name)
    return child


@scenario("@BASE@\n" + family("alone"), "PROC-024 PROC-023 CFG-162")
def stop_without_the_group(s):
    s.start("-e", "debug")
    child = _stop_family(s, "alone")
    s.note("its child lives", s.t.alive(child))
    s.file("alone.child")
    s.log_in_order("killing|stopped:")
    s.stop()


@scenario("@BASE@\n" + family("together", "stopasgroup=true"), "PROC-023 CFG-162 CFG-163")
def stop_with_the_group(s):
    s.start("-e", "debug")
    child = _stop_family(s, "together")
    s.t.wait_gone(child)
    s.file("together.child")
    s.log_in_order("killing|stopped:")
    s.stop()


@scenario("@BASE@\n[program:deaf]\ncommand=sh -c 'trap \"\" TERM; sleep 1000 & echo $! > @DIR@/deaf.pid; wait'\n"
          "startsecs=0\nstopwaitsecs=1\nkillasgroup=true\n", "PROC-023 PROC-022 CFG-163")
def kill_with_the_group(s):
    s.start("-e", "debug")
    s.until_file("deaf.pid", r"\d+")
    child = int(s.t.read("deaf.pid"))
    s.rpc("stopProcess", "deaf")
    s.t.wait_gone(child)
    s.log_in_order("killing|stopped:")
    s.stop()


@scenario("@BASE@\n" + listens("ears", "QUIT", 0) + listens("off", "", 0, "autostart=false"), "PROC-028 RPC-040 CTL-029 CFG-087")
def signals_by_hand(s):
    s.start("-e", "debug")
    s.until_file("ears", "ready")
    for signal, shown in (("HUP", "HUP"), ("SIGUSR1", "USR1"), ("usr2", "USR2"), ("2", "INT")):
        s.rpc("signalProcess", "ears", signal)
        s.until_file("ears", "got " + shown)
    for signal in ("", "NOPE", "SIGNOPE", "99", "-1", "SIG", "HUP HUP", "0"):
        s.rpc("signalProcess", "ears", signal)
    s.rpc("signalProcess", "off", "HUP")
    s.rpc("signalProcess", "nobody", "NOPE")
    s.ctl("signal HUP off")
    s.ctl("signal NOPE ears")
    s.ctl("signal QUIT ears")
    s.until(ears="EXITED")
    s.rpc("getProcessInfo", "ears")
    s.log_in_order("sending|exited:")
    s.stop()


@scenario("@BASE@\n[program:p]\ncommand=sleep 1000\nstartsecs=0\nprocess_name=%(process_num)d\nnumprocs=3\n",
          "RPC-038 RPC-039 CTL-026 CTL-014")
def stops_of_members(s):
    s.start()
    s.until(p__0="RUNNING", p__1="RUNNING", p__2="RUNNING")
    s.rpc("stopProcess", "p:1")
    s.rpc("stopProcess", "p:1")
    s.rpc("stopProcess", "1")
    s.rpc("stopProcess", "p")
    s.rpc("stopProcess", "p:*", sort=True)
    s.rpc("stopProcessGroup", "p")
    s.ctl("stop p:0 p:3 p")
    s.ctl("start p:*", sort=True)
    s.ctl("stop p:2 p:0", sort=True)
    s.ctl("status p:*")
    s.stop()
