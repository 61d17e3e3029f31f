"""status --watch on a terminal: the whole screen, kept up to date by the daemon; given back at every end."""
import os
import re
import signal

from harness.full_screen import FullScreen

ours_only = "Supervisor has no --watch"

LIMIT = 30
LEFT = b"\x1b[?1049l"


def watch(t, *words, size=(80, 24), **variables):
    return FullScreen([t.programs.supervisorctl, "-c", str(t.conf), "status", "--watch", *words], t.dir,
                      {**t.env, **variables}, size)


def shows(pattern):
    return lambda picture: any(re.search(pattern, line) for line in picture)


def test(t):
    t.start()
    t.wait_state("web", "RUNNING")
    _keeps_up(t)
    _scrolls_and_resizes(t)
    _gives_the_screen_back(t)
    _stops_and_goes_on(t)
    _colours(t)


def _keeps_up(t):
    terminal = watch(t)
    picture = terminal.wait_picture(shows("^web +RUNNING +pid %d, uptime" % t.pid("web")), "web running", LIMIT)
    t.match(r"^supervisor +RUNNING +pid %d" % t.daemon.pid, picture[0])
    t.match(r"^31 processes: 1 RUNNING, 30 STOPPED$", picture[1])
    t.match(r"^NAME +STATE +DESCRIPTION", picture[2])
    t.equal(len(picture), 24, "lines of the screen")
    t.equal(terminal.modes(), (False, False), "keys come one by one, unseen")
    t.rpc.stopProcess("web")
    terminal.wait_picture(shows("^web +STOPPED"), "web stopped", LIMIT)
    t.rpc.startProcess("web")
    terminal.wait_picture(shows("^web +RUNNING"), "web running again", LIMIT)
    _survives_the_daemon(t, terminal)
    terminal.type(b"q")
    t.equal(terminal.end(LIMIT), 0, "exit status")
    t.true(terminal.seen.endswith(LEFT), "the screen is given back")


def _survives_the_daemon(t, terminal):
    t.stop()
    terminal.wait_picture(shows("^no connection: .*; trying again"), "the daemon's absence", LIMIT)
    t.start()
    terminal.wait_picture(shows("^web +RUNNING +pid %d," % t.pid("web")), "the new daemon's web", LIMIT)
    t.absent("no connection", "\n".join(terminal.picture()))


def _scrolls_and_resizes(t):
    terminal = watch(t, size=(60, 10))
    picture = terminal.wait_picture(shows("1-6 of 31"), "the first rows", LIMIT)
    t.equal(len(picture), 10)
    t.true(all(len(line) <= 60 for line in picture), "nothing is wider than the screen")
    terminal.type(b"\x1b[B\x1b[B")
    terminal.wait_picture(shows("3-8 of 31"), "two rows further", LIMIT)
    terminal.type(b"\x1b[6~")
    terminal.wait_picture(shows("9-14 of 31"), "a page further", LIMIT)
    terminal.resize(100, 50)
    picture = terminal.wait_picture(lambda p: len(p) == 50, "the larger screen", LIMIT)
    t.true(shows("^zoo:00 ")(picture) and shows("^web ")(picture), "all rows fit")
    terminal.type(b"q")
    t.equal(terminal.end(LIMIT), 0)
    terminal = watch(t, "zoo:0*", "web", "zoo:07")
    terminal.wait_picture(lambda p: shows("^2 processes")(p) and shows("^web ")(p) and shows("^zoo:07 ")(p),
                          "those that were named", LIMIT)
    terminal.type(b"\x03")
    t.equal(terminal.end(LIMIT), 0, "exit status after Ctrl-C")


def _gives_the_screen_back(t):
    for name, how in (("SIGTERM", None), ("SIGHUP", None), ("SIGQUIT", b"\x1c")):
        terminal = watch(t)
        terminal.wait_picture(shows("^NAME"), "the table", LIMIT)
        if how:
            terminal.type(how)
        else:
            os.kill(terminal.pid, getattr(signal, name))
        while terminal.read(LIMIT):
            pass
        t.true(terminal.seen.endswith(LEFT), "the screen is given back after " + name)
        t.equal(terminal.end(LIMIT), -getattr(signal, name), "ended by the signal")


def _stops_and_goes_on(t):
    """Ctrl-Z."""
    terminal = watch(t)
    terminal.wait_picture(shows("^NAME"), "the table", LIMIT)
    terminal.type(b"\x1a")
    terminal.wait_for(LEFT, LIMIT)
    _, status = os.waitpid(terminal.pid, os.WUNTRACED)
    t.true(os.WIFSTOPPED(status), "stopped, not ended: %r" % status)
    t.equal(terminal.modes(), (True, True), "the terminal is as it was")
    t.rpc.stopProcess("web")
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.wait_picture(shows("^web +STOPPED"), "what happened meanwhile", LIMIT)
    t.equal(terminal.modes(), (False, False), "keys")
    t.rpc.startProcess("web")
    terminal.type(b"q")
    t.equal(terminal.end(LIMIT), 0)


def _colours(t):
    terminal = watch(t)
    terminal.wait_for(b"\x1b[32m", LIMIT)
    terminal.type(b"q")
    terminal.end(LIMIT)
    terminal = watch(t, NO_COLOR="1")
    terminal.wait_picture(shows("^NAME"), "the table", LIMIT)
    terminal.type(b"q")
    terminal.end(LIMIT)
    t.absent(rb"\x1b\[[0-9;]*3[0-7]m", terminal.seen, "NO_COLOR")
