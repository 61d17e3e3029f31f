"""supervisorctl, a command at a time: each kind of outcome, with what is printed and the exit status."""
from .scenario import scenario

KINDS = """@BASE@
[program:up]
command=sleep 1000
startsecs=0
[program:off]
command=sleep 1000
autostart=false
startsecs=0
[program:nofile]
command=/no/such/file
autostart=false
[program:noexec]
command=@DIR@/supervisord.conf
autostart=false
[program:early]
command=false
autostart=false
startsecs=3
startretries=0
[group:team]
programs=a,b
[program:a]
command=sleep 1000
startsecs=0
[program:b]
command=sleep 1000
autostart=false
startsecs=0
[program:done]
command=sleep 1000
autostart=false
startsecs=0
autorestart=false
"""


def asks(name, rows, *commands, clients=False, prepare=None):
    def steps(s):
        s.start()
        s.until(up="RUNNING", team__a="RUNNING")
        if prepare:
            prepare(s)
        for command in commands:
            # What concerns several is told as it ends.
            s.ctl(command, sort=command.split()[0] in ("start", "stop", "restart", "signal"))
        s.stop()
    scenario(KINDS, rows, clients=clients, name=name)(steps)


def _end_one(s):
    s.t.rpc.startProcess("done")
    s.t.rpc.signalProcess("done", "KILL")
    s.until(done="EXITED")


asks("ctl_status", "CTL-020 CTL-021 CTL-001",
     "status", "status up", "status up off", "status off", "status done", "status team:*", "status team:a team:b",
     "status team:", "status team", "status all", "status up all nobody", "status nobody", "status nobody up",
     "status nobody:*", "status up up", "status up:up", "status team:nobody off", prepare=_end_one)
asks("ctl_start", "CTL-023 CTL-024 CTL-025 CTL-002",
     "start", "start up", "start off", "start nofile", "start noexec", "start nobody", "start team:nobody",
     "start team:*", "start team:*", "start nobody:*", "start up nobody off", "start team:b team:a", "start :",
     "start *")
asks("ctl_start_that_fails", "CTL-023 PROC-004 RPC-033",
     "start early", "start early off", "status early", "pid early")
asks("ctl_stop", "CTL-026 CTL-027 CTL-002",
     "stop", "stop off", "stop up", "stop up", "stop nobody", "stop team:*", "stop team:*", "stop nobody:*",
     "stop off nobody up", "stop all", "stop all", "status")
asks("ctl_restart", "CTL-028",
     "restart", "restart up", "restart off", "restart nobody", "restart nofile", "restart team:*", "restart nobody:*",
     "restart up nobody off", "status")
asks("ctl_signal", "CTL-029",
     "signal", "signal HUP", "signal CONT up", "signal SIGCONT up", "signal cont up", "signal 18 up",
     "signal NOPE up", "signal CONT off", "signal CONT nobody", "signal CONT team:*", "signal NOPE team:*",
     "signal CONT nobody:*", "signal CONT up off nobody", "signal CONT all", "signal NOPE all")
asks("ctl_pid", "CTL-030",
     "pid", "pid up", "pid off", "pid nobody", "pid up off", "pid nobody up", "pid all", "pid team:a", "pid team:b",
     "pid team:*", "pid up nobody off")
asks("ctl_words_without_arguments", "CTL-015 CTL-049 CTL-043 CTL-044 CTL-012",
     "version", "version now", "avail now", "reread now", "add", "remove", "Version", "VERSION", "?", "!ls", "vers",
     "status;", "exit", "quit", "EOF", "help nothing", "open", "open x", "open ftp://x")
asks("ctl_avail_and_help", "CTL-039 CTL-054 CTL-055",
     "avail", "help", "help start", "help status stop", "help exit")
asks("ctl_update_names", "CTL-042 CTL-041 CTL-040",
     "reread", "update", "update nobody", "update up nobody team", "update all", "update team:*")
asks("ctl_remove_and_add", "CTL-043 CTL-044",
     "remove up", "remove off", "remove off", "add off", "add off", "add nobody", "remove team",
     "remove nobody nofile noexec", "add nofile nobody noexec", "avail")
asks("ctl_fg_that_cannot", "CTL-051",
     "fg", "fg a b", "fg nobody", "fg off", "fg team:*", "fg done", prepare=_end_one)
asks("ctl_tail_that_cannot", "CTL-031 CTL-032",
     "tail", "tail up", "tail -100 up", "tail up stderr", "tail up stdin", "tail -f", "tail -x up", "tail nobody",
     "tail team:*", "tail a b c d", "tail -0 up", "maintail x", "maintail -5 x", "maintail -x")


@scenario(KINDS, "CTL-004 CTL-045 CTL-046 CTL-034", name="ctl_without_a_daemon")
def without_a_daemon(s):
    for command in ("status", "start up", "stop up", "restart up", "signal HUP up", "pid", "tail up", "tail -f up", "maintail", "clear up",
                    "version", "fg up", "shutdown", "reload", "avail", "reread", "add up", "remove up", "update", "update up"):
        s.ctl(command)
    # A file that is no socket, and a port nobody listens on.
    s.t.write("s.sock", "")
    for command in ("status", "pid", "shutdown", "avail"):
        s.ctl(command)
    for command in ("status", "version", "shutdown"):
        s.ctl("-s http://127.0.0.1:1 " + command)


@scenario(KINDS, "CTL-045 CTL-046 CTL-001", name="ctl_shutdown")
def shutdown(s):
    s.start()
    s.until(up="RUNNING", team__a="RUNNING")
    s.ctl("shutdown now")
    s.ctl("reload now")
    s.ctl("shutdown")
    s.note("exit status", s.t.daemon.wait_exit())
    s.ctl("shutdown")


@scenario(KINDS, "CTL-080 CTL-081 CTL-082 CTL-053 CTL-013", name="ctl_shell_of_many_errors")
def shell(s):
    s.start()
    s.until(up="RUNNING", team__a="RUNNING")
    s.shell("start nobody\n\n\nfrobnicate\nstop off\nstart nofile; status\npid up off\nexit\nversion\n".replace("pid up off\n", "pid off\n"))
    s.shell("status nobody")
    s.shell("")
    s.stop()
