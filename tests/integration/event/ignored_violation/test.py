"""EVT-036: with on_violation=ignore a listener that breaks the protocol runs on without events, as with Supervisor, and
however much it writes, the daemon keeps its memory and answers. So does one that nothing would start again."""
import time

from harness import listener, raw


def test(t):
    listener.lay_out(t)
    t.start()
    pid = t.wait_state("flood", "RUNNING")["pid"]
    t.wait_log("flood: has entered the UNKNOWN state and will no longer receive events, this usually indicates the process "
               "violated the eventlistener protocol")
    once = t.wait_state("once", "RUNNING")["pid"]
    t.wait_log("once: has entered the UNKNOWN state")
    held = raw.Footprint(t)
    end = time.monotonic() + 2
    while time.monotonic() < end:
        asked = time.monotonic()
        t.equal(t.rpc.getState()["statename"], "RUNNING")
        t.true(time.monotonic() - asked < 5, "it answers in time")
    t.equal(t.pid("flood"), pid, "it runs on")
    t.equal(t.pid("once"), once, "it was not killed either")
    held.wait_back()
    t.stop()
