"""start, stop and restart see to all their names at once; with more of them than connections as well."""
ours_only = "Supervisor sees to one name after the other"


def up(t, times):
    """Each of the two handles its signal now; so many times it has been started."""
    for name in ("waits", "other"):
        t.wait_file(name + ".out", "^up$", times)


def test(t):
    t.start()
    told = t.dir / "told"
    t.equal(sorted(t.ctl("start waits other", code=0).out.splitlines()), ["other: started", "waits: started"], "start")
    up(t, 1)
    t.equal(sorted(t.ctl("stop waits other", code=0).out.splitlines()), ["other: stopped", "waits: stopped"], "stop")

    t.ctl("start waits other", code=0)
    up(t, 2)
    told.unlink()
    done = t.ctl("restart waits nobody other crash", code=7)
    for name in ("waits", "other"):
        t.true(done.out.index("%s: stopped" % name) < done.out.index(": started"), "%s stops before any starts" % name)
    t.equal(sorted(done.out.splitlines()), sorted([
        "nobody: ERROR (no such process)", "crash: ERROR (not running)", "other: stopped", "waits: stopped",
        "nobody: ERROR (no such process)", "crash: ERROR (spawn error)", "other: started", "waits: started"]), "restart")

    names = ["many:%02d" % i for i in range(20)]
    up(t, 3)
    told.unlink()
    done = t.ctl("restart", "waits", *names, "other", "crash", code=7)
    t.true(done.out.index("waits: stopped") < done.out.index(": started"), "all stop before any starts")
    t.equal(sorted(done.out.splitlines()), sorted(
        ["%s: ERROR (not running)" % name for name in [*names, "crash"]] + ["%s: started" % name for name in names] +
        ["crash: ERROR (spawn error)", "other: stopped", "other: started", "waits: stopped", "waits: started"]),
        "restart of many")
    t.equal({state for name, state in t.states().items() if name != "crash"}, {"RUNNING"}, "states")
    t.ctl("stop", *names, "--serial", code=0, out="".join("%s: stopped\n" % name for name in names))
