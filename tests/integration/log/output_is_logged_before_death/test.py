"""DAEMON-050, DAEMON-054: what a program wrote is in the log before the signal and the line that tell of its end, as in
Supervisor, whose loop looks at the pipes first."""
import re

RUNS = 15


def test(t):
    t.start()
    for number in range(1, RUNS + 1):
        t.rpc.startProcess("brief", False)
        t.wait_log("received SIGCHLD", count=number)
        t.wait_log("exited: brief", count=number)
    seen = re.findall(r"'brief' stdout output|received SIGCHLD|exited: brief", t.log())
    t.equal(seen[::3], ["'brief' stdout output"] * RUNS, "first of each run")
