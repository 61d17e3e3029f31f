"""PROC-071: a program that closes its stdout and stderr keeps running."""


def test(t):
    t.start()
    t.wait_file("out", "last words")
    pid = t.wait_state("quiet", "RUNNING")["pid"]
    t.wait_log(r"DEBG fd \d+ closed, stopped monitoring ", count=2)
    t.observe(1, lambda: t.pid("quiet") == pid, "quiet running")
    t.ctl("stop quiet", code=0, out="quiet: stopped\n")
