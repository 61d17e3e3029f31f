"""LOG-050, LOG-051, LOG-054: tokens and what they enclose never reach the log; held-back bytes do, at the end."""


def test(t):
    t.start()
    t.wait_file("out", "^after the capture, a longer line$")
    t.equal(t.read("out"), "before\nafter the capture, a longer line\n", "the log")
    t.wait_state("one", "RUNNING")
    t.rpc.sendProcessStdin("one", "end\n")
    t.wait_state("one", "EXITED")
    if t.ours:
        t.equal(t.read("out"), "before\nafter the capture, a longer line\nshort", "nothing is lost at the exit")
