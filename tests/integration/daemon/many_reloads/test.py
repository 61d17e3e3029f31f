"""DAEMON-076, DIFF-008: reload again and again leaks no descriptor and never finds its own address in use."""
import os


def test(t):
    daemon = t.start()
    t.wait_state("one", "RUNNING")
    before = None
    for count in range(2, 7):
        daemon.signal("HUP")
        t.wait_log(r"supervisord started with pid %d$" % daemon.pid, count=count)
        t.wait_ready()
        t.wait_state("one", "RUNNING")
        now = len(os.listdir("/proc/%d/fd" % daemon.pid))
        t.true(before is None or now <= before + 1, "descriptors do not grow: %s, then %s" % (before, now))
        before = now
    t.stop()
