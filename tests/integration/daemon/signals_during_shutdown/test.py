"""DAEMON-052, DAEMON-053, DAEMON-073: a second TERM is noted, HUP cannot cancel a shutdown, waiting is reported."""
import os
import signal


def test(t):
    daemon = t.start()
    t.wait_file("ready", "ready")
    pid = t.wait_state("slow", "RUNNING")["pid"]
    daemon.signal("TERM")
    t.wait_log(r"WARN received SIGTERM indicating exit request$")
    daemon.signal("TERM")
    t.wait_log(r"WARN received SIGTERM indicating exit request$", count=2)
    daemon.signal("HUP")
    t.wait_log(r"WARN ignored SIGHUP indicating restart request \(shutdown in progress\)$")
    t.wait_log(r"INFO waiting for slow to die$", count=2)
    os.kill(pid, signal.SIGKILL)
    daemon.wait_exit(0)
