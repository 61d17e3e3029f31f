"""CTL-040, CTL-041, CTL-042, CFG-210 to CFG-213, PROC-016: what changed is said, then done; the rest is untouched."""

CHANGED = """@BASE@
[program:kept]
command=sleep 1000
startsecs=0

[program:changed]
command=sleep 1001
startsecs=0

[program:added]
command=sleep 1000
startsecs=0
"""


def test(t):
    t.start()
    t.wait_states({"kept": "RUNNING", "changed": "RUNNING", "removed": "RUNNING"})
    t.ctl("reread", code=0, out="No config updates to processes\n")
    t.ctl("update", code=0, out="")
    kept, changed = t.pid("kept"), t.pid("changed")

    t.config(CHANGED)
    said = "added: available\nchanged: changed\nremoved: disappeared\n"
    t.ctl("reread", code=0, out=said)
    t.ctl("reread", code=0, out=said)
    t.equal(t.rpc.reloadConfig(), [[["added"], ["changed"], ["removed"]]], "reloadConfig")
    t.equal(t.pid("changed"), changed, "reread alone restarts nothing")

    t.ctl("update nobody added", code=1, out="ERROR: no such group: nobody\nadded: added process group\n")
    t.wait_state("added", "RUNNING")
    t.equal(t.pid("changed"), changed, "update of one group")
    t.ctl("update", code=0, out="removed: stopped\nremoved: removed process group\n"
                                "changed: stopped\nchanged: updated process group\n")
    t.wait_states({"kept": "RUNNING", "changed": "RUNNING", "added": "RUNNING"})
    t.equal(sorted(t.states()), ["added", "changed", "kept"], "programs")
    t.equal(t.pid("kept"), kept, "the unchanged one was not restarted")
    t.true(t.pid("changed") != changed, "the changed one was")
    t.ctl("update", code=0, out="")
