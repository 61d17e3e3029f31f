"""kill -9 of the daemon at random moments: logs hold whole, consecutive lines, and the next start works."""
import os
import random
import re
import time

from harness import descendants

LINE = re.compile(rb"\d+ a line of ordinary output as programs write them")


def cut_lines(t):
    """Lines that are not whole, in all files put together; a rotation cuts lines, and the next file continues them."""
    names = [n for n in ("out.3", "out.2", "out.1", "out") if (t.dir / n).exists()]
    for name in names:
        t.true((t.dir / name).is_file(), name)
    whole = b"".join(t.read_bytes(n) for n in names)
    lines = whole.split(b"\n")
    return [line for line in lines[1:-1] if not LINE.fullmatch(line)]


def test(t):
    choice = random.Random(7)
    kills = 8 if t.ours else 3
    for round_ in range(kills):
        daemon = t.start()
        if round_:
            t.match("Unlinking stale socket", daemon.err())
        t.wait(lambda: t.read_bytes("out") or (t.dir / "out.1").exists(), "output")
        time.sleep(choice.random() / 3)  # the moment is meant to be arbitrary
        daemon.signal("KILL")
        daemon.wait_exit(-9)
        for pid in descendants.children_of(os.getpid()):
            os.kill(pid, 9)
        t.true(t.log().endswith("\n"), "the daemon's log ends with a whole record")
        # Each killed daemon may leave one line unfinished, which the next one's first line runs on from.
        t.true(len(cut_lines(t)) <= round_ + 1, "cut lines in the logs: %r" % cut_lines(t)[:3])
    t.start()
    t.ctl("status", code=0)
    t.stop()
