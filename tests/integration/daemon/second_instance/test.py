"""DAEMON-033, DAEMON-014: a second daemon with the same config gives up with 2 and leaves the first one's files."""


def test(t):
    daemon = t.start()
    t.wait_state("one", "RUNNING")
    t.wait(lambda: t.rpc.readProcessStdoutLog("one", 0, 0), "output")
    done = t.supervisord("-n", "-c", t.conf, code=2)
    t.match(r"^Error: Another program is already listening on a port that one of our HTTP servers is configured to use\."
            r"  Shut this program down first before starting supervisord\.\nFor help, use .*supervisord -h$", done.err)
    t.equal(t.read("supervisord.pid"), "%d\n" % daemon.pid, "pidfile")
    t.equal(t.rpc.getPID(), daemon.pid, "the first daemon still answers")
    t.stop()
