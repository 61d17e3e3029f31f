"""Completion in fish, by its own `complete -C`."""
import shutil
import subprocess

from harness import completion

ours_only = "completion files are ours"


def test(t):
    if not shutil.which("fish"):
        t.skip("fish is not installed")
    completion.start(t)
    environment = completion.environment(t)
    script = "; ".join("source '%s'" % file for file in sorted(completion.FILES.glob("*.fish")))

    def ask(line):
        done = subprocess.run(["fish", "--no-config", "-c", script + "; complete -C $argv[1]", line],
                              env=environment, cwd=t.dir, capture_output=True, text=True)
        t.equal(done.stderr, "", "errors of fish for %r" % line)
        return {offered.split("\t")[0] for offered in done.stdout.splitlines()}
    completion.check(t, ask)
