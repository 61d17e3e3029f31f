"""DAEMON-031: a daemon killed while it starts a program leaves its socket listening in that child until the exec. The
next daemon sees that nobody answers there, and takes the place."""
import socket
import threading

ours_only = "Supervisor asks for an answer and may wait for one for ever"


def test(t):
    left_over = socket.socket(socket.AF_UNIX)
    left_over.bind(str(t.socket_path))
    left_over.listen()
    execs = threading.Timer(0.15, left_over.close)
    execs.start()
    daemon = t.start()
    execs.join()
    t.match("^Unlinking stale socket %s$" % t.socket_path, daemon.err())
    t.stop()

    # One that goes on listening is left alone, though it never answers.
    live = socket.socket(socket.AF_UNIX)
    live.bind(str(t.socket_path))
    live.listen()
    done = t.supervisord("-n", "-c", t.conf, code=2)
    t.match("^Error: Another program is already listening", done.err)
    t.true(t.socket_path.exists(), "its socket")
