"""S#734, S#1073: STOPPING ends: a whole group that ignores TERM is killed, and can be started again."""


def test(t):
    t.start()
    for _ in range(2):
        t.wait_file("ready", "ready")
        t.wait_state("tree", "RUNNING")
        t.rpc.stopProcess("tree")
        t.equal(t.state("tree"), "STOPPED", "state")
        (t.dir / "ready").unlink()
        t.rpc.startProcess("tree")
