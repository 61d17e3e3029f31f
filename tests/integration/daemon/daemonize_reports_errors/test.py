"""DAEMON-023: what prevents a start in the background is told on the terminal, with exit status 2."""


def test(t):
    daemon = t.start()
    second = t.launch("-y", "1MB", foreground=False)
    second.wait_exit(2)
    t.match("^Error: Another program is already listening", second.err())
    t.equal(t.rpc.getPID(), daemon.pid, "the first daemon is unharmed")
