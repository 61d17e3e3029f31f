"""CTL-080 to CTL-082, CTL-047: at a terminal lines are edited; Ctrl-C drops one, and with nothing typed leaves."""
from harness.shell import BACKSPACE, CTRL_C, DELETE, ENTER, LEFT, RIGHT, UP, Shell

ours_only = "keys of a line editor; Python's has others"
needs = ("libedit",)


def test(t):
    t.start()
    t.wait_state("web", "RUNNING")
    for term in ("xterm", "xterm-256color", "screen", "linux", "vt100"):
        shell = Shell(t, term=term)
        shell.see_prompt()
        t.match(r"\Aweb {30}RUNNING   pid \d+, uptime ", shell.screen.text(), "the status comes first, %s" % term)
        shell.run("version")
        t.equal(shell.leave(), 0, "exit status")
        t.match(r"^supervisor>\Z", shell.screen.text(), "nothing is left behind, %s" % term)

    shell = Shell(t)
    shell.see_prompt()
    shell.type("versoin", then="versoin")
    shell.type(LEFT * 3 + DELETE, then="vers")       # under the cursor
    shell.type(RIGHT + b"o", then="versio")
    t.match(r"> version$", shell.screen.text())
    shell.type(b"\x01", then="")                     # Ctrl-A
    shell.type("x" + "y", then="xy")
    shell.type(BACKSPACE * 2, then="")
    shell.type(b"\x05", then="version")              # Ctrl-E
    shell.type(ENTER)
    shell.see_prompt()
    t.match(r"^\d+\.\d+\.\d+\S*$", shell.screen.text(), "the version")

    shell.type("stop web", then="stop web")
    shell.type(CTRL_C)
    shell.see_prompt()
    t.match(r"^supervisor> stop web\^C$", shell.screen.text(), "the line is dropped")
    t.equal(t.state("web"), "RUNNING", "and not executed")

    shell.type(UP, then="version")
    shell.type(b"\x15", then="")                     # Ctrl-U
    shell.type("sig\u00fc\u20ac", then="sig\u00fc\u20ac")
    shell.type(BACKSPACE * 2, then="sig")
    shell.type(b"\x17", then="")                     # Ctrl-W

    shell.type("versi\u00fcon" + "x" + "\x02" * 4, then="versi")   # Ctrl-B
    shell.type(b"\x04", then="versi")                 # Ctrl-D
    shell.type(b"\x05", then="versionx")
    bells = shell.screen.bells
    shell.type(b"\x04")
    shell.wait(lambda: shell.screen.bells > bells, "nothing to delete there")
    shell.type(b"\x15", then="")

    shell.run("stauts")
    t.match(r'^\*\*\* Unknown syntax: stauts\nDid you mean "status"\?$', shell.screen.text(), "a suggestion")
    shell.run("")
    long = "help " + "x" * 200
    shell.type(long)
    shell.wait(lambda: shell.screen.text().endswith("x" * 57), "a line of three rows")
    shell.type(BACKSPACE * 200, then="help ")
    shell.type("stop" + "\r")
    shell.see_prompt()
    t.match(r"^stop <name>\t*\s+Stop a process$", shell.screen.text())

    shell.type("version x\rpid\rpid web\r")        # pasted
    shell.see("Error: version accepts no arguments")
    shell.see("\n%d\n" % t.daemon.pid)
    shell.see("\n%d\n" % t.pid("web"))
    shell.see_prompt()

    shell.enter("shutdown")
    shell.see_line("Really shut the remote supervisord process down y/N? ")
    shell.type(CTRL_C)
    shell.see_prompt()
    t.true(t.answers(), "Ctrl-C is not yes")

    shell.type("x", then="x")
    shell.terminal.resize(50)
    shell.type("y" * 60)
    shell.wait(lambda: shell.screen.cursor_line() == "y" * 23, "the line wraps at the new width")
    shell.type(CTRL_C)
    shell.see_prompt()
    t.equal(shell.screen.unknown, [], "sequences")
    t.equal(shell.leave(CTRL_C), 0, "Ctrl-C with nothing typed")
