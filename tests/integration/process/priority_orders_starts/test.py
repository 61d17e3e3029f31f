"""PROC-014, CFG-169, CFG-180: groups start by (priority, name), members of a group as listed; explicit starts and stops
of a group go by ascending priority (RPC-036, RPC-039)."""
import re


def order(t, pattern):
    return re.findall(pattern, t.log())


def test(t):
    t.start("-e", "debug")
    t.wait_log(r"success: ", count=6)
    t.equal(order(t, r"spawned: '(\w+)'"), ["c_first", "a_middle", "z_same", "m1", "m2", "b_last"], "autostart")
    t.equal(sorted(r["name"] for r in t.rpc.stopProcessGroup("team")), ["m1", "m2"], "stop of the group")
    t.equal(order(t, r"killing (\w+)"), ["m2", "m1"], "signals")
    t.rpc.startProcessGroup("team")
    t.equal(order(t, r"spawned: '(\w+)'")[6:], ["m2", "m1"], "start of the group")
