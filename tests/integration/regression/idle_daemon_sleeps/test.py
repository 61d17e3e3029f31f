"""S#1515: no tick: with nothing to do the daemon is not woken up at all."""
import time

ours_only = "Supervisor wakes up every second"


def wakeups(pid):
    with open("/proc/%d/status" % pid) as f:
        return sum(int(line.split()[1]) for line in f if "ctxt_switches" in line)


def test(t):
    daemon = t.start()
    t.wait(lambda: set(t.states().values()) == {"RUNNING"}, "all to run")
    best = None
    for _ in range(4):
        before = wakeups(daemon.pid)
        time.sleep(1)  # what is measured is that nothing happens in this second
        best = min(x for x in (best, wakeups(daemon.pid) - before) if x is not None)
    t.equal(best, 0, "wake-ups in the quietest second")
