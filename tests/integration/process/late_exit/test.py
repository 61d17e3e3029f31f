"""PROC-005: exits after startsecs are expected or not by exitcodes; autorestart=unexpected leaves expected ones."""


def test(t):
    t.start()
    t.wait_states({"expected": "RUNNING", "unexpected": "RUNNING"})
    t.rpc.sendProcessStdin("expected", "go\n")
    t.rpc.sendProcessStdin("unexpected", "go\n")
    info = t.wait_state("expected", "EXITED")
    t.equal((info["exitstatus"], info["spawnerr"], info["pid"]), (3, "", 0), "expected exit")
    info = t.wait_state("unexpected", "EXITED")
    t.equal((info["exitstatus"], info["spawnerr"], info["pid"]), (4, "Bad exit code 4", 0), "unexpected exit")
    t.wait_log(r"INFO exited: expected \(exit status 3; expected\)$")
    t.wait_log(r"WARN exited: unexpected \(exit status 4; not expected\)$")
    t.observe(1, lambda: t.states() == {"expected": "EXITED", "unexpected": "EXITED"}, "both EXITED")
