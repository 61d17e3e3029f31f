"""CFG-143 to CFG-145, CFG-066, CFG-175: numprocs makes processes; none makes an empty group."""


def test(t):
    t.start()
    t.wait_states({"web:web-08": "RUNNING", "web:web-09": "RUNNING", "web:web-10": "RUNNING"})
    t.equal(sorted(t.states()), ["web:web-08", "web:web-09", "web:web-10"], "processes")
    for number in (8, 9, 10):
        t.wait_file("web.%d.out" % number, "^web %02d web$" % number)
    t.ctl("stop web:web-09", code=0, out="web:web-09: stopped\n")
    done = t.ctl("stop web:*", code=0)
    t.equal(sorted(done.out.splitlines()), ["web:web-08: stopped", "web:web-10: stopped"], "those that ran")
    t.ctl("start web:", code=0)
    t.ctl("start none:*", code=0, out="")
    t.ctl("start empty:*", code=0, out="")
