"""PROC-003: with startsecs=0 a program is RUNNING at once, and may end at once without having failed."""


def test(t):
    t.start()
    for _ in range(3):
        t.ctl("start once", code=0, out="once: started\n")
        t.rpc.sendProcessStdin("once", "enough\n")
        info = t.wait_state("once", "EXITED")
        t.equal((info["exitstatus"], info["spawnerr"]), (0, ""), "exit status and spawn error")
    t.wait_log(r"INFO success: once entered RUNNING state, process has stayed up for > than 0 seconds", count=3)
    t.wait_log(r"INFO exited: once \(exit status 0; expected\)", count=3)
    t.absent("BACKOFF|gave up", t.log())
