"""The scenarios: a configuration and steps. Timing that Supervisor leaves to chance (its loop looks once a second) is
kept out: startsecs well away from the programs' life, orders sorted where they depend on who ends first."""
import os
import pathlib

_TABLE = []


class Scenario:
    def __init__(self, name, config, steps, clients=False, needs=()):
        self.name = name
        self.config = config
        self.steps = steps
        self.clients = clients
        self.needs = needs


def scenario(config, clients=False, needs=()):
    def register(steps):
        _TABLE.append(Scenario(steps.__name__, config, steps, clients, needs))
        return steps
    return register


def all_of():
    return _TABLE + list(_refused_configurations())


def _refused_configurations():
    """Each entry of the integration test's table, compared instead of spelled out."""
    cases = pathlib.Path(__file__).parent.parent / "integration" / "config" / "errors" / "cases.txt"
    for number, block in enumerate(cases.read_text().split("\n\n"), 1):
        lines = block.strip("\n").split("\n")
        row = lines[0].lstrip("# ").split(" ")[0]
        config = "\n".join(line for line in lines[1:] if not line.startswith("=> ")) + "\n"

        def steps(s):
            s.t.write("bad.inc", "[program:y]\nnot an option\n")
            s.run("-n", "-c", s.t.conf)
        yield Scenario("refused_%02d_%s" % (number, row), config, steps)


