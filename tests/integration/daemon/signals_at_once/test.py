"""DAEMON-051, TOL-002: signals, deaths and stops are seen to at once, and not when the second is over."""
import os
import signal
import time

from harness import wait

ours_only = "Supervisor's loop looks once a second"

ROUNDS = 10


def test(t):
    t.start("-e", "debug")
    t.wait_state("one", "RUNNING")
    began = time.monotonic()
    for count in range(1, ROUNDS + 1):
        t.daemon.signal("USR2")
        t.wait_log("received SIGUSR2 indicating log reopen request", count=count)
        os.kill(t.pid("one"), signal.SIGKILL)
        t.wait_log("exited: one", count=count)
        t.rpc.startProcess("one")
        t.rpc.stopProcess("one")
        t.rpc.startProcess("one")
    took = time.monotonic() - began
    t.true(took < ROUNDS * wait.PATIENCE, "%d rounds took %.1f s" % (ROUNDS, took))
    t.stop()
