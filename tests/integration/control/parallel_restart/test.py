"""start, stop and restart see to all their names at once; with more of them than connections as well."""
ours_only = "Supervisor sees to one name after the other"


def test(t):
    t.start()
    told = t.dir / "told"
    t.equal(sorted(t.ctl("start waits other", code=0).out.splitlines()), ["other: started", "waits: started"], "start")
    t.ctl("stop waits other", code=0, out="other: stopped\nwaits: stopped\n")

    t.ctl("start waits other", code=0)
    told.unlink()
    done = t.ctl("restart waits nobody other crash", code=7)
    t.in_order(["^other: stopped$", "^waits: stopped$", "^waits: started$"], done.out, "restart")
    t.equal(sorted(done.out.splitlines()), sorted([
        "nobody: ERROR (no such process)", "crash: ERROR (not running)", "other: stopped", "waits: stopped",
        "nobody: ERROR (no such process)", "crash: ERROR (spawn error)", "other: started", "waits: started"]), "restart")

    names = ["many:%02d" % i for i in range(20)]
    told.unlink()
    done = t.ctl("restart", "waits", *names, "other", "crash", code=7)
    t.in_order(["^other: stopped$", "^waits: stopped$", "^waits: started$"], done.out, "restart of many")
    t.equal(sorted(done.out.splitlines()), sorted(
        ["%s: ERROR (not running)" % name for name in [*names, "crash"]] + ["%s: started" % name for name in names] +
        ["crash: ERROR (spawn error)", "other: stopped", "other: started", "waits: stopped", "waits: started"]),
        "restart of many")
    t.equal({state for name, state in t.states().items() if name != "crash"}, {"RUNNING"}, "states")
    t.ctl("stop", *names, "--serial", code=0, out="".join("%s: stopped\n" % name for name in names))