# -- states --------------------------------------------------------------------------------------------------------

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
""", clients=True)
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
""")
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
""")
def autorestart(s):
    s.start()
    names = ("always", "never", "unexpected")
    for code in (7, 8):
        s.until(always="RUNNING", never="RUNNING", unexpected="RUNNING")
        for name in names:
            s.rpc("sendProcessStdin", name, "%d\n" % code)
        s.until_log("exited: always", count=code - 6)
        s.until_log("spawned: 'always'", count=code - 5)
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
""")
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
""")
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
""")
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
""")
def stop_in_back_off(s):
    s.start()
    s.until(backoff="BACKOFF")
    s.ctl("status")
    s.ctl("stop backoff")
    s.ctl("start backoff")
    s.rpc("stopProcess", "backoff")
    s.stop()
    s.log()


# -- names, groups, commands ---------------------------------------------------------------------------------------

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


@scenario(GROUPS, clients=True)
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


@scenario(GROUPS)
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
""", clients=True)
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
""", clients=True)
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


# -- configuration changes -----------------------------------------------------------------------------------------

UPDATED = """@BASE@
[program:kept]
command=sleep 1000
startsecs=0
[program:changed]
command=sleep 1001
startsecs=0
[program:added]
command=sleep 1000
startsecs=0
[program:web]
command=sleep 1000
process_name=%(process_num)s
numprocs=3
startsecs=0
"""


@scenario("""@BASE@
[program:kept]
command=sleep 1000
startsecs=0
[program:changed]
command=sleep 1000
startsecs=0
[program:removed]
command=sleep 1000
startsecs=0
[program:web]
command=sleep 1000
process_name=%(process_num)s
numprocs=2
startsecs=0
""", clients=True)
def reread_and_update(s):
    s.start()
    s.until(kept="RUNNING", changed="RUNNING", removed="RUNNING")
    s.ctl("reread")
    s.ctl("update")
    s.config(UPDATED)
    s.ctl("reread")
    s.rpc("reloadConfig")
    s.ctl("avail")
    s.ctl("update nobody")
    s.ctl("update added")
    s.until(added="RUNNING")
    s.ctl("status")
    s.ctl("update")
    s.until(kept="RUNNING", changed="RUNNING", added="RUNNING", web__0="RUNNING", web__1="RUNNING", web__2="RUNNING")
    s.ctl("status")
    s.ctl("update all")
    s.config("@BASE@\n[program:kept]\ncommand=sleep 1000\nstartsecs=soon\n")
    s.ctl("reread")
    s.ctl("update")
    s.rpc("reloadConfig")
    s.ctl("status")
    s.config("@BASE@\n[program:kept]\ncommand=sleep 1000\nstartsecs=0\n")
    s.ctl("update")
    s.ctl("remove kept")
    s.ctl("stop kept")
    s.ctl("remove kept")
    s.ctl("add kept")
    s.until(kept="RUNNING")
    s.ctl("status")
    s.stop()
    s.log()


# Each pair is what one program said and says; what counts as a change (CFG-212, CFG-213).
CHANGES = [
    "command=sleep 999", "priority=5", "autostart=false", "autorestart=true", "startsecs=1", "startretries=4",
    "exitcodes=0,2", "stopsignal=INT", "stopwaitsecs=11", "stopasgroup=true", "killasgroup=true", "user=root",
    "redirect_stderr=true", "stdout_logfile=@DIR@/x", "stdout_logfile_maxbytes=1MB", "stdout_logfile_backups=1",
    "stderr_logfile=NONE", "stdout_events_enabled=true", "environment=A=1", "directory=/tmp", "umask=077",
    "serverurl=http://x:1", "stdout_capture_maxbytes=1KB", "nonsense=1", "process_name=other", "stdout_logfile=AUTO",
]


@scenario("@BASE@\n[program:one]\ncommand=sleep 1000\nautostart=false\n", needs=("root",))
def what_counts_as_a_change(s):
    s.start()
    for key in CHANGES:
        s.config("@BASE@\n[program:one]\ncommand=sleep 1000\nautostart=false\n%s\n" % key)
        s.note(key, "")
        s.rpc("reloadConfig")
    s.config("@BASE@\n[supervisord]\nenvironment=X=1\n[program:one]\ncommand=sleep 1000\nautostart=false\n")
    s.rpc("reloadConfig")
    s.config("@BASE@\n[program:one]\ncommand=sleep 1000\nautostart=false\n[group:g]\nprograms=one\n")
    s.rpc("reloadConfig")
    s.stop()


# -- configurations that load --------------------------------------------------------------------------------------

@scenario("""@BASE@
[program:full]
command=sleep 1000
process_name=%(program_name)s-%(process_num)d
numprocs=2
numprocs_start=5
priority=12
autostart=false
startsecs=2
startretries=9
autorestart=unexpected
exitcodes=0, 1,2
stopsignal=sigquit
stopwaitsecs=3
stopasgroup=yes
redirect_stderr=on
stdout_logfile=@DIR@/%(program_name)s.%(process_num)d
stdout_logfile_maxbytes=2 MB
stdout_logfile_backups=1_0
stdout_capture_maxbytes=1kb
stdout_events_enabled=TRUE
directory=/tmp
umask=0o22
serverurl=AUTO
environment=A="1",B=2
[program:defaults]
command=/bin/true
autostart=false
[program:offs]
command=/bin/true arg 'two words'
autostart=false
stdout_logfile=off
stderr_logfile=None
stdout_logfile_maxbytes=0
stopsignal=9
autorestart=0
[group:both]
programs=defaults,offs
priority=3
""")
def every_key(s):
    s.start()
    s.rpc("getAllConfigInfo")
    s.ctl("avail")
    s.ctl("status")
    s.files("*.log")
    s.stop()


@scenario("""@BASE@
[include]
files = parts/*.conf  missing/*.conf @DIR@/more.conf
[program:main]
command=echo %(here)s
autostart=false
""")
def includes(s):
    s.t.write("parts/b.conf", "[program:b]\ncommand=echo %(here)s\nautostart=false\n[program:main]\npriority=3\n")
    s.t.write("parts/a.conf", "[program:a]\ncommand=echo %(here)s\nautostart=false\n[program:b]\npriority=4\n")
    s.t.write("parts/ignored.txt", "[program:ignored]\ncommand=echo\n")
    s.t.write("more.conf", "[group:g]\nprograms=a\n")
    s.start()
    s.rpc("getAllConfigInfo")
    s.ctl("avail")
    s.stop()
    s.log()


@scenario("""[unix_http_server]
file = @DIR@/s.sock   ; comment
[supervisord]
logfile : @DIR@/supervisord.log
PIDFILE=@DIR@/supervisord.pid
childlogdir=@DIR@
environment=OUTER="o",LIST="a,b"
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix://@DIR@/s.sock

# comment
   ; indented comment
[program:x] trailing words
  command = sh -c
     'printf "%%s " "$0" "$@"; env | grep -E "^(OUTER|LIST|OWN|MULTI|SUPERVISOR_)" | sort; echo end'
     one "two words"

     # inside
     three
  stdout_logfile = @DIR@/out
  stdout_logfile = @DIR@/final
  environment = OWN='it is its "own" value',
     MULTI="%(program_name)s %(group_name)s %(process_num)02d %(ENV_OUTER)s %(here)s"
  startsecs=0
  autorestart=false
""")
def odd_but_valid_syntax(s):
    s.start()
    s.until_file("final", "^end$")
    s.file("final")
    s.rpc("getAllConfigInfo")
    s.stop()
    s.log()


# -- logs ----------------------------------------------------------------------------------------------------------

@scenario("""@BASE@
[program:talker]
command=sh -c 'while read line; do echo "$line"; done'
startsecs=0
stdout_logfile=@DIR@/out
stdout_logfile_maxbytes=100
stdout_logfile_backups=2
stderr_logfile=NONE
[program:cut]
command=sh -c 'while read line; do echo "$line"; done'
startsecs=0
redirect_stderr=true
stdout_logfile=@DIR@/cut
stdout_logfile_maxbytes=60
stdout_logfile_backups=0
""")
def rotation(s):
    s.start()
    s.until(talker="RUNNING", cut="RUNNING")
    for number in range(9):
        for name in ("talker", "cut"):
            s.rpc("sendProcessStdin", name, "%d%s\n" % (number, "x" * 40))
        s.t.wait(lambda: any("%dx" % number in s.t.read(n) for n in ("out", "out.1")), "line %d" % number)
        s.t.wait(lambda: s.t.read("cut") == "" or "%dx" % number in s.t.read("cut"), "line %d" % number)
    s.stop()
    s.files("out*")
    for name in ("out", "out.1", "out.2", "cut"):
        s.file(name)


@scenario("""@BASE@
[supervisord]
strip_ansi=true
[program:colour]
command=printf 'a\\033[31mred\\033[0m \\033[Kb \\033]0;title\\007 \\033[2Jc \\033 d \\033[1;31Hx\\n'
startsecs=0
autorestart=false
stdout_logfile=@DIR@/out
""")
def stripping_ansi(s):
    s.start()
    s.until(colour="EXITED")
    s.file("out")
    s.stop()


@scenario("""@BASE@
[supervisord]
identifier=id.x
[program:a]
command=sleep 1000
startsecs=0
[program:b]
command=sleep 1000
autostart=false
redirect_stderr=true
[program:c]
command=sleep 1000
autostart=false
stdout_logfile=NONE
stderr_logfile_maxbytes=0
""")
def auto_logs(s):
    for name in ("x-stdout---id.x-aaaaaaaa.log", "x-stderr---id.x-aaaaaaaa.log.3", "x-stdout---other-aaaaaaaa.log", "y.log"):
        s.t.write(name, "old")
    s.start()
    s.until(a="RUNNING")
    s.files("*.log*")
    s.rpc("getAllProcessInfo")
    s.stop()
    s.files("*.log*")
    s.start("-k")
    s.until(a="RUNNING")
    s.stop()
    s.log()


@scenario("""@BASE@
[program:talker]
command=sh -c 'echo one; echo two >&2; while read line; do echo "$line"; done'
startsecs=0
stdout_logfile=@DIR@/out
stderr_logfile=@DIR@/err
""")
def reopening_logs(s):
    s.start()
    s.until_file("out", "one")
    s.until_file("err", "two")
    (s.t.dir / "out").rename(s.t.dir / "out.old")
    s.signal("USR2")
    s.t.wait(lambda: (s.t.dir / "out").exists(), "the log to be opened anew")
    s.rpc("sendProcessStdin", "talker", "three\n")
    s.until_file("out", "three")
    s.stop()
    for name in ("out.old", "out", "err"):
        s.file(name)
    s.log()


# -- the daemon ----------------------------------------------------------------------------------------------------

@scenario("""@BASE@
[program:one]
command=sleep 1000
startsecs=0
[program:two]
command=sleep 1000
startsecs=0
priority=5
[program:three]
command=sleep 1000
startsecs=0
priority=1000
""")
def life_of_a_daemon(s):
    s.start()
    s.until(one="RUNNING", two="RUNNING", three="RUNNING")
    for method in ("getState", "getAPIVersion", "getVersion", "getSupervisorVersion", "getIdentification"):
        s.rpc(method)
    s.rpc("getState", "superfluous")
    s.rpc("noSuchMethod")
    s.run("-n", "-c", s.t.conf)
    s.signal("HUP")
    s.until_log("supervisord started", count=2)
    s.t.wait_ready()
    s.until(one="RUNNING", two="RUNNING", three="RUNNING")
    s.ctl("status")
    s.ctl("reload")
    s.until_log("supervisord started", count=3)
    s.t.wait_ready()
    s.until(one="RUNNING", two="RUNNING", three="RUNNING")
    s.ctl("shutdown")
    s.note("exit status", s.t.daemon.wait_exit())
    s.log_in_order("spawned|stopped|received|started")
    s.log()
    for command in ("status", "shutdown", "start one", "pid", "reload", "avail", "update", "reread", "version"):
        s.ctl(command)


@scenario("""@BASE@
[program:slow]
command=sh -c 'trap "" TERM; echo ready > @DIR@/ready; while :; do sleep 0.05; done'
startsecs=0
stopwaitsecs=1000
""", clients=True)
def commands_during_a_shutdown(s):
    s.start()
    s.until_file("ready", "ready")
    s.until(slow="RUNNING")
    pid = s.t.pid("slow")
    s.ctl("shutdown")
    s.until_log("waiting for slow to die")
    for command in ("shutdown", "reload", "avail", "reread", "update", "add x", "remove x", "status", "start slow",
                    "stop slow", "pid", "version", "clear slow", "tail slow", "signal HUP slow"):
        s.ctl(command)
    for method in ("getState", "getAllProcessInfo", "shutdown", "restart", "getPID"):
        s.rpc(method)

    os.kill(pid, 9)
    s.note("exit status", s.t.daemon.wait_exit())


@scenario("""@BASE@
[supervisord]
loglevel=trace
[program:one]
command=sh -c 'echo hello; exec sleep 1000'
startsecs=0
stdout_logfile=@DIR@/out
stderr_logfile=NONE
""")
def log_at_trace(s):
    s.start()
    s.until_file("out", "hello")
    s.until(one="RUNNING")
    s.rpc("getState")
    s.rpc("getProcessInfo", "nobody")
    s.rpc("stopProcess", "one")
    s.rpc("startProcess", "one")
    s.rpc("signalProcess", "one", "CONT")
    s.stop()
    s.log_in_order(r"DEBG (killing|sending)|TRAC XML-RPC method (called: supervisor.(stop|start|signal)|"
                   r"supervisor.getProcessInfo)")
    s.log_in_order(r"DEBG 'one'")


@scenario("@BASE@\n[inet_http_server]\nport=127.0.0.1:@PORT@\nusername=u\npassword=p\n", clients=True)
def passwords(s):
    s.start()
    url = "http://127.0.0.1:%d" % s.t.port()
    for options in ("-u u -p p", "", "-u u", "-u u -p wrong", "-u x -p p"):
        s.ctl("-s %s %s version" % (url, options))
    s.stop()
    s.log()


_OPTIONS = ("-x", "--frob", "-c", "--configuration", "--conf", "--nodaemon=1", "--log x", "-n -n", "-n --nodaemon",
            "-c a -c b", "-e foo", "--loglevel=foo", "-y 5x", "-z x", "-m 9", "-d /nope", "-l /nope/x", "-j /nope/x",
            "-q /nope", "-a x", "--minprocs x", "foo bar", "-c nope", "--conf=nope", "-c /tmp", "-v", "--vers", "-v -x",
            "-u nobodyhasthisname -c c.conf", "-c c.conf -e", "-s -s", "-i a -i b", "-k -k")


@scenario("@BASE@\n")
def command_line_of_supervisord(s):
    s.t.write("c.conf", "[supervisord]\n")
    for options in _OPTIONS:
        s.run(*options.split(" "))


@scenario("@BASE@\n")
def command_line_of_supervisorctl(s):
    s.t.write("empty.conf", "[supervisord]\n")
    for options in ("-x", "-v", "-s foo", "-s http:// pid", "-u", "--se", "-i -i", "-c nope", "-c empty.conf status",
                    "-s ftp://x status", "-s unix:///no/such/socket status", "-s unix:///no/such/socket pid",
                    "-s http://127.0.0.1:1 status", "-s http://127.0.0.1:1 avail",
                    "--history_file=x -s unix:///no/such/socket pid"):
        s.ctl(options, conf=False)
