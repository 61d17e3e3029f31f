"""The daemon from its start to its end: signals, pidfile, sockets, levels of the log, what it does not start with."""
import os
import socket
import stat

from .scenario import scenario

ONE = "[program:one]\ncommand=sleep 1000\nstartsecs=0\n"
DEAF = ("[program:deaf]\ncommand=sh -c 'trap \"\" TERM; echo ready > @DIR@/ready; while :; do sleep 0.05; done'\n"
        "startsecs=0\nstopwaitsecs=1000\n")


def ended_by(name, rows):
    def steps(s):
        s.start()
        s.until(one="RUNNING")
        s.stop(name)
        s.files("supervisord.pid")
        s.files("s.sock*")
        s.log_in_order("received|stopped|started")
    scenario("@BASE@\n" + ONE, rows, name="ended_by_" + name)(steps)


ended_by("TERM", "DAEMON-052 DAEMON-041 CLI-040")
ended_by("INT", "DAEMON-052 DAEMON-041 CLI-040")
ended_by("QUIT", "DAEMON-052 DAEMON-041 CLI-040")
ended_by("USR1", "DAEMON-056")


def _until_stopping(s):
    s.until_file("ready", "ready")
    s.until(deaf="RUNNING")
    return s.t.pid("deaf")


@scenario("@BASE@\n" + DEAF, "DAEMON-052 DAEMON-053 DAEMON-073")
def signals_during_the_end(s):
    s.start()
    pid = _until_stopping(s)
    s.signal("TERM")
    s.until_log("received SIGTERM")
    s.signal("HUP")
    s.until_log("SIGHUP")
    s.signal("INT")
    s.until_log("received SIGINT")
    s.signal("USR2")
    s.until_log("received SIGUSR2")
    s.signal("TERM")
    s.until_log("received SIGTERM", 2)
    os.kill(pid, 9)
    s.note("exit status", s.t.daemon.wait_exit())
    s.log_in_order("received|ignored|stopped")


@scenario("@BASE@\n" + DEAF, "DAEMON-052 DAEMON-053")
def end_during_a_restart(s):
    s.start()
    pid = _until_stopping(s)
    s.signal("HUP")
    s.until_log("received SIGHUP")
    s.signal("TERM")
    s.until_log("received SIGTERM")
    os.kill(pid, 9)
    s.note("exit status", s.t.daemon.wait_exit())
    s.log_in_order("received|started|stopped")


@scenario("@BASE@\n" + ONE, "DAEMON-076 DAEMON-024 RPC-028")
def restart_keeps_the_process(s):
    s.start()
    s.until(one="RUNNING")
    pid, child = s.t.rpc.getPID(), s.t.pid("one")
    s.config(s.t.conf.read_text().replace("[supervisord]", "[supervisord]\nidentifier=second") + ONE.replace("one", "two"))
    s.rpc("restart")
    s.until_log("supervisord started", 2)
    s.t.wait_ready()
    s.until(one="RUNNING", two="RUNNING")
    s.note("same daemon", s.t.rpc.getPID() == pid)
    s.note("same program", s.t.pid("one") == child)
    s.note("pidfile holds its pid", s.t.read("supervisord.pid") == "%d\n" % pid)
    s.rpc("getIdentification")
    s.stop()


@scenario("@BASE@\n" + ONE, "DAEMON-077 RPC-028 CTL-046")
def restart_with_a_broken_configuration(s):
    s.start()
    s.until(one="RUNNING")
    s.config("@BASE@\n" + ONE + "startsecs=soon\n")
    s.differs("DAEMON-077")
    s.ctl("reload")
    s.differs("DAEMON-077")
    if s.t.ours:
        s.note("and then", s.t.state("one"))
    else:
        s.note("and then", "exit status %d\n%s" % (s.t.daemon.wait_exit(), s.normal.text(s.t.daemon.err())))


@scenario("@BASE@\n" + ONE, "DAEMON-024 DAEMON-041")
def pidfile_that_cannot_be_written(s):
    s.config(s.t.conf.read_text().replace("pidfile=@DIR@/supervisord.pid", "").replace(
        "pidfile=%s/supervisord.pid" % s.t.dir, "pidfile=@DIR@/folder"))
    (s.t.dir / "folder").mkdir()
    s.t.launch()
    s.t.wait(s.t.answers, "the daemon to answer")
    s.until(one="RUNNING")
    s.until_log("pidfile")
    s.log_in_order("pid")
    s.stop()
    s.files("folder")


@scenario("@BASE@\n" + ONE, "DAEMON-025 DAEMON-024")
def pidfile_of_somebody_else(s):
    s.t.write("supervisord.pid", "1\n")
    s.start()
    s.until(one="RUNNING")
    s.note("it holds our pid", s.t.read("supervisord.pid") == "%d\n" % s.t.daemon.pid)
    s.stop()
    s.files("*.pid")


