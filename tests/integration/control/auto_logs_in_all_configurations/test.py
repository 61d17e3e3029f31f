"""RPC-047, CFG-217: an AUTO log is told as its path while the group in use was made from the configuration that was read
last, and as `auto` once that differs."""


def told(t):
    (one,) = t.rpc.getAllConfigInfo()
    return one["stdout_logfile"]


def test(t):
    t.start()
    path = t.wait_state("one", "RUNNING")["stdout_logfile"]
    t.equal(told(t), path, "at the start")
    t.ctl("reread", code=0, out="No config updates to processes\n")
    t.equal(told(t), path if t.ours else "auto", "after a reread that found nothing")
    t.config(t.conf.read_text() + "priority=5\n")
    t.ctl("reread", code=0, out="one: changed\n")
    t.equal(told(t), "auto", "of a configuration that is not in use")
    t.equal(t.info("one")["stdout_logfile"], path, "while the running one has its file")
    t.ctl("update", code=0)
    t.equal(told(t), t.info("one")["stdout_logfile"], "in use")
    t.stop()
