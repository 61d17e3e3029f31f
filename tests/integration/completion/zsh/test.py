"""Completion in zsh, at a terminal."""
import shutil

from harness import completion
from harness.terminal import Terminal

ours_only = "completion files are ours"


def test(t):
    if not shutil.which("zsh"):
        t.skip("zsh is not installed")
    completion.start(t)
    offered = t.dir / "offered"
    environment = {**completion.environment(t), "OFFERED": str(offered), "FILES": str(completion.FILES)}
    shell = Terminal([shutil.which("zsh"), "-f", "-i"], t.dir, environment)
    shell.type(b"source ./completions.zsh\n")
    shell.wait_for(b"ready> ", 60)

    def ask(line):
        offered.unlink(missing_ok=True)
        shell.type(line.encode() + b"\x14")

        def answered():
            shell.read(0)
            return "END\n" in t.read("offered")
        t.wait(answered, "zsh to answer; seen %r" % shell.seen[-2000:])
        # The star of a group may be offered with the backslash that it is inserted with.
        return set(t.read("offered").replace("\\", "").split("\n")) - {"", "END"}
    try:
        completion.check(t, ask)
    finally:
        shell.kill()
