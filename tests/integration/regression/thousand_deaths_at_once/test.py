"""100 exits in one SIGCHLD, ten times over: a thousand programs that die in the same millisecond are all seen, with
their exit status, and nothing is left behind."""
import os

from harness import descendants

limit = 240
ours_only = "Supervisor needs minutes"


def test(t):
    os.mkfifo(t.dir / "gate")
    gate = os.open(t.dir / "gate", os.O_RDWR)
    daemon = t.start()
    try:
        t.wait(lambda: sum(s == "RUNNING" for s in t.states().values()) == 1000, "1,000 programs to run", 120)
        t.wait(lambda: len(descendants.children_of(daemon.pid)) == 1000, "1,000 children")
    finally:
        os.close(gate)
    t.wait(lambda: set(t.states().values()) == {"EXITED"}, "all to be seen as EXITED", 60)
    infos = t.rpc.getAllProcessInfo()
    t.equal({i["exitstatus"] for i in infos}, {3}, "exit statuses")
    t.equal(descendants.children_of(daemon.pid), [], "zombies and others")
    t.equal(t.log().count("(exit status 3; not expected)"), 1000, "log lines")
    t.stop()
