"""PROC-007: an exit is seen at once, not on a tick: twenty deaths and restarts take nothing like a second each."""
import os
import signal
import time

ours_only = "SIGCHLD wakes the daemon"


def test(t):
    t.start()
    began = time.monotonic()
    for count in range(1, 21):
        pid = int(t.wait_file("pids", r"^\d+$", count=count)[-1].group())
        t.wait_state("phoenix", "RUNNING")
        os.kill(pid, signal.SIGKILL)
    t.wait_file("pids", r"^\d+$", count=21)
    took = time.monotonic() - began
    t.true(took < 10, "20 restarts took %.2f s" % took)
