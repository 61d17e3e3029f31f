"""top: memory and CPU of programs with their children, in the order that is asked for; into a pipe one table."""
import re

from harness.full_screen import FullScreen

ours_only = "Supervisor has no top"

LIMIT = 30


def order(picture):
    return [line.split()[0] for line in picture[3:-1] if line]


def test(t):
    t.start()
    t.wait_states({"busy": "RUNNING", "large": "RUNNING", "a_sleeper": "RUNNING"})
    terminal = FullScreen([t.programs.supervisorctl, "-c", str(t.conf), "top"], t.dir, t.env, (100, 20))
    busy = r"^busy +RUNNING +%d +[1-9][\d.]*%% +[\d.]+[KMG] +2 +\d+:\d\d:\d\d$" % t.pid("busy")
    picture = terminal.wait_picture(lambda p: any(re.match(busy, line) for line in p), "busy at work", LIMIT)
    t.match(r"^supervisor +RUNNING +pid %d, up \S+ +cpu [\d.]+%% +memory [\d.]+M" % t.daemon.pid, picture[0])
    t.match(r"^NAME +STATE +PID +CPU +MEMORY +PROCS +UPTIME$", picture[2])
    t.equal(order(picture)[0], "busy", "first by CPU")
    t.match(r"^stopped +STOPPED +- +- +- +- +-$", "\n".join(picture))
    terminal.type(b"m")
    picture = terminal.wait_picture(lambda p: order(p)[0] == "large", "large first by memory", LIMIT)
    t.match(r"^large +RUNNING +\d+ +[\d.]+% +[5-9]\d\.\dM", "\n".join(picture))
    t.match("by memory", picture[-1])
    terminal.type(b"n")
    terminal.wait_picture(lambda p: order(p) == ["a_sleeper", "busy", "large", "stopped"], "by name", LIMIT)
    terminal.type(b"c")
    terminal.wait_picture(lambda p: order(p)[0] == "busy", "busy first by CPU", LIMIT)
    terminal.type(b"q")
    t.equal(terminal.end(LIMIT), 0, "exit status")
    _table(t)


def _table(t):
    done = t.ctl("top busy stopped", code=0)
    lines = done.out.splitlines()
    t.match(r"\ANAME +STATE +PID +CPU +MEMORY +PROCS +UPTIME$", lines[0])
    t.match(r"\Abusy +RUNNING +%d +[\d.]+%% +[\d.]+M +2 " % t.pid("busy"), lines[1])
    t.match(r"\Astopped +STOPPED ", lines[2])
    t.equal(len(lines), 3, "lines")
    t.absent("\x1b", done.out)
    done = t.ctl("top nope", code=4, err="nope: ERROR (no such process)\n")
    t.equal(len(done.out.splitlines()), 1, "the heading alone")
    t.absent(r"\btop\b", t.ctl("help").out, "in a help that scripts read")
    t.match(r"\btop\b", t.ctl("help --all").out)
