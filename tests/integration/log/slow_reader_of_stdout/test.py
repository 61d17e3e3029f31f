"""LOG-026: who reads the daemon's stdout does not read: the program that writes there waits, the daemon does not."""
import os
import subprocess

ours_only = "Supervisor blocks in the write"


def test(t):
    daemon = t.launch("-s", stdout=subprocess.PIPE)
    t.wait(t.answers, "the daemon to answer")
    t.wait_states({"flood": "RUNNING", "other": "RUNNING"})
    t.rpc.sendProcessStdin("other", "hello\n")
    t.wait_file("other", "hello")
    t.true(not (t.dir / "written").exists(), "the flood is held up")
    os.set_blocking(daemon.process.stdout.fileno(), False)
    got = [0]

    def all_read():
        got[0] += len(daemon.process.stdout.read() or b"")
        return got[0] >= 3000000
    t.wait(all_read, lambda: "3,000,000 bytes; so far %d" % got[0])
    t.wait(lambda: (t.dir / "written").exists(), "the program to get on")
