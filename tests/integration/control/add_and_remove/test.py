"""CTL-043, CTL-044, RPC-030, RPC-031: groups are added from the last-read config and removed when they have ended."""


def test(t):
    t.start()
    t.wait_state("one", "RUNNING")
    t.ctl("add one", code=0, out="ERROR: process group already active\n")
    t.ctl("add two", code=1, out="ERROR: no such process/group: two\n")
    t.ctl("remove one", code=1, out="ERROR: process/group still running: one\n")
    t.ctl("remove two", code=1, out="ERROR: no such process/group: two\n")
    t.config("@BASE@\n[program:one]\ncommand=sleep 1000\nstartsecs=0\n[program:two]\ncommand=sleep 1000\nstartsecs=0\n")
    t.ctl("add two", code=1, out="ERROR: no such process/group: two\n")
    t.ctl("reread", code=0, out="two: available\n")
    t.ctl("add two", code=0, out="two: added process group\n")
    t.wait_state("two", "RUNNING")
    t.ctl("stop two", code=0)
    t.ctl("remove two", code=0, out="two: removed process group\n")
    t.equal(sorted(t.states()), ["one"], "programs")
    t.ctl("add", code=0, out="")
    t.ctl("remove", code=0, out="")
    t.equal(t.fault(t.rpc.addProcessGroup, "one"), (90, "ALREADY_ADDED: one"), "addProcessGroup")
    t.equal(t.fault(t.rpc.removeProcessGroup, "nobody"), (10, "BAD_NAME: nobody"), "removeProcessGroup")
