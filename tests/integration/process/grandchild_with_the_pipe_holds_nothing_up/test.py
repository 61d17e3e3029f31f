"""PROC-070: a grandchild that keeps the output pipe open delays neither a restart nor a stop."""
import os
import signal


def test(t):
    t.start()
    t.wait_file("out", "hello")
    pid = t.wait_state("parent", "RUNNING")["pid"]
    os.kill(pid, signal.SIGKILL)
    t.wait(lambda: t.pid("parent") not in (0, pid), "a successor")
    t.wait_file("out", "hello", count=2)
    t.ctl("stop parent", code=0, out="parent: stopped\n")
    for line in t.wait_file("grandchildren", r"^\d+$", count=2):
        t.true(t.alive(int(line.group())), "the grandchild is alive")
