"""CHANGES 3.3.5, DAEMON-053: HUP during a shutdown is ignored; TERM during a reload turns it into a shutdown."""


def test(t):
    daemon = t.start()
    t.wait_file("ready", "ready")
    t.wait_state("slow", "RUNNING")
    daemon.signal("TERM")
    t.wait_log("received SIGTERM")
    daemon.signal("HUP")
    daemon.wait_exit(0)

    (t.dir / "ready").unlink()
    daemon = t.start()
    t.wait_file("ready", "ready")
    t.wait_state("slow", "RUNNING")
    daemon.signal("HUP")
    t.wait_log("received SIGHUP indicating restart")
    daemon.signal("TERM")
    daemon.wait_exit(0)
