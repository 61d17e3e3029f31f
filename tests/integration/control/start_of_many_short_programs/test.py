"""CTL-001, CTL-023: programs that run and are done are started, however many are started at once; what goes wrong decides
by the order of names and not by the order of answers."""
ours_only = "Supervisor may take one that is done already for an abnormal termination"


def started(names):
    return ["%s: started" % name for name in names]


def test(t):
    t.start()
    for group in ("job", "bad"):
        names = ["%s:%s_%02d" % (group, group, i) for i in range(18)]
        t.equal(sorted(t.ctl("start", *names, code=0).out.splitlines()), started(names), "start")
        t.wait_states({name: "EXITED" for name in names})
        t.equal(t.ctl("start", "--serial", *names, code=0).out.splitlines(), started(names), "one by one")
        t.wait_states({name: "EXITED" for name in names})
    done = t.ctl("restart", *names, "nobody", "crash", code=7)
    t.equal(sorted(line for line in done.out.splitlines() if line.endswith(": started")), started(names), "restart")

    for i in range(5):
        t.ctl("start crash nosuch:*", code=2)
        t.ctl("start nosuch:* crash", code=7)
