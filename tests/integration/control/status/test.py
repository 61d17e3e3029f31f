"""CTL-020, CTL-021: lines, width, order, exit status; errors before the table."""
import re

from harness.case import status_line

LONG = "a_program_with_a_rather_long_name"
UP = r"pid \d+, uptime 0:00:\d\d\n"


def line(name, state, description, width):
    return re.escape(status_line(name, state, "", width).rstrip("\n")) + description


def test(t):
    t.start()
    t.wait_states({"zebra": "RUNNING", LONG: "RUNNING", "team:one": "STOPPED"})
    width = len(LONG) + 3
    t.ctl("status", code=3, out=re.compile(line(LONG, "RUNNING", UP, width)
                                           + line("team:one", "STOPPED", "Not started\n", width)
                                           + line("zebra", "RUNNING", UP, width)))
    t.equal(t.ctl("status").out.count("\n"), t.ctl("status all").out.count("\n"), "status all")
    t.ctl("status zebra", code=0, out=re.compile(line("zebra", "RUNNING", UP, 33)))
    t.ctl("status zebra team:* zebra", code=3, out=re.compile(
        line("zebra", "RUNNING", UP, 33) + line("team:one", "STOPPED", "Not started\n", 33)
        + line("zebra", "RUNNING", UP, 33)))
    t.ctl("status nobody zebra", code=4, out=re.compile(
        re.escape("nobody: ERROR (no such process)\n") + line("zebra", "RUNNING", UP, 33)))
    t.ctl("status nogroup:*", code=4, out="nogroup: ERROR (no such group)\n")
    t.ctl("status nobody team:one", code=3)
    t.ctl("start team:one", code=0)
    t.ctl("status", code=0)
