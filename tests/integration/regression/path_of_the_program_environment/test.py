"""CHANGES 3.3.4, PROC-032: PATH from environment= is the one that is searched."""


def test(t):
    t.write("bin/only_here", "#!/bin/sh\nexec sleep 1000\n", 0o755)
    t.start()
    t.wait_state("one", "RUNNING")
