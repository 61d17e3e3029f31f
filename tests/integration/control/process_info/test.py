"""RPC-043, RPC-045, RPC-011: the members of getProcessInfo and their values."""
import time


def test(t):
    t.start()
    info = t.wait_state("one", "RUNNING")
    t.equal(list(info), ["name", "group", "start", "stop", "now", "state", "statename", "spawnerr", "exitstatus",
                         "logfile", "stdout_logfile", "stderr_logfile", "pid", "description"]
            if t.ours else list(info), "members in order")
    now = time.time()
    t.true(abs(info["start"] - now) < 60 and abs(info["now"] - now) < 60, "start and now are the time")
    t.equal((info["stop"], info["state"], info["spawnerr"], info["exitstatus"]), (0, 20, "", 0), "values")
    t.equal((info["logfile"], info["stdout_logfile"], info["stderr_logfile"]),
            (str(t.dir / "one.out"), str(t.dir / "one.out"), ""), "log files")
    t.equal(t.fault(t.rpc.getProcessInfo, "nobody"), (10, "BAD_NAME: nobody"), "unknown name")
    t.equal(t.fault(t.rpc.getProcessInfo, "one:*"), (10, "BAD_NAME: one:*"), "a group")
    t.equal([i["name"] for i in t.rpc.getAllProcessInfo()], ["one"], "getAllProcessInfo")
    t.equal(t.fault(t.rpc.noSuchMethod), (1, "UNKNOWN_METHOD"), "unknown method")
    t.equal(t.fault(t.rpc.getState, "x"), (2, "INCORRECT_PARAMETERS"), "wrong number of parameters")
