"""PROC-012: a stop in BACKOFF does not clear the count of retries; the next start goes on from there."""


def test(t):
    t.start()
    t.wait_log(r"spawnerr: can't find command", count=2)
    t.wait_state("absent", "BACKOFF")
    t.rpc.stopProcess("absent")
    t.write("missing", "#!/bin/sh\nsleep 0.5\nexit 1\n", 0o755)
    t.equal(t.rpc.startProcess("absent", False), True, "start")
    t.wait_state("absent", "FATAL")
    t.equal(t.log().count("spawned: 'absent'"), 1, "one try is left of three")
