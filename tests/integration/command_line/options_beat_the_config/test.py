"""CLI-020 to CLI-029, CLI-041: what is said on the command line counts."""


def test(t):
    t.start("-e", "debug", "-i", "from-options", "-l", t.dir / "other.log", "-j", t.dir / "other.pid", "-q", t.dir)
    t.equal(t.rpc.getIdentification(), "from-options", "identifier")
    t.equal(t.read("other.pid"), "%d\n" % t.daemon.pid, "pidfile")
    t.wait_file("other.log", "INFO supervisord started with pid")
    t.true(not t.log_path.exists(), "the config's log file is not made")
    t.stop()
