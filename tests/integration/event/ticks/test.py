"""EVT-012: TICK_5 comes when the clock, rounded down to five seconds, changes, and says to what."""
import time

from harness import listener


def test(t):
    listener.lay_out(t)
    t.start()
    began = time.time()
    got = listener.heard(t, "clock.events", 2)
    whens = [int(payload.strip("'").removeprefix("when:")) for _, _, _, payload in got]
    t.equal([name for name, *_ in got], ["TICK_5"] * len(got))
    t.equal(whens[1] - whens[0], 5, "from one to the next")
    t.equal(whens[0] % 5, 0, "rounded down")
    t.true(whens[0] > began - 5, "none for the time before it listened")
    if t.ours:
        t.true(time.time() - whens[1] < 2, "and it is in time")
    t.stop()
