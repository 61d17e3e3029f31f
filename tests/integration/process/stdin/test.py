"""LOG-070, LOG-071, PROC-047, RPC-054: text to a program's stdin, in order and whole; EPIPE and absence are faults."""


def test(t):
    t.start()
    t.wait_states({"echo": "RUNNING", "deaf": "RUNNING", "closed": "RUNNING"})
    t.equal(t.rpc.sendProcessStdin("echo", "one\n"), True, "answer")
    t.rpc.sendProcessStdin("echo", "two é\n")
    big = "".join("%07d\n" % i for i in range(50000))
    t.rpc.sendProcessStdin("echo", big)
    expected = ("one\ntwo é\n" + big).encode()
    t.wait(lambda: len(t.read_bytes("echo.out")) >= len(expected), "everything to come back")
    t.true(t.read_bytes("echo.out") == expected, "what comes back is what was sent")

    # A program that does not read: the daemon keeps the text and goes on.
    t.rpc.sendProcessStdin("deaf", "x" * 200000)
    t.equal(t.state("deaf"), "RUNNING", "state")
    if t.ours:  # Supervisor answers with HTTP 500 when nothing at all fits the pipe, and sends the text nevertheless
        t.equal(t.rpc.sendProcessStdin("deaf", "more"), True, "while the pipe is full")

    t.wait_file("ready", "ready")
    t.equal(t.fault(t.rpc.sendProcessStdin, "closed", "x")[0], 20, "NO_FILE when stdin is closed")
    t.equal(t.fault(t.rpc.sendProcessStdin, "off", "x"), (70, "NOT_RUNNING: off"), "not running")
    t.equal(t.fault(t.rpc.sendProcessStdin, "nobody", "x"), (10, "BAD_NAME: nobody"), "unknown name")
