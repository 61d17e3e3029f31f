"""EVT-050: a pool of hundreds of listeners; each event goes to one of them."""
import re

limit = 120


def test(t):
    t.start()
    t.wait(lambda: set(t.states().values()) == {"RUNNING", "STOPPED"}, "all to run", 60)
    for _ in range(200):
        t.rpc.removeProcessGroup("comes")
        t.rpc.addProcessGroup("comes")
    # Two when the daemon starts, then two each time.
    t.wait(lambda: len(t.read("heard").splitlines()) >= 402, lambda: "402 events, %d so far" % len(
        t.read("heard").splitlines()), 60)
    serials = sorted(int(re.search(r" serial:(\d+) ", line).group(1)) for line in t.read("heard").splitlines())
    t.equal(serials, list(range(402)), "each once")
    t.stop()
