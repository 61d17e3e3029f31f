"""CTL-051, CTL-052: fg shows a program's output and passes on what is typed, until Ctrl-C, Ctrl-D or its end."""
from harness.terminal import Terminal

CTRL_C, CTRL_D = b"\x03", b"\x04"
LIMIT = 30


def foreground(t):
    terminal = Terminal([t.programs.supervisorctl, "-c", str(t.conf), "fg", "echo"], t.dir, t.env)
    terminal.wait_for(b"==> Press Ctrl-C to exit <==\r\n", LIMIT)
    return terminal


def talk(terminal, line):
    terminal.type(line + b"\n")
    terminal.wait_for(b"got " + line + b"\r\n", LIMIT)


def test(t):
    t.start()
    t.wait_state("echo", "RUNNING")
    for leave in (CTRL_C, CTRL_D):
        terminal = foreground(t)
        talk(terminal, b"hello" + leave.hex().encode())
        terminal.type(leave)
        t.equal(terminal.end(LIMIT), 0, "exit status")
        t.match(rb"Exiting foreground\r\n$", terminal.seen)
        t.equal(t.state("echo"), "RUNNING", "the program")
    terminal = foreground(t)
    talk(terminal, b"die")
    t.wait_state("echo", "EXITED")
    terminal.type(b"are you there?\n")
    t.equal(terminal.end(LIMIT), 0, "exit status")
    t.match(rb"Process got killed\r\nExiting foreground\r\n", terminal.seen)
    t.ctl("fg off", code=1, out="ERROR: process not running\n")
    t.ctl("fg nobody", code=1, out="ERROR: bad process name supplied\n")
