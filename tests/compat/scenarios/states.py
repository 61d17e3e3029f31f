"""Processes: states, starts that fail, back-off, deaths, stops."""
from .scenario import scenario


@scenario("""@BASE@
[program:up]
command=sleep 1000
startsecs=0
[program:down]
command=sleep 1000
autostart=false
[program:ended]
command=sleep 2
startsecs=0
autorestart=false
[program:failed]
command=sh -c 'sleep 2; exit 3'
startsecs=0
autorestart=false
[program:absent]
command=/no/such/program
startretries=0
""", "PROC-001 PROC-003 PROC-005 PROC-009 PROC-061 PROC-062 PROC-066 RPC-043 RPC-045 CTL-020", clients=True)
def every_state(s):
    s.start()
    s.until(up="RUNNING", ended="EXITED", failed="EXITED", absent="FATAL")
    s.ctl("status")
    s.ctl("status up")
    s.ctl("status nobody up absent")
    s.ctl("avail")
    for name in ("up", "down", "ended", "failed", "absent", "nobody"):
        s.rpc("getProcessInfo", name)
    s.rpc("getAllProcessInfo")
    s.rpc("getAllConfigInfo")
    s.ctl("stop all", sort=True)
    s.ctl("status")
    s.stop()
    s.log()


@scenario("""@BASE@
[program:crash]
command=sh -c 'echo out; echo err >&2; exit 2'
startsecs=3
startretries=2
stdout_logfile=@DIR@/out
stderr_logfile=@DIR@/err
""", "PROC-004 PROC-008 PROC-009 PROC-061")
def back_off_and_fatal(s):
    s.start()
    s.until(crash="FATAL")
    s.rpc("getProcessInfo", "crash")
    s.ctl("status")
    s.file("out")
    s.file("err")
    s.log_in_order("crash")
    s.ctl("start crash")
    s.until(crash="FATAL")
    s.stop()
    s.log()


@scenario("""@BASE@
[program:always]
command=sh -c 'read code; exit $code'
startsecs=0
autorestart=true
[program:never]
command=sh -c 'read code; exit $code'
startsecs=0
autorestart=false
[program:unexpected]
command=sh -c 'read code; exit $code'
startsecs=0
exitcodes=0,7
""", "PROC-007 PROC-005 CFG-157 CFG-164")
def autorestart(s):
    s.start()
    names = ("always", "never", "unexpected")
    for code in (7, 8):
        s.until(always="RUNNING", never="RUNNING", unexpected="RUNNING")
        for name in names:
            s.rpc("sendProcessStdin", name, "%d\n" % code)
        s.until_log("exited: always", count=code - 6)
        s.until_log("spawned: 'always'", count=code - 5)
        s.until_log("exited: unexpected", count=code - 6)
        if code == 8:
            s.until_log("spawned: 'unexpected'", count=3)
        s.until(never="EXITED", always="RUNNING", unexpected="EXITED" if code == 7 else "RUNNING")
        s.rpc("getProcessInfo", "never")
        s.rpc("getProcessInfo", "unexpected")
        s.ctl("start never")
        s.ctl("start unexpected")
    s.stop()
    s.log()


@scenario("""@BASE@
[program:killed]
command=sleep 1000
startsecs=0
autorestart=false
""", "PROC-006 DAEMON-058 RPC-044")
def deaths_by_signal(s):
    s.start()
    # SIGPIPE is not among them: programs inherit it ignored from Supervisor (PROC-045).
    for signal in ("KILL", "SEGV", "ABRT", "HUP", "USR1", "ALRM", "XCPU", "VTALRM", "SYS"):
        s.until(killed="RUNNING")
        s.ctl("signal %s killed" % signal)
        s.until(killed="EXITED")
        s.rpc("getProcessInfo", "killed")
        s.ctl("start killed")
    s.stop()
    s.t.log_path.write_text(s.t.log().replace(" (core dumped)", ""))
    s.log()


@scenario("""@BASE@
[program:stubborn]
command=sh -c 'trap "" TERM; echo ready; while :; do sleep 0.1; done'
startsecs=0
stopwaitsecs=1
stdout_logfile=@DIR@/out
[program:polite]
command=sh -c 'trap "exit 0" USR1; echo ready; while :; do sleep 0.05; done'
startsecs=0
stopsignal=USR1
stdout_logfile=@DIR@/out2
""", "PROC-020 PROC-021 PROC-022 CFG-160 CFG-161")
def stops(s):
    s.start()
    s.until(stubborn="RUNNING", polite="RUNNING")
    s.until_file("out", "ready")
    s.until_file("out2", "ready")
    s.ctl("stop stubborn")
    s.ctl("stop polite")
    s.ctl("stop polite")
    s.rpc("getAllProcessInfo")
    s.log()


@scenario("""@BASE@
[program:quote]
command="unclosed
autostart=false
[program:empty]
command=
autostart=false
[program:absent]
command=@DIR@/absent
autostart=false
[program:folder]
command=@DIR@
autostart=false
[program:unfound]
command=no-such-command
autostart=false
[program:plain]
command=@DIR@/supervisord.conf
autostart=false
[program:auto]
command=@DIR@/supervisord.conf
startretries=1
""", "PROC-030 PROC-034 PROC-011 RPC-032 CTL-023")
def what_cannot_start(s):
    s.start()
    s.until(auto="FATAL")
    for name in ("quote", "empty", "absent", "folder", "unfound", "plain", "auto"):
        s.rpc("startProcess", name)
        s.rpc("startProcess", name, False)
        s.ctl("start " + name)
        s.rpc("getProcessInfo", name)
    s.rpc("startAllProcesses", sort=True)
    s.stop()
    s.log()


@scenario("""@BASE@
[program:backoff]
command=@DIR@/missing
startretries=1000
""", "PROC-025 PROC-012 RPC-038")
def stop_in_back_off(s):
    s.start()
    s.until(backoff="BACKOFF")
    s.ctl("status")
    s.ctl("stop backoff")
    s.ctl("start backoff")
    s.rpc("stopProcess", "backoff")
    s.stop()
    s.log()
