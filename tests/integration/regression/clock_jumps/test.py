"""S#281, S#458, S#895, S#802, S#1043, PROC-050 to PROC-054: the clock goes a year forward and back; every deadline
keeps its length and no state changes for it."""
import time

from harness import needs as machine

ours_only = "Supervisor counts by the wall clock"
needs = ("faketime",)


def set_clock(t, offset):
    (t.dir / "clock.new").write_text(offset + "\n")
    (t.dir / "clock.new").rename(t.dir / "clock")


def test(t):
    set_clock(t, "+0")
    t.start(env={"LD_PRELOAD": machine.faketime_library(), "FAKETIME_TIMESTAMP_FILE": str(t.dir / "clock"),
                 "FAKETIME_NO_CACHE": "1", "DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"})
    t.wait_file("ready", "ready")
    t.wait_state("up", "RUNNING")
    now = t.info("up")["now"]
    for offset in ("+365d", "-365d", "+0"):
        set_clock(t, offset)
        t.wait(lambda: abs(t.info("up")["now"] - now - {"+": 1, "-": -1}[offset[0]] * 86400 * int(
            offset[1:].rstrip("d"))) < 600, "the daemon to see the clock at %s" % offset)
        t.equal(t.state("up"), "RUNNING", "state at %s" % offset)
        t.match(r"^pid \d+, uptime \d", t.info("up")["description"])

        set_clock(t, "-365d" if offset.startswith("+3") else "+365d")
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
    set_clock(t, "-700d")
    t.wait_state("failing", "FATAL", limit=20)
    took = time.monotonic() - began
    t.true(2.9 <= took < 12, "two retries, after 1 and 2 seconds (%.2f s)" % took)
    # libfaketime moves absolute settings of a timerfd by the offset of the wall clock, whatever clock the timer is on.
    set_clock(t, "+0")
    t.stop()
