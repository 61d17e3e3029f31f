"""PROC-029, RPC-038, CTL-021: STOPPING counts as neither running nor stopped."""


def test(t):
    t.start()
    t.wait_file("ready", "ready")
    t.wait_state("slow", "RUNNING")
    t.equal(t.rpc.stopProcess("slow", False), True, "stop without waiting")
    info = t.wait_state("slow", "STOPPING")
    t.equal((info["description"], info["pid"] > 0), ("", True), "description and pid in STOPPING")
    t.equal(t.fault(t.rpc.stopProcess, "slow"), (70, "NOT_RUNNING: slow"), "a second stop")
    t.equal(t.fault(t.rpc.startProcess, "slow"), (40, "ABNORMAL_TERMINATION: slow"), "start while stopping")
    t.ctl("status slow", code=0)
    t.wait_state("slow", "STOPPED")
