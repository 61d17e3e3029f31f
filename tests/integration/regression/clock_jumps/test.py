"""S#281, S#458, S#895, S#802, S#1043, PROC-050 to PROC-054: the clock goes a year forward and back; every deadline
keeps its length and no state changes for it."""
import time

from harness import clock

ours_only = "Supervisor counts by the wall clock"
needs = clock.NEEDS
DAY = 86400


def test(t):
    wall = clock.Clock(t.dir)
    t.start(env=wall.environment())
    t.wait_file("ready", "ready")
    t.wait_state("up", "RUNNING")
    now = t.info("up")["now"]
    for days in (365, -365, 0):
        wall.set(days * DAY)
        t.true(abs(t.info("up")["now"] - now - days * DAY) < 600, "the daemon sees the clock %d days off" % days)
        t.equal(t.state("up"), "RUNNING", "state %d days off" % days)
        t.match(r"^pid \d+, uptime \d", t.info("up")["description"])

        wall.set((-365 if days > 0 else 365) * DAY)
        began = time.monotonic()
        t.equal(t.rpc.stopProcess("stubborn"), True, "stop")
        took = time.monotonic() - began
        t.true(1.9 <= took < 8, "SIGKILL after stopwaitsecs=2 (%.2f s)" % took)
        (t.dir / "ready").unlink()
        t.rpc.startProcess("stubborn")
        t.wait_file("ready", "ready")
    t.wait_state("starting", "RUNNING", limit=15)
    t.absent("gave up|exited", t.log())

    # Back-off goes on at its own pace across a jump.
    t.config(t.conf.read_text().replace("startretries=2\nautostart=false", "startretries=2"))
    began = time.monotonic()
    t.ctl("update", code=0)
    t.wait_state("failing", "BACKOFF")
    wall.set(-700 * DAY)
    t.wait_state("failing", "FATAL", limit=20)
    took = time.monotonic() - began
    t.true(2.9 <= took < 12, "two retries, after 1 and 2 seconds (%.2f s)" % took)
    t.stop()
