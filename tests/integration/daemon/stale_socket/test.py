"""DAEMON-031: after kill -9 socket and pidfile are left behind; the next start says so and works."""


def test(t):
    for _ in range(2):
        daemon = t.start()
        t.wait_state("one", "RUNNING")
        daemon.signal("KILL")
        daemon.wait_exit(-9)
        t.true((t.dir / "s.sock").exists() and (t.dir / "supervisord.pid").exists(), "both are left behind")
    daemon = t.start()
    t.match("^Unlinking stale socket %s/s.sock$" % t.dir, daemon.err())
    t.equal(t.read("supervisord.pid"), "%d\n" % daemon.pid, "pidfile")
    t.stop()
