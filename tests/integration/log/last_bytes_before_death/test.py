"""S#11, S#57, S#340, PROC-070: what a program writes just before it dies is in its logs once it is seen as ended."""


def test(t):
    t.start()
    for count in range(1, 6):
        if count > 1:
            t.rpc.startProcess("burst")
        t.wait_state("burst", "RUNNING")
        t.rpc.sendProcessStdin("burst", "go\n")
        t.wait_state("burst", "EXITED")
        t.true(t.read_bytes("out") == (b"x" * 60000 + b"\n") * count, "stdout after death %d" % count)
        t.equal(t.read("err"), "last words\n" * count, "stderr")
