"""CTL-033, CTL-051, CTL-052, CTL-082: Ctrl-C ends what a command waits for and not the shell; the terminal is left as
it was however the shell ends."""
import os
import shutil
import signal

from harness.shell import CTRL_C, LIMIT, Shell
from harness.terminal import Terminal
from harness import wait

ours_only = "Supervisor's shell ends with the command that is interrupted"
needs = ("libedit",)


def test(t):
    t.start()
    t.wait_state("echo", "RUNNING")
    shell = Shell(t)
    shell.see_prompt()
    shell.enter("start slow")
    t.wait_state("slow", "STARTING")
    shell.type(CTRL_C)
    shell.see_prompt()
    t.match(r"^supervisor> start slow\n\^C", shell.screen.text())
    t.equal(t.state("slow"), "STARTING", "it is only waited for no longer")
    shell.run("version")

    shell.enter("fg echo")
    shell.see("==> Press Ctrl-C to exit <==")
    shell.type("hello\n")
    shell.see("hello\nhello")                      # typed, and from the program
    shell.type("again\n")
    shell.see("again\nagain")
    shell.type(CTRL_C)
    shell.see_prompt()
    shell.see("^CExiting foreground")

    shell.enter("tail -f echo")
    shell.see("exit <==\nhello\nagain")
    shell.type(CTRL_C)
    shell.see_prompt()
    shell.enter("maintail -f")
    shell.see("entered RUNNING state")
    shell.type(CTRL_C)
    shell.see_prompt()

    # A daemon that does not answer.
    t.daemon.signal("STOP")
    try:
        shell.enter("status")
        shell.wait(lambda: shell.screen.cursor_line() == "", "the command to run")
        shell.type(CTRL_C)
        shell.see_prompt()
    finally:
        t.daemon.signal("CONT")
    shell.run("pid")
    t.match(r"^%d$" % t.daemon.pid, shell.screen.text(), "the next command is answered")
    t.equal(shell.leave(), 0)

    # In the middle of a line the terminal is not in its usual state.
    for name in ("TERM", "HUP", "QUIT"):
        shell = Shell(t)
        shell.see_prompt()
        t.true(not shell.terminal.is_canonical(), "the editor has the terminal")
        reader = os.dup(shell.terminal.fd)
        shell.terminal.fd, first = reader, shell.terminal.fd
        shell.type("pid", then="pid")
        os.kill(shell.terminal.pid, getattr(signal, "SIG" + name))
        t.wait(lambda: os.waitid(os.P_PID, shell.terminal.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT), "the end")
        t.true(shell.terminal.is_canonical(), "the terminal is as before SIG%s" % name)
        t.equal(shell.end(), -getattr(signal, "SIG" + name), "the signal has its effect")
        os.close(first)

    shell = Shell(t)
    shell.see_prompt()
    os.kill(shell.terminal.pid, signal.SIGINT)       # kill -INT is Ctrl-C
    t.equal(shell.end(), 0)

    stopped_and_continued(t)


def stopped_and_continued(t):
    """Ctrl-Z needs a shell with job control around."""
    bash = shutil.which("bash")
    if not bash:
        t.skip("no bash")
    terminal = Terminal([bash, "--norc", "--noprofile", "-i"], t.dir, {**t.env, "PS1": "bash> "}, "xterm")
    limit = LIMIT * wait.PATIENCE

    def see_line(text):
        terminal.wait(lambda: terminal.screen.cursor_line() == text, "expected %r" % text, limit)
    see_line("bash> ")
    terminal.type(("%s -c %s\r" % (t.programs.supervisorctl, t.conf)).encode())
    see_line("supervisor> ")
    terminal.type(b"vers")
    see_line("supervisor> vers")
    terminal.type(b"\x1a")
    see_line("bash> ")
    terminal.type(b"fg\r")
    see_line("supervisor> vers")
    terminal.type(b"ion\r")
    see_line("supervisor> ")
    terminal.type(b"\x04")
    see_line("bash> ")
    terminal.type(b"exit\r")
    terminal.end(limit)
