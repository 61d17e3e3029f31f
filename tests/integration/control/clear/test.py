"""CTL-038, RPC-051: clear empties both logs of a running program, which goes on writing to the new files."""


def test(t):
    t.start()
    t.wait_states({"talker": "RUNNING", "other": "RUNNING"})
    t.rpc.sendProcessStdin("talker", "before\n")
    for name in ("talker.out", "talker.err"):
        t.wait_file(name, "before")
    t.ctl("clear talker", code=0, out="talker: cleared\n")
    t.equal((t.read("talker.out"), t.read("talker.err")), ("", ""), "both logs")
    t.rpc.sendProcessStdin("talker", "after\n")
    for name in ("talker.out", "talker.err"):
        t.wait_file(name, r"\Aafter\n\Z")
    t.wait_file("other.out", "other")
    done = t.ctl("clear all", code=0, limit=90)
    t.equal(sorted(done.out.splitlines()), ["other: cleared", "talker: cleared", "team:member: cleared"], "clear all")
    t.equal(t.read("other.out"), "", "the other log")
    t.ctl("clear nobody", code=1, out="nobody: ERROR (no such process)\n")
    t.match(r"^Error: clear requires a process name\nclear <name>", t.ctl("clear", code=1).out)
