"""field B.1 (Supervisor #461): signals that arrive while logs are written neither end the daemon nor cost a byte."""


def test(t):
    daemon = t.start()
    expected = "".join("%d\n" % n for n in range(1, 300001))

    def complete_under_signals():
        for name in ("USR2", "CHLD", "USR2", "CONT", "PIPE"):
            daemon.signal(name)
        return len(t.read_bytes("out")) >= len(expected)
    t.wait(complete_under_signals, "all output")
    t.true(t.read("out") == expected, "every byte is there, once and in order")
    t.equal(t.state("flood"), "RUNNING", "the program")
    t.stop()
