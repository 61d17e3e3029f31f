"""DAEMON-052, DAEMON-053, DAEMON-073: a second TERM is noted, HUP cannot cancel a shutdown, TERM ends a restart, waiting is
reported."""
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

    # A restart that is under way becomes a shutdown.
    (t.dir / "ready").unlink()
    daemon = t.start()
    t.wait_file("ready", "ready")
    pid = t.wait_state("slow", "RUNNING")["pid"]
    daemon.signal("HUP")
    t.wait_log(r"WARN received SIGHUP indicating restart request$")
    t.wait_log(r"INFO waiting for slow to die$", count=3)
    daemon.signal("TERM")
    t.wait_log(r"WARN received SIGTERM indicating exit request$", count=3)
    os.kill(pid, signal.SIGKILL)
    daemon.wait_exit(0)
    t.equal(t.log().count("supervisord started"), 2, "it has not started again")
