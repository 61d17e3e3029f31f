"""FCGI-001 to FCGI-005, FCGI-007, FCGI-008, FCGI-010, LOG-072: the processes of an fcgi-program share one listening socket as fd 0, which is open from the first
start to the last end, also while they are restarted."""
import os
import stat

from harness import fastcgi


def pids(t, *names):
    return {str(t.pid(name)) for name in names}


def test(t):
    fastcgi.lay_out(t)
    t.start()
    t.wait_states({"unix:unix_0": "RUNNING", "unix:unix_1": "RUNNING", "tcp": "STOPPED"})
    path = str(t.dir / "fcgi.sock")
    mode = os.stat(path)
    t.equal((stat.S_ISSOCK(mode.st_mode), stat.S_IMODE(mode.st_mode)), (True, 0o720), "the socket's file")
    both = pids(t, "unix:unix_0", "unix:unix_1")
    t.true(fastcgi.ask(path) in both, "one of them answers")
    # Once and closed as a test for each group, and again for the first process.
    t.in_order([r"INFO Creating socket unix://%s$" % path, r"INFO Closing socket unix://%s$" % path,
                r"INFO Creating socket unix://%s$" % path], t.log())
    t.equal(t.log().count("Creating socket unix"), 2, "shared, not made for each")
    for name in both:
        t.equal(os.readlink("/proc/%s/fd/0" % name)[:7], "socket:", "fd 0 of " + name)

    # One stops: the other goes on answering. One that ends by itself is restarted.
    t.rpc.stopProcess("unix:unix_0")
    left = str(t.pid("unix:unix_1"))
    t.equal(fastcgi.ask(path), left, "the other one answers")
    t.equal(fastcgi.ask(path, "/end"), left)
    if t.ours:  # Supervisor closes it for a moment, when the last one has ended
        t.true(fastcgi.ask(path) not in ("", left), "its successor answers, after a wait in the backlog")
        t.equal(t.log().count("Creating socket unix"), 2, "it was not made again")

    # The last one closes it; the next start makes it anew.
    t.wait(lambda: str(t.pid("unix:unix_1")) not in ("0", left), "the restart")
    t.rpc.stopProcessGroup("unix")
    t.wait_log("INFO Closing socket unix", 2 if t.ours else 3)
    t.rpc.startProcessGroup("unix")
    t.true(fastcgi.ask(path) in pids(t, "unix:unix_0", "unix:unix_1"), "they answer again")

    t.rpc.startProcess("tcp")
    t.equal(fastcgi.ask(("127.0.0.1", t.port())), str(t.pid("tcp")), "over TCP")
    if t.ours:
        t.match(r"Creating socket tcp://localhost:%d$" % t.port(), t.log())
    t.equal(t.fault(t.rpc.sendProcessStdin, "tcp", "x")[0], 20, "its stdin is the socket")
    made = t.log().count("Creating socket unix")
    t.daemon.signal("HUP")
    t.wait_log("supervisord started with pid", count=2)
    t.wait_ready()
    t.wait_states({"unix:unix_0": "RUNNING", "unix:unix_1": "RUNNING"})
    t.equal(t.log().count("Creating socket unix"), made + 2, "a restart makes it anew")
    t.true(fastcgi.ask(path) in pids(t, "unix:unix_0", "unix:unix_1"), "they answer again")
    t.stop()
    if t.ours:
        t.true(not os.path.exists(path), "the file is removed")
