"""S#1554, S#807: writes that fail do not close the pipe; the loss is said once."""

ours_only = "Supervisor closes the channel, and the program blocks"


def test(t):
    t.start()
    t.wait(lambda: (t.dir / "done").exists(), "the program to write everything")
    t.equal(t.state("full"), "RUNNING", "state")
    t.wait_log(r"/dev/full")
    t.true(t.log().count("/dev/full") <= 2, "said once:\n" + t.log())
