"""LOG-026: what a program wrote while it was stopped still reaches who reads the daemon's stdout, slow as he is."""
import os
import subprocess

ours_only = "Supervisor blocks in the write"


def test(t):
    daemon = t.launch("-s", stdout=subprocess.PIPE)
    t.wait(t.answers, "the daemon to answer")
    t.equal(os.read(daemon.process.stdout.fileno(), 6), b"ready\n")
    t.rpc.shutdown()
    t.wait_log("stopped: last")
    got = daemon.process.stdout.read()
    t.equal(got.count(b"x"), 120000)
    daemon.wait_exit(0)
