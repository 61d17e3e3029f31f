"""Every command of supervisorctl that succeeds, for all pairs of programs: one's daemon with the other's client."""
from .scenario import scenario

TALKERS = """@BASE@
[inet_http_server]
port=127.0.0.1:@PORT@
username=u
password=p
[supervisorctl]
username=u
password=p
[program:cat]
command=cat
startsecs=0
stdout_logfile=@DIR@/cat.out
stderr_logfile=@DIR@/cat.err
[program:loud]
command=sh -c 'trap "echo usr1 >&2" USR1; echo ready >&2; while :; do read -r line; echo "$line" >&2; done'
startsecs=0
stopsignal=KILL
stdout_logfile=@DIR@/loud.out
stderr_logfile=@DIR@/loud.err
"""


def say(s, name, text):
    return lambda: s.t.rpc.sendProcessStdin(name, text)


@scenario(TALKERS, "CTL-033 CTL-031 CTL-037 WEB-030", clients=True)
def followed_logs(s):
    s.start()
    s.until(cat="RUNNING", loud="RUNNING")
    s.until_file("loud.err", "ready")
    say(s, "cat", "first\n")()
    s.until_file("cat.out", "first")
    s.follow("tail -f cat", ("first", say(s, "cat", "Grüße\n")), ("Grüße", say(s, "cat", "third\n")), ("third", None))
    s.follow("tail -f loud stderr", ("ready", say(s, "loud", "more\n")), ("more", None))
    s.follow("maintail -f", ("entered RUNNING", lambda: s.t.rpc.stopProcess("loud")), ("stopped: loud", None), text=False)
    s.ctl("tail -6 cat")
    s.ctl("tail -200 loud stderr")
    s.stop()


@scenario(TALKERS, "CTL-029 CTL-037 CTL-038", clients=True)
def signals_and_main_log(s):
    s.start()
    s.until(cat="RUNNING", loud="RUNNING")
    s.until_file("loud.err", "ready")
    s.ctl("signal USR1 loud")
    say(s, "loud", "\n")()
    s.until_file("loud.err", "usr1")
    s.ctl("signal CONT all", sort=True)
    s.ctl("signal sigcont cat loud")
    s.ctl("signal INT cat")
    s.until_log("exited: cat")
    s.t.match("exited: cat", s.client.ctl("maintail").out)
    s.t.match("exited: cat", s.client.ctl("maintail -2000").out)
    s.ctl("clear cat loud")
    s.file("loud.err")
    s.stop()


@scenario(TALKERS, "CTL-051", clients=True)
def foreground(s):
    s.start()
    s.until(cat="RUNNING", loud="RUNNING")
    s.until_file("loud.err", "ready")
    # Shown twice: as typed, and as the program says it.
    s.foreground("fg cat", ("Press Ctrl-C", 1, "hello\n"), ("hello", 2, "Malmö <&>\n"), ("Malmö <&>", 2, None))
    s.file("cat.out")
    s.stop()


@scenario(TALKERS, "CTL-080 CTL-081 CTL-082 CTL-047 CTL-050 CTL-053", clients=True)
def shell(s):
    s.start()
    s.until(cat="RUNNING", loud="RUNNING")
    url = "http://127.0.0.1:%d" % s.t.port()
    s.shell("status cat\nversion\navail\nstop cat\nstart cat\nsignal CONT cat\nclear cat\nhelp stop\nfrobnicate\nexit\n")
    s.shell("open %s\nversion\nrestart cat\nopen unix://%s\nversion\nquit\n" % (url, s.t.socket_path))
    s.shell("-i", "shutdown\nn\nreload\nn\nversion\n")
    s.stop()


@scenario(TALKERS, "CTL-004 CTL-030 CTL-045 CTL-046 CTL-049", clients=True)
def life_and_end(s):
    s.start()
    s.until(cat="RUNNING", loud="RUNNING")
    s.ctl("pid")
    s.ctl("version")
    s.ctl("-s http://127.0.0.1:%d -u u -p p reload" % s.t.port())
    s.until_log("supervisord started", count=2)
    s.t.wait_ready()
    s.until(cat="RUNNING", loud="RUNNING")
    s.ctl("restart all", sort=True)
    s.ctl("status")
    s.ctl("shutdown")
    s.note("exit status", s.t.daemon.wait_exit())
    for command in ("status", "pid", "shutdown", "start cat", "tail -f cat", "maintail -f", "fg cat"):
        s.ctl(command)
