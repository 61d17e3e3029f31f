"""DAEMON-031, DAEMON-041, FCGI-001: whoever can read the folder of a socket can lock it; the daemon starts, makes the sockets of
programs, stops and ends all the same."""
import fcntl
import os
import socket


def test(t):
    for name in ("s.sock", "fcgi.sock"):  # with stale ones in their place the daemon would like to have the lock
        with socket.socket(socket.AF_UNIX) as stale:
            stale.bind(str(t.dir / name))
    folder = os.open(t.dir, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    daemon = t.start()
    t.match("^Unlinking stale socket %s/s.sock$" % t.dir, daemon.err())
    t.wait_state("one", "RUNNING")
    t.rpc.startProcess("two")
    t.equal(t.state("two"), "RUNNING", "the program with a socket of its own")
    t.rpc.stopProcess("two")
    t.stop()
    t.equal([name for name in ("s.sock", "fcgi.sock") if (t.dir / name).exists()], [], "sockets left behind")
    os.close(folder)
