"""CTL-020: states have colours in the shell of somebody at a terminal, and nowhere else."""
from harness.shell import LIMIT, Shell
from harness.terminal import Terminal
from harness import wait

ours_only = "Supervisor has no colours"
needs = ("libedit",)

COLOURS = {"runs": b"\x1b[32mRUNNING\x1b[0m   pid", "starts": b"\x1b[33mSTARTING\x1b[0m  ",
           "rests": b"\x1b[2mSTOPPED\x1b[0m   Not started", "done": b"\x1b[2mEXITED\x1b[0m    ",
           "broken": b"\x1b[31mEXITED\x1b[0m    ", "fatal": b"\x1b[31mFATAL\x1b[0m     "}


def test(t):
    t.start()
    t.wait_states({"runs": "RUNNING", "done": "EXITED", "broken": "EXITED", "fatal": "FATAL", "starts": "STARTING"})

    def status(term, **env):
        """What the shell shows first."""
        shell = Shell(t, term=term, env=env)
        shell.see_prompt()
        t.equal(shell.leave(), 0)
        return shell.terminal.seen

    shown = status("xterm")
    for name, text in COLOURS.items():
        t.true(name.encode().ljust(33) + text in shown, "%s in its colour: %r" % (name, shown))
    t.true(b"\x1b[32m" in status("xterm", NO_COLOR=""), "an empty NO_COLOR does not count")
    for term, env in (("dumb", {}), ("xterm", {"NO_COLOR": "1"}), ("", {})):
        t.true(b"\x1b[32m" not in status(term, **env), "no colours for TERM=%s %s" % (term, env))

    terminal = Terminal([t.programs.supervisorctl, "-c", str(t.conf), "status"], t.dir, t.env, "xterm")
    terminal.end(LIMIT * wait.PATIENCE)
    t.true(b"runs".ljust(33) + b"RUNNING   pid" in terminal.seen, "one command is as Supervisor's, for expect: %r"
           % terminal.seen)
    t.absent("\x1b", t.ctl("status", env={"TERM": "xterm"}).out, "piped")
    t.absent("\x1b", t.ctl(env={"TERM": "xterm"}, input="status\n").out, "a piped shell")
