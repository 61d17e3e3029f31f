"""status --watch into a pipe, or on a terminal that can do nothing: a line for each change."""
import re
import signal
import subprocess

from harness.terminal import Terminal

ours_only = "Supervisor has no --watch"


class Watch:
    def __init__(self, t, *words):
        self.t = t
        self.out = open(t.dir / "watched", "wb")
        self.process = subprocess.Popen([t.programs.supervisorctl, "-c", str(t.conf), "status", "-w", *words],
                                        env=t.env, stdin=subprocess.DEVNULL, stdout=self.out, stderr=subprocess.STDOUT)

    def wait_for(self, pattern, count=1):
        self.t.wait_file("watched", pattern, count)


def test(t):
    t.start()
    t.wait_states({"web": "RUNNING", "other": "RUNNING"})
    watch = Watch(t, "web")
    watch.wait_for(r"^web {30}RUNNING   pid %d, uptime \d:\d\d:\d\d$" % t.pid("web"))
    t.rpc.stopProcess("other")
    t.rpc.stopProcess("web")
    watch.wait_for(r"^web {30}STOPPED ")
    t.rpc.startProcess("web")
    watch.wait_for(r"^web {30}RUNNING ", 2)
    t.stop()
    watch.wait_for(r"^no connection to unix://\S+: .*; trying again$")
    t.start()
    watch.wait_for(r"^web {30}RUNNING ", 3)
    watch.process.send_signal(signal.SIGINT)
    t.equal(watch.process.wait(30), 0, "exit status")
    lines = t.read("watched").splitlines()
    t.true(all(re.match(r"web |no connection to ", line) for line in lines), "nothing else in %r" % lines)
    t.equal(sum(line.startswith("no connection") for line in lines), 1, "said once")
    _dumb(t)


def _dumb(t):
    terminal = Terminal([t.programs.supervisorctl, "-c", str(t.conf), "status", "--watch"], t.dir, t.env)
    terminal.wait_for(b"RUNNING", 30, 2)
    terminal.type(b"\x03")
    t.equal(terminal.end(30), 0, "exit status")
    t.absent(rb"\x1b", terminal.seen, "no sequence that a dumb terminal does not know")
