"""RPC-052: clear of a program that does not run answers true; for a running one the new file is used at once."""


def test(t):
    t.start()
    t.wait_file("out", "hello")
    t.equal(t.rpc.clearProcessLogs("one"), True, "clear while running")
    t.equal(t.read("out"), "", "the log")
    t.rpc.stopProcess("one")
    t.write("out", "old\n")
    t.equal(t.rpc.clearProcessLogs("one"), True, "clear while stopped")
    t.equal(t.read("out"), "" if t.ours else "old\n", "the log of the stopped program")
    t.rpc.startProcess("one")
    t.wait_file("out", "hello")