@scenario("@BASE@\n" + ONE, "DAEMON-033 DAEMON-014 DAEMON-023")
def second_daemon(s):
    s.start()
    s.until(one="RUNNING")
    s.run("-n", "-c", s.t.conf)
    s.run("-c", s.t.conf)
    s.files("s.sock*")
    s.files("supervisord.pid")
    s.ctl("status")
    s.stop()


@scenario("@BASE@\n[inet_http_server]\nport=127.0.0.1:@PORT@\n", "DAEMON-033")
def port_in_use(s):
    with socket.socket() as other:
        other.bind(("127.0.0.1", s.t.port()))
        other.listen()
        s.run("-n", "-c", s.t.conf)


@scenario("@BASE@\n" + ONE, "DAEMON-031")
def stale_socket(s):
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(s.t.socket_path))
    s.start()
    s.until(one="RUNNING")
    s.note("printed", s.normal.text(s.t.daemon.err()))
    s.stop()


@scenario("[supervisord]\nlogfile=@DIR@/supervisord.log\npidfile=@DIR@/supervisord.pid\nchildlogdir=@DIR@\n", "DAEMON-034 CFG-132")
def sockets_that_cannot_be_opened(s):
    base = s.t.conf.read_text()
    for section in ("[unix_http_server]\nfile=@DIR@/missing/s.sock", "[unix_http_server]\nfile=@DIR@/%s" % ("long" * 30),
                    "[inet_http_server]\nport=192.0.2.1:9001", "[unix_http_server]\nfile=@DIR@/s.sock\nchown=nobody.nogroup",
                    "[unix_http_server]\nfile=@DIR@/s.sock\nchmod=rwx"):
        s.config(base + section + "\n")
        s.note("configuration", s.normal.text(section))
        s.run("-n", "-c", s.t.conf)


@scenario("@BASE@\n[unix_http_server]\nchmod=0770\nchown=nobody:nogroup\n", "CFG-133 DAEMON-030", needs=("root",))
def owner_and_mode_of_the_socket(s):
    s.start()
    status = s.t.socket_path.stat()
    s.note("mode", oct(stat.S_IMODE(status.st_mode)))
    s.note("owner", "%s" % (s.t.socket_path.owner() + ":" + s.t.socket_path.group()))
    s.files("s.sock*")
    s.stop()


def _levels(level):
    @scenario("@BASE@\n[supervisord]\nloglevel=%s\n" % level + ONE + "[program:bad]\ncommand=/no/such\nstartretries=0\n",
              "LOG-001 CFG-086 CFG-113", name="log_at_" + level)
    def steps(s):
        s.start()
        s.until(one="RUNNING", bad="FATAL")
        s.t.rpc.stopProcess("one")
        s.stop()
        s.log()


for _level in ("critical", "error", "warn", "info"):
    _levels(_level)


@scenario("@BASE@\n[inet_http_server]\nport=127.0.0.1:@PORT@\n[unix_http_server:two]\nfile=@DIR@/two.sock\nusername=u\npassword=p\n",
          "DAEMON-038 DAEMON-039 CFG-130")
def several_servers(s):
    s.start()
    s.until_log("supervisord started")
    s.log_in_order("INFO|CRIT Server")
    for url in ("unix://%s" % s.t.socket_path, "unix://%s/two.sock" % s.t.dir, "http://127.0.0.1:%d" % s.t.port()):
        s.ctl("-s %s status" % url)
        s.ctl("-s %s -u u -p p version" % url)
    s.stop()


@scenario("[supervisord]\nlogfile=@DIR@/supervisord.log\npidfile=@DIR@/supervisord.pid\nchildlogdir=@DIR@\n" + ONE,
          "CFG-136 DAEMON-001")
def no_server_at_all(s):
    s.start()
    s.until_log("entered RUNNING")
    s.stop()
    s.log_in_order("spawned|success|stopped|received|RPC|Server")


@scenario("[unix_http_server]\nfile=@DIR@/s.sock\n[supervisord]\nlogfile=@DIR@/supervisord.log\npidfile=@DIR@/supervisord.pid\n"
          "childlogdir=@DIR@\n[supervisorctl]\nserverurl=unix://@DIR@/s.sock\n" + ONE, "CFG-208 CTL-005")
def without_the_rpc_interface(s):
    s.t.launch()
    s.until_log("supervisord started")
    s.rpc("system.listMethods")
    s.rpc("getState")
    for command in ("status", "start one", "version", "shutdown", "reread", "update", "avail", "pid"):
        s.ctl(command)
    s.stop()


@scenario("@BASE@\n[supervisord]\ndirectory=/usr\numask=077\n[program:p]\ncommand=sh -c 'pwd; umask; echo end'\nstartsecs=0\n"
          "autorestart=false\nstdout_logfile=@DIR@/p\n", "DAEMON-020 DAEMON-021 DAEMON-022 CFG-115 CFG-123")
