"""S#240, S#402, S#87: a folder where the log should be: the program runs and its output is drained."""

ours_only = "Supervisor does not start the program"


def test(t):
    (t.dir / "folder").mkdir()
    t.start()
    t.wait(lambda: (t.dir / "ran").exists(), "300,000 bytes to be drained")
    t.wait_state("one", "RUNNING")
    t.match("%s/folder" % t.dir, t.log(), "the daemon log names it")
