"""PROC-013, CTL-023: start in RUNNING, STARTING or BACKOFF is refused; supervisorctl calls that a success."""


def test(t):
    t.start()
    t.wait_states({"up": "RUNNING", "starting": "STARTING", "backoff": "BACKOFF"})
    for name in ("up", "starting"):
        t.equal(t.fault(t.rpc.startProcess, name), (60, "ALREADY_STARTED: %s" % name), name)
        t.ctl("start", name, code=0, out="%s: ERROR (already started)\n" % name)
    t.equal(t.fault(t.rpc.startProcess, "backoff"), (20, "NO_FILE: can't find command '%s/missing'" % t.dir), "backoff")
    t.equal(t.info("starting")["description"], "", "description in STARTING (PROC-064)")
