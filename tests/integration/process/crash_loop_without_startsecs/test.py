"""S#1285, S#405: with startsecs=0 a program that ends at once is slowed down, and given up where a limit is set."""
import time

ours_only = "Supervisor restarts without end"


def test(t):
    t.start()
    t.wait_state("limited", "FATAL")
    t.equal(t.log().count("spawned: 'limited'"), 6, "starts with restart_limit=5")
    began, before = time.monotonic(), t.log().count("spawned: 'mad'")
    t.observe(2, lambda: t.state("mad") != "FATAL", "mad not given up")
    rate = (t.log().count("spawned: 'mad'") - before) / (time.monotonic() - began)
    t.true(1 < rate < 60, "%.1f restarts a second" % rate)
    t.ctl("stop mad", code=0)
    t.observe(1, lambda: t.state("mad") == "STOPPED", "mad STOPPED")
