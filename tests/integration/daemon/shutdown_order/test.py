"""DAEMON-070, DAEMON-072, DAEMON-073: groups stop one after the other, highest priority first, members likewise."""
import re


def test(t):
    t.start("-e", "debug")
    t.wait_states({"first": "RUNNING", "last": "RUNNING", "middle:m1": "RUNNING", "middle:m2": "RUNNING",
                   "middle:m3": "RUNNING", "backoff": "BACKOFF"})
    t.stop()
    t.equal(re.findall(r"killing (\w+) \(pid", t.log()), ["last", "m3", "m1", "m2", "first"], "signals")
    t.in_order([r"killing last ", r"stopped: last ", r"killing m3 ", r"killing first ", r"stopped: first "], t.log())
    t.match(r"INFO waiting for first, m1, m2, m3, (backoff, )?last to die$", t.log())
    t.absent("gave up", t.log())
