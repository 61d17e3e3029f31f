"""CTL-047, CTL-082: the shell survives its daemon and finds it again."""
from harness.shell import Shell

ours_only = "Supervisor's shell does not wait for the daemon"
needs = ("libedit",)


def test(t):
    t.start()
    t.wait_state("web", "RUNNING")
    before = t.pid("web")
    shell = Shell(t)
    shell.see_prompt()
    shell.enter("reload")
    shell.see_line("Really restart the remote supervisord process y/N? ")
    shell.type("y\r")
    shell.see_prompt()
    shell.see("Restarted supervisord\nWaiting for supervisord to be back (Ctrl-C: do not wait)\nsupervisord is back\n")
    shell.run("version")
    t.true(t.pid("web") != before, "it was a new start")

    t.stop()
    shell.run("pid")
    shell.see("/s.sock no such file")
    t.start()
    shell.run("clear web")
    shell.see("web: cleared")
    # Killed and started while nothing is asked: the kept connection is dead.
    t.daemon.signal("KILL")
    t.daemon.wait_exit()
    t.start()
    shell.run("pid")
    t.match(r"^%d$" % t.daemon.pid, shell.screen.text(), "the new daemon's")
    t.equal(shell.leave(), 0)
