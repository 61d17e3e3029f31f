"""CTL-033, CTL-052, CTL-081: Ctrl-C ends whatever a command waits for: an answer that does not come, a server that has no
place for us."""
import pathlib
import re
import signal
import subprocess

from harness import wait
from harness.full_screen import FullScreen
from harness.shell import CTRL_C, Shell
from harness.silent import FullSocket, SilentServer, process
from harness.terminal import Terminal

ours_only = "Supervisor shows a traceback, or waits on"
LIMIT = 20


def interrupted(t, server, line, asked, count=1):
    """Runs a command, sends SIGINT when it waits for the answer to `asked`; its status, and what it has said."""
    with open(t.dir / "seen", "wb") as seen:
        waiting = subprocess.Popen([t.programs.supervisorctl, "-s", server.url, *line.split()], env=t.env,
                                   stdin=subprocess.DEVNULL, stdout=seen, stderr=subprocess.STDOUT)
    try:
        t.wait(lambda: server.asked.count(asked) >= count, "%s to be asked" % asked)
        waiting.send_signal(signal.SIGINT)
        return waiting.wait(LIMIT * wait.PATIENCE), t.read("seen")
    finally:
        waiting.kill()
        waiting.wait()


def answers_that_do_not_come(t):
    many = " ".join("n%d" % i for i in range(17))
    with SilentServer(startProcess=True) as server:
        code, seen = interrupted(t, server, "start " + many, "getAllProcessInfo")
        t.equal(code, 130, "status of a start")
        t.match(r"\A\nInterrupted\. .*\nn0: ERROR \(still starting\)\n", seen)
        t.equal(seen.count(": ERROR (still starting)\n"), 17, "names that are on their way")
    with SilentServer() as server:
        t.equal(interrupted(t, server, "clear g:*", "getAllProcessInfo"), (130, "\n"), "clear of a group")
    with SilentServer(getAllProcessInfo=[process("p", "p")], readProcessStdoutLog="x\n") as server:
        t.equal(interrupted(t, server, "tail -f p", "/logtail/p/stdout"), (0, "==> Press Ctrl-C to exit <==\n\n"), "tail -f")
        t.equal(interrupted(t, server, "logs -f p --stdout", "/logtail/p:p/stdout"), (0, "\n"), "logs -f")
    with SilentServer(getProcessInfo=process("p", "p")) as server:
        terminal = Terminal([t.programs.supervisorctl, "-s", server.url, "fg", "p"], t.dir, t.env)
        terminal.wait_for(b"exit <==\r\n", LIMIT * wait.PATIENCE)
        terminal.type(b"hello\n")
        t.wait(lambda: "sendProcessStdin" in server.asked, "the line to be sent")
        terminal.type(CTRL_C)
        t.equal(terminal.end(LIMIT * wait.PATIENCE), 0, "status of fg")
        t.match(rb"Exiting foreground\r\n\Z", terminal.seen)


def takes_ctrl_c(pid):
    """Does the process have SIGINT blocked, to read it?"""
    blocked = re.search(r"^SigBlk:\s*(\w+)$", pathlib.Path("/proc/%d/status" % pid).read_text(), re.M)
    return int(blocked[1], 16) & 1 << signal.SIGINT - 1


def no_place(t):
    full = FullSocket(t.dir / "full.sock")
    shell = Shell(t, "-s", "unix://%s/full.sock" % t.dir, term="dumb")
    t.wait(lambda: takes_ctrl_c(shell.terminal.pid), "the shell to take Ctrl-C for an event")
    shell.type(CTRL_C)
    shell.see_prompt()
    t.equal(shell.leave(), 0)
    full.close()

    top = FullScreen([t.programs.supervisorctl, "-c", str(t.conf), "top"], t.dir, t.env)
    top.wait_picture(lambda picture: any("sleeper" in line for line in picture), "the program", LIMIT)
    t.daemon.signal("STOP")
    t.socket_path.unlink()
    full = FullSocket(t.socket_path)
    t.daemon.signal("KILL")
    top.wait_picture(lambda picture: "no connection" in picture[1], "the loss", LIMIT)
    # It paints once a second, but not while it connects.
    t.wait(lambda: not top.read(1.5), "top to wait for a place")
    top.type(CTRL_C)
    t.equal(top.end(LIMIT * wait.PATIENCE), 0, "status of top")
    full.close()


def test(t):
    t.start()
    t.wait_state("sleeper", "RUNNING")
    answers_that_do_not_come(t)
    no_place(t)
