"""PROC-007: autorestart true, false, unexpected, each with expected and unexpected exits."""

NAMES = ("always", "never", "unexpected")


def end_all_with(t, code):
    pids = {name: t.wait_state(name, "RUNNING")["pid"] for name in NAMES}
    for name in NAMES:
        t.rpc.sendProcessStdin(name, "%d\n" % code)
    return pids


def restarted(t, name, pid):
    return t.wait(lambda: t.pid(name) not in (0, pid), "%s to be restarted" % name)


def test(t):
    t.start()
    pids = end_all_with(t, 7)
    restarted(t, "always", pids["always"])
    t.wait_states({"never": "EXITED", "unexpected": "EXITED"})

    t.rpc.startProcess("never")
    t.rpc.startProcess("unexpected")
    pids = end_all_with(t, 8)
    restarted(t, "always", pids["always"])
    restarted(t, "unexpected", pids["unexpected"])
    t.wait_state("never", "EXITED")
    t.wait_log(r"spawned: 'always'", count=3)
    t.observe(1, lambda: t.state("never") == "EXITED", "never EXITED")
