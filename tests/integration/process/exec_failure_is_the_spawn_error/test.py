"""PROC-040: the reason of a failed exec or chdir is the program's spawn error, not a bare `exited too quickly`."""

ours_only = "the status pipe between fork and exec"


def test(t):
    t.start()
    for name, reason in (("badinterp", r"couldn't exec %s/badinterp.sh: ENOENT" % t.dir),
                         ("nofolder", r"couldn't chdir to %s/no/such/folder: ENOENT" % t.dir)):
        t.equal(t.fault(t.rpc.startProcess, name)[0], 50, "SPAWN_ERROR")
        info = t.wait_state(name, "FATAL")
        t.match(reason, info["spawnerr"], "spawnerr of " + name)
        t.match(reason, t.ctl("status", name).out, "status")
