"""CTL-080, CTL-081: without a line editor, or on a terminal that cannot move its cursor, there are plain lines."""
import shutil

from harness.shell import CTRL_C, Shell

ours_only = "Supervisor needs Python's readline"


def test(t):
    t.start()
    t.wait_state("web", "RUNNING")
    t.write("broken/libedit.so.2", "this is no library")
    (t.dir / "bin").mkdir()
    # Elsewhere it does not find the library that is kept beside it.
    t.programs.supervisorctl = shutil.copy(t.programs.supervisorctl, t.dir / "bin")
    shell = Shell(t, env={"LD_LIBRARY_PATH": str(t.dir / "broken")})
    shell.see_prompt()
    t.equal(shell.screen.text().count("No line editing, history or completion: "), 1, "said once")
    t.true(shell.terminal.is_canonical(), "the terminal edits")
    shell.run("pid")
    t.match(r"^%d$" % t.daemon.pid, shell.screen.text())
    t.equal(shell.leave(), 0)

    for term in ("dumb", "emacs"):
        shell = Shell(t, term=term)
        shell.see_prompt()
        t.absent("line editing", shell.screen.text(), "nothing to complain about")
        shell.run("pid")
        t.match(r"^%d$" % t.daemon.pid, shell.screen.text())
        t.equal(shell.leave(CTRL_C), 0)
    t.equal(t.read("history"), "", "no history without an editor")
