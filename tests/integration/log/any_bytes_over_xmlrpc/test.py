"""S#744, S#1485, S#1499, S#1538, S#1611, S#1693, LOG-065, LOG-066: NUL, escapes, broken UTF-8 and characters cut in two
come over XML-RPC as well-formed XML that a strict client reads."""

ours_only = "Supervisor answers with HTTP 500 or broken XML"


def test(t):
    (t.dir / "input").write_bytes(b"\x00\x1b[31mred\x1b[0m \xff\xfe " + "é".encode() + b" end\n" + bytes(range(256)))
    t.start()
    t.wait_state("odd", "EXITED")
    size = len(t.read_bytes("out"))
    t.equal(size, len(t.read_bytes("input")), "the file has the bytes as they are")
    for offset in range(size):
        t.true(isinstance(t.rpc.readProcessStdoutLog("odd", offset, 3), str), "read at %d" % offset)
    t.match("red.* é end\n", t.rpc.readProcessStdoutLog("odd", 0, 0))
    t.equal(t.rpc.tailProcessStdoutLog("odd", 0, 100000)[1:], [size, False], "tail")
    t.match("red", t.ctl("tail -400 odd", code=0).out)
