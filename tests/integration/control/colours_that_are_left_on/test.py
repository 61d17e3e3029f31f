"""CTL-033, CTL-052: tail -f and fg leave a terminal without the colour that a program has left on, and nothing that it
writes is hidden."""
from harness.terminal import Terminal

CTRL_C = b"\x03"
LIMIT = 30
ours_only = "Supervisor passes on to the terminal whatever comes"


def test(t):
    t.start()
    t.wait_file("out", "hidden")
    for words, end in ((("tail", "-f", "painter"), rb""), (("fg", "painter"), rb"Exiting foreground")):
        terminal = Terminal([t.programs.supervisorctl, "-c", str(t.conf), *words], t.dir, t.env)
        terminal.wait_for(b"\x1b[31mred ^[[8mhidden\r\n", LIMIT)
        terminal.type(CTRL_C)
        t.equal(terminal.end(LIMIT), 0, "exit status")
        t.match(rb"hidden\r\n\^C\x1b\[0m" + end + rb"\r\n\Z", terminal.seen)
