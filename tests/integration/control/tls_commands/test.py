"""HTTPS: every way of supervisorctl to talk to the daemon, and Python's own XML-RPC client."""
import os
import re
import signal
import subprocess
import xmlrpc.client

from harness import certificates

ours_only = "Supervisor has no TLS"


class Follower:
    """supervisorctl with a pipe at each end."""

    def __init__(self, t, *words):
        self.process = subprocess.Popen([t.programs.supervisorctl, "-c", str(t.conf), *words], env=t.env,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        os.set_blocking(self.process.stdout.fileno(), False)
        self.seen = b""

    def has(self, text):
        self.seen += self.process.stdout.read() or b""
        return text in self.seen

    def type(self, text):
        self.process.stdin.write(text)
        self.process.stdin.flush()

    def interrupt(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)


def commands(t, proxy):
    t.match(r"^talker +RUNNING", t.ctl("status talker", code=0).out)
    t.ctl("stop talker", code=0, out="talker: stopped\n")
    t.ctl("start talker", code=0, out="talker: started\n")
    t.ctl("-s", "https://127.0.0.1:%d" % t.port(), "pid", code=0, out="%d\n" % t.daemon.pid)
    t.ctl("-i", code=0, input="open https://localhost:%d\npid\n" % t.port(),
          out=re.compile(r"(?s).*talker +RUNNING.*\n.*%d\n.*" % t.daemon.pid))
    # PROC-044: what programs are told leads back here.
    t.equal(t.read("out").splitlines()[0], "https://127.0.0.1:%d" % t.port(), "SUPERVISOR_SERVER_URL")
    t.equal(proxy.supervisor.getProcessInfo("talker")["statename"], "RUNNING", "over xmlrpc.client")


def large_answers(t, proxy):
    """Many TLS records, one connection."""
    t.wait(lambda: t.dir.joinpath("large").stat().st_size == 3000000, "the large log")
    line = b"a line that is neither short nor long\n"
    expected = (line * (3000000 // len(line) + 1))[:3000000]
    t.equal(proxy.supervisor.readProcessStdoutLog("large", 0, 0).encode() == expected, True, "all of it, unchanged")
    t.equal(t.ctl("tail -2000000 large", code=0).out.encode() == expected[-2000000:] + b"\n", True, "by supervisorctl")


def streams(t):
    follower = Follower(t, "tail", "-f", "talker")
    t.wait(lambda: follower.has(b"https://127.0.0.1"), "what was there")
    foreground = Follower(t, "fg", "talker")
    t.wait(lambda: foreground.has(b"==> Press Ctrl-C to exit <=="), "fg")
    for line in (b"one\n", b"two\n"):
        foreground.type(line)
        t.wait(lambda: foreground.has(line), "fg to show %r" % line)
        t.wait(lambda: follower.has(line), "tail -f to show %r" % line)
    t.equal(follower.interrupt(), 0, "exit status of tail -f")
    t.equal(foreground.interrupt(), 0, "exit status of fg")
    t.match(r"^talker +RUNNING", t.ctl("status talker", code=0).out, "after both have gone")
    main = Follower(t, "maintail", "-f")
    t.wait(lambda: main.has(b"supervisor.sendProcessStdin"), "maintail -f")
    t.daemon.signal("TERM")
    t.daemon.wait_exit(0)
    t.equal(main.process.wait(30), 0, "a stream that the daemon ended")
    t.absent("error", main.seen.decode(), "what maintail said")


def test(t):
    authority = certificates.Authority(t)
    authority.sign("server")
    t.start()
    t.wait_file("out", "https")
    proxy = xmlrpc.client.ServerProxy("https://localhost:%d/RPC2" % t.port(),
                                      context=certificates.trusting(authority.path))
    commands(t, proxy)
    large_answers(t, proxy)
    streams(t)
