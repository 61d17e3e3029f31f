"""LOG-026: the usual container setting: main log and programs' output on the daemon's stdout, which is a pipe."""
import os
import subprocess


def test(t):
    daemon = t.launch("-s", stdout=subprocess.PIPE)
    os.set_blocking(daemon.process.stdout.fileno(), False)
    seen = []

    def has(text):
        seen.append(daemon.process.stdout.read() or b"")
        return text in b"".join(seen)
    t.wait(lambda: has(b"INFO supervisord started with pid"), "the daemon's own lines")
    t.wait(lambda: has(b"hello\n"), "the program's output")
    t.wait(t.answers, "the daemon to answer")
    if t.ours:
        t.wait_state("one", "RUNNING")
    daemon.signal("TERM")
    daemon.wait_exit(0)
    t.absent("Traceback|seek|error", daemon.err())
