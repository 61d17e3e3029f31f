"""EVT-036: with on_violation=ignore a listener that breaks the protocol runs on without events, as with Supervisor, and
however much it writes, the daemon keeps its memory and answers."""
import time

from harness import listener


def memory(pid):
    with open("/proc/%d/status" % pid) as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) * 1024


def test(t):
    listener.lay_out(t)
    t.start()
    pid = t.wait_state("flood", "RUNNING")["pid"]
    t.wait_log("flood: has entered the UNKNOWN state and will no longer receive events, this usually indicates the process "
               "violated the eventlistener protocol")
    before = memory(t.daemon.pid)
    end = time.monotonic() + 2
    while time.monotonic() < end:
        asked = time.monotonic()
        t.equal(t.rpc.getState()["statename"], "RUNNING")
        t.true(time.monotonic() - asked < 5, "it answers in time")
    t.equal(t.pid("flood"), pid, "it runs on")
    t.true(memory(t.daemon.pid) - before < 20 * 2**20, "it holds nothing of what is written")
    t.stop()
