"""DAEMON-013 done right: a second daemon that must give up has not touched the first one's AUTO logs."""

ours_only = "Supervisor deletes them"


def test(t):
    t.start()
    t.wait_state("one", "RUNNING")
    t.wait(lambda: t.rpc.readProcessStdoutLog("one", 0, 0), "output")
    before = sorted(p.name for p in t.dir.glob("one-*.log"))
    t.supervisord("-n", "-c", t.conf, code=2)
    t.equal(sorted(p.name for p in t.dir.glob("one-*.log")), before, "AUTO logs")
    t.equal(t.rpc.readProcessStdoutLog("one", 0, 0), "precious\n", "the log's content")
