"""PROC-034, PROC-042: without root no program starts as another user, and not every program may be run."""
import os

needs = ("other_user",)


def test(t):
    t.write("private", "#!/bin/sh\n", 0o700)
    os.chown(t.dir, 65534, 65534)
    t.start(wrapper=["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"])
    t.wait_state("root", "FATAL")
    t.match("Can't drop privilege as nonroot user", t.read("out") + t.log(), "the reason")
    t.equal(t.fault(t.rpc.startProcess, "private"), (21, "NOT_EXECUTABLE: no permission to run command '%s/private'" % t.dir))
