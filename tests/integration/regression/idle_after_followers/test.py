"""Who follows live costs something only as long as he does: afterwards the daemon sleeps as it did before, and has no
thread more."""
import os
import time

from harness import live

ours_only = "Supervisor has no feed, and wakes up every second"


def wakeups(pid):
    total = 0
    for task in os.listdir("/proc/%d/task" % pid):
        with open("/proc/%d/task/%s/status" % (pid, task)) as f:
            total += sum(int(line.split()[1]) for line in f if "ctxt_switches" in line)
    return total


def test(t):
    daemon = t.start()
    t.wait(lambda: set(t.states().values()) == {"RUNNING"}, "all to run")
    followers = [live.Follower(t.socket_path) for _ in range(20)]
    for follower in followers:
        follower.wait_for(lambda name, data: name == "usage", "usage")
    live.status(t.socket_path)
    for follower in followers:
        follower.close()
    best = None
    for _ in range(6):
        before = wakeups(daemon.pid)
        time.sleep(1)  # what is measured is that nothing happens in this second
        best = min(x for x in (best, wakeups(daemon.pid) - before) if x is not None)
    t.equal(best, 0, "wake-ups in the quietest second")
    t.equal(len(os.listdir("/proc/%d/task" % daemon.pid)), 1, "threads")
