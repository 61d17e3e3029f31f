"""CTL-083, CFG-141, CLI-054: what was typed is there again the next time, unless it is better forgotten."""
from harness.shell import CTRL_C, DOWN, UP, Shell

ours_only = "Supervisor ignores -r, and keeps everything"
needs = ("libedit",)


def lines(t, name="history"):
    return t.read(name).splitlines()


def test(t):
    t.start()
    t.wait_state("web", "RUNNING")
    shell = Shell(t)
    shell.see_prompt()
    for line in ("version", "pid web", "pid web", " pid", "open http://me:secret@127.0.0.1:1", "foo --password=x"):
        shell.run(line)
    shell.type(UP, then="pid web")
    shell.type(UP, then="version")
    shell.type(UP, then="version")
    shell.type(DOWN, then="pid web")
    shell.type(CTRL_C)
    shell.see_prompt()
    t.equal(lines(t), ["version", "pid web"], "the file, even before the end")
    t.equal((t.dir / "history").stat().st_mode & 0o777, 0o600, "its mode")

    # Two at once do not lose what the other wrote.
    other = Shell(t)
    other.see_prompt()
    other.type(UP, then="pid web")
    other.type(CTRL_C)
    other.see_prompt()
    other.run("help stop")
    shell.run("help start")
    t.equal(shell.leave(), 0)
    t.equal(other.leave(), 0)
    t.equal(lines(t), ["version", "pid web", "help stop", "help start"], "both")

    # Search backwards.
    shell = Shell(t)
    shell.see_prompt()
    shell.type(b"\x12pid")
    shell.see("pid web")
    shell.type(b"\x1b")
    shell.type(b"\x05", then="pid web")
    shell.type(b"\r")
    shell.see_prompt()
    shell.leave()

    # A bounded number of lines; the oldest go.
    t.write("history", "".join("pid %d\n" % n for n in range(1500)))
    shell = Shell(t)
    shell.see_prompt()
    shell.type(UP, then="pid 1499")
    shell.type(CTRL_C)
    shell.see_prompt()
    shell.run("version")
    shell.leave()
    t.equal(len(lines(t)), 1000, "lines")
    t.equal((lines(t)[0], lines(t)[-1]), ("pid 501", "version"))

    # Another file, and one that cannot be used: said once, and nothing else is lost.
    shell = Shell(t, "-r", str(t.dir / "mine"))
    shell.see_prompt()
    shell.run("version")
    shell.leave()
    t.equal(lines(t, "mine"), ["version"])
    shell = Shell(t, "-r", str(t.dir / "no" / "folder"))
    shell.see_prompt()
    shell.run("version")
    shell.run("pid web")
    t.equal(shell.screen.text().count("The history file cannot be written: open "), 1, "said once")
    shell.type(UP, then="pid web")
    shell.type(CTRL_C)
    shell.see_prompt()
    t.equal(shell.leave(), 0)
    t.write("big", "x\n" * 600000)
    shell = Shell(t, "-r", str(t.dir / "big"))
    shell.see("The history file cannot be read: ")
    shell.see_prompt()
    shell.run("version")
    shell.leave()
    t.equal((t.dir / "big").stat().st_size, 1200000, "what is no history of ours is left alone")
