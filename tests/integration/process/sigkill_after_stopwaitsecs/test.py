"""PROC-022, PROC-026: a program that ignores stopsignal is killed after stopwaitsecs."""
import time


def test(t):
    t.start()
    pid = t.wait_state("stubborn", "RUNNING")["pid"]
    t.wait(lambda: t.rpc.readProcessStdoutLog("stubborn", 0, 0), "the program to be set up")
    began = time.monotonic()
    t.ctl("stop stubborn", code=0, out="stubborn: stopped\n")
    took = time.monotonic() - began
    t.true(0.95 <= took < 5, "the stop took about stopwaitsecs (%.2f s)" % took)
    t.match(r"INFO waiting for stubborn to stop$", t.log())
    t.match(r"WARN killing 'stubborn' \(%d\) with SIGKILL$" % pid, t.log())
    t.match(r"WARN stopped: stubborn \(terminated by SIGKILL\)$", t.log())
    t.true(not t.alive(pid), "the process is gone")
