"""CTL-030: pids of the daemon and of programs."""


def test(t):
    daemon = t.start()
    up = t.wait_state("up", "RUNNING")["pid"]
    t.ctl("pid", code=0, out="%d\n" % daemon.pid)
    t.ctl("pid up", code=0, out="%d\n" % up)
    t.ctl("pid down", code=7, out="0\n")
    t.ctl("pid all", code=0, out="0\n%d\n" % up)
    t.ctl("pid up down", code=7, out="%d\n0\n" % up)
    t.ctl("pid nobody", code=1, out="No such process nobody\n")
    t.equal(t.rpc.getPID(), daemon.pid, "getPID")
