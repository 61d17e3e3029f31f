"""RPC-025, RPC-026, LOG-011: the main log over XML-RPC."""


def test(t):
    t.start()
    t.equal(t.rpc.readLog(0, 4), t.log()[:4], "readLog from the start")
    t.equal(t.rpc.readLog(-10, 0), t.log()[-10:], "readLog of the end")
    t.equal(t.fault(t.rpc.readLog, -10, 5)[0], 3, "BAD_ARGUMENTS")
    t.equal(t.rpc.clearLog(), True, "clearLog")
    who_cleared_it = "INFO supervisor.clearLog() from "  # ours says so
    t.equal([line for line in t.messages() if not line.startswith(who_cleared_it)], [], "the new file")
    t.daemon.signal("USR2")
    t.wait_log("supervisord logreopen")
    (t.dir / "supervisord.log").unlink()
    t.equal(t.fault(t.rpc.clearLog), (20, "NO_FILE"), "clearLog without a file")
    t.equal(t.fault(t.rpc.readLog, 0, 0), (20, "NO_FILE: %s/supervisord.log" % t.dir), "readLog without a file")
