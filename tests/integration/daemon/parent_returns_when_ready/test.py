"""DAEMON-020 done better: when the launching command returns, pidfile and socket are there and commands work."""
import os
import signal

ours_only = "the launching parent waits for readiness"


def test(t):
    for _ in range(10):
        t.launch(foreground=False).wait_exit(0)
        pid = int(t.read("supervisord.pid"))
        t.equal(t.rpc.getPID(), pid, "an immediate command")
        os.kill(pid, signal.SIGTERM)
        t.wait_gone(pid)
