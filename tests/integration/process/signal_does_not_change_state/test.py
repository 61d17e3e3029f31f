"""PROC-028, RPC-040, CTL-029: signals in every spelling; a program killed by one is EXITED, not STOPPED."""


def test(t):
    t.start()
    t.wait_file("ready", "ready")
    pid = t.wait_state("listener", "RUNNING")["pid"]
    # One at a time: equal pending signals merge.
    for count, spelling in enumerate(("HUP", "sighup", "1", "SIGHUP"), 1):
        t.ctl("signal", spelling, "listener", code=0, out="listener: signalled\n")
        t.wait_file("got", "HUP", count=count)
    t.equal(t.rpc.signalProcess("listener", 1), True, "a signal given as number")
    t.wait_file("got", "HUP", count=5)
    t.equal(t.state("listener"), "RUNNING", "state")
    t.match(r"DEBG sending listener \(pid %d\) sig SIGHUP$" % pid, t.log())

    t.equal(t.fault(t.rpc.signalProcess, "listener", "FOO"), (11, "BAD_SIGNAL: FOO"), "unknown signal")
    t.ctl("signal FOO listener", code=1, out="listener: ERROR (bad signal name)\n")
    t.equal(t.fault(t.rpc.signalProcess, "off", "HUP"), (70, "NOT_RUNNING: off"), "not running")
    t.ctl("signal HUP off", code=7, out="off: ERROR (not running)\n")
    t.ctl("signal HUP nobody", code=1, out="nobody: ERROR (no such process)\n")

    t.rpc.signalProcess("listener", "KILL")
    info = t.wait_state("listener", "EXITED")
    t.equal(info["exitstatus"], -1, "exit status")
