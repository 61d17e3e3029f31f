"""PROC-022: a program stopped by SIGSTOP does not act on TERM; SIGKILL ends it all the same."""
import os
import signal


def test(t):
    t.start()
    pid = t.wait_state("frozen", "RUNNING")["pid"]
    os.kill(pid, signal.SIGSTOP)
    t.ctl("stop frozen", code=0, out="frozen: stopped\n")
    t.match(r"WARN stopped: frozen \(terminated by SIGKILL\)$", t.log())
    t.true(not t.alive(pid), "the process is gone")
