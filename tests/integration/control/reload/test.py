"""CTL-046, DAEMON-076: reload stops everything and starts again from the config, in the same process."""


def test(t):
    daemon = t.start()
    pid = t.wait_state("one", "RUNNING")["pid"]
    t.config("@BASE@\n[program:two]\ncommand=sleep 1000\nstartsecs=0\n")
    t.ctl("reload", code=0, out="Restarted supervisord\n")
    t.wait_log("supervisord started with pid %d$" % daemon.pid, count=2)
    t.wait_ready()
    t.wait_state("two", "RUNNING")
    t.equal(sorted(t.states()), ["two"], "programs")
    t.true(not t.alive(pid), "the old program is gone")
    t.equal(t.rpc.getPID(), daemon.pid, "the daemon's pid")
