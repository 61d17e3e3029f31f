"""status --exit-zero and pid --exit-zero: the status says only whether supervisord answers."""
from harness.case import status_line

ours_only = "an option of ours"


def test(t):
    t.start()
    line = status_line("down", "STOPPED", "Not started")
    t.ctl("status", code=3, out=line)
    t.ctl("status --exit-zero", code=0, out=line)
    t.ctl("status down nobody --exit-zero", code=0, out="nobody: ERROR (no such process)\n" + line)
    t.ctl("pid down", code=7, out="0\n")
    t.ctl("pid --exit-zero down", code=0, out="0\n")
    t.stop()
    t.ctl("status --exit-zero", code=4)
    t.ctl("pid --exit-zero", code=7)