def in_the_background(s):
    launcher = s.t.launch(foreground=False)
    s.note("the launching process ends with", launcher.wait_exit())
    s.t.wait(s.t.answers, "the daemon to answer")
    s.until_file("p", "end")
    s.file("p")
    s.note("printed", s.normal.text(launcher.out() + launcher.err()))
    s.log_in_order("daemonizing|directory|started")
    s.note("mode of the pidfile", oct((s.t.dir / "supervisord.pid").stat().st_mode & 0o777))
    pid = s.t.rpc.getPID()
    s.note("leads a session", os.getsid(pid) == pid)
    s.ctl("shutdown")
    s.t.wait_gone(pid)
    s.files("*.pid")


@scenario("@BASE@\n" + ONE, "DAEMON-026 CLI-022 CFG-117")
def log_on_the_terminal(s):
    s.start()
    s.until(one="RUNNING")
    s.stop()
    out = s.normal.text(s.t.daemon.out())
    s.note("the same as in the log", out == s.normal.text(s.t.log()))
    s.start("-s")
    s.until(one="RUNNING")
    s.stop()
    s.note("printed with -s", s.normal.text(s.t.daemon.out() + s.t.daemon.err()))


@scenario("@BASE@\n[supervisord]\nuser=root\n", "DAEMON-003 DAEMON-004 CFG-122", needs=("root",))
def user_of_the_daemon(s):
    for config in ("@BASE@\n[supervisord]\nuser=root\n", "@BASE@\n"):
        s.config(config)
        s.start()
        s.stop()
        s.note("said", "\n".join(line for line in s.t.messages() if "uid" in line or "as root" in line))
        s.t.log_path.unlink()


@scenario("@BASE@\n", "DAEMON-009 DAEMON-010 CFG-118 CFG-119 CLI-029")
def limits_that_cannot_be_had(s):
    s.differs("DAEMON-009")
    s.run("-n", "-c", s.t.conf, "-a", "2000000000", wrapper=("prlimit", "--nofile=256:512"))
    s.config("@BASE@\n[supervisord]\nminfds=many\n")
    s.run("-n", "-c", s.t.conf)


@scenario("@BASE@\n" + "[program:p]\ncommand=sh -c 'ulimit -n; echo end'\nstartsecs=0\nautorestart=false\nstdout_logfile=@DIR@/p\n",
          "DAEMON-008 CFG-118 CLI-029")
def number_of_descriptors(s):
    s.start("-a", "2048", wrapper=("prlimit", "--nofile=1024:4096"))
    s.until_file("p", "end")
    s.file("p")
    s.log_in_order("RLIMIT")
    s.stop()


@scenario("@BASE@\n[supervisord]\nlogfile=@DIR@/folder\n", "DAEMON-011 CFG-110")
def logfile_that_cannot_be_opened(s):
    (s.t.dir / "folder").mkdir()
    done = s.t.supervisord("-n", "-c", s.t.conf)
    s.note("exit status", done.code)
    s.differs("DAEMON-011")
    s.note("last line", s.normal.text(done.err.strip().split("\n")[-1]))


@scenario("@BASE@\n[supervisord]\nidentifier=from the file\nloglevel=warn\n" + ONE,
          "CLI-026 CLI-027 CLI-028 CLI-001 CFG-126")
def options_beat_the_file(s):
    s.t.write("logs/x", "")
    s.start("-i", "given", "--logl", "info", "-l", "other.log", "-j", "other.pid", "--childlogdir=%s/logs" % s.t.dir)
    s.rpc("getIdentification")
    s.until(one="RUNNING")
    s.files("other*")
    s.files("*.log")
    s.files("logs/*")
    s.stop()
    s.note("log has", "\n".join(line for line in s.normal.text(s.t.read("other.log")).splitlines() if "spawned" in line))
    s.files("other*")


@scenario("[unix_http_server]\nfile=own.sock\n[supervisord]\n[rpcinterface:supervisor]\n"
          "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface\n[supervisorctl]\nserverurl=unix://own.sock\n"
          "[program:p]\ncommand=sleep 1000\nstartsecs=0\nstdout_logfile=out/p.log\nstderr_logfile=NONE\n",
          "CFG-110 CFG-114 CFG-132 CFG-138 CFG-170")
def relative_paths(s):
    s.t.write("out/x", "")
    s.t.socket_path = s.t.dir / "own.sock"
    s.start("-q", s.t.dir)
    s.until(p="RUNNING")
    s.ctl("status")
    for pattern in ("*.log", "*.pid", "*.sock", "out/*"):
        s.files(pattern)
    s.rpc("getProcessInfo", "p")
    s.stop()
    s.files("*.pid")
