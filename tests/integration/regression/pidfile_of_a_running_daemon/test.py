"""CHANGES 3.3.2, 3.3.4, DAEMON-025, DAEMON-041: a pidfile that names somebody alive keeps nobody from starting; whoever fails to start removes neither pidfile nor socket of the one that runs,
and a pidfile that is not ours any more is left alone."""
import os


def test(t):
    t.write("supervisord.pid", "%d\n" % os.getpid())
    daemon = t.start()
    t.equal(t.read("supervisord.pid"), "%d\n" % daemon.pid, "the pidfile is written over")
    for foreground in (True, False):
        second = t.launch(foreground=foreground)
        second.wait_exit(2)
        t.equal(t.read("supervisord.pid"), "%d\n" % daemon.pid, "pidfile")
        t.equal(t.rpc.getPID(), daemon.pid, "the first daemon")
    t.daemon = daemon
    t.stop()
    t.true(not t.socket_path.exists(), "the socket is removed at the end")
