"""LOG-060 to LOG-063, RPC-049, RPC-050: reading a log by offset and length, and its end with overflow."""


def test(t):
    t.write("input", "out\n" * 16)
    t.start()
    t.wait_state("out", "EXITED")
    tail, read = t.rpc.tailProcessStdoutLog, t.rpc.readProcessStdoutLog
    text = "out\n" * 16
    for offset, length, expected in ((0, 5, ["\nout\n", 64, True]), (0, 100, [text, 64, False]), (0, 0, ["", 64, True]),
                                     (100, 5, ["", 64, False]), (-5, 3, ["ut\n", 64, True]), (3, -1, ["", 64, True])):
        t.equal(tail("out", offset, length), expected, "tail(%d, %d)" % (offset, length))
    for offset, length, expected in ((0, 0, text), (0, 5, "out\no"), (60, 0, "out\n"), (60, 100, "out\n"), (64, 5, ""),
                                     (1000, 0, ""), (-3, 0, "ut\n"), (-1000, 0, text)):
        t.equal(read("out", offset, length), expected, "read(%d, %d)" % (offset, length))
    for offset, length in ((-3, 1), (0, -1), (5, -3)):
        t.equal(t.fault(read, "out", offset, length)[0], 3, "BAD_ARGUMENTS for (%d, %d)" % (offset, length))
    t.equal(t.rpc.tailProcessStderrLog("out", 0, 10), ["", 0, False], "tail of a NONE log")
    t.equal(t.fault(t.rpc.readProcessStderrLog, "out", 0, 10), (20, "NO_FILE"), "read of a NONE log")
    t.equal(tail("never", 0, 10), ["", 0, False], "tail of a missing log")
    t.equal(t.fault(read, "never", 0, 10), (20, "NO_FILE: %s/never" % t.dir), "read of a missing log")
    t.equal(t.fault(read, "nobody", 0, 10), (10, "BAD_NAME: nobody"), "unknown name")
    t.equal(t.fault(read, "out:*", 0, 10), (10, "BAD_NAME: out:*"), "a group")
