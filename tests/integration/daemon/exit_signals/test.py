"""DAEMON-052, DAEMON-041, CLI-040: TERM, INT and QUIT are orderly ends; socket and pidfile are removed."""


def test(t):
    for name in ("TERM", "INT", "QUIT"):
        daemon = t.start()
        pid = t.wait_state("one", "RUNNING")["pid"]
        t.equal(t.read("supervisord.pid"), "%d\n" % daemon.pid, "pidfile (DAEMON-024)")
        daemon.signal(name)
        daemon.wait_exit(0)
        t.match(r"WARN received SIG%s indicating exit request$" % name, t.log())
        t.true(not t.alive(pid), "the program was stopped")
        t.true(not (t.dir / "s.sock").exists(), "the socket is removed")
        t.true(not (t.dir / "supervisord.pid").exists(), "the pidfile is removed")
    t.wait_log(r"INFO waiting for one to die$", count=3)
    t.wait_log(r"WARN stopped: one \(terminated by SIGTERM\)$", count=3)
