"""Clients that download logs and read nothing leave programs the descriptors they need: as many logs can be downloaded as
followed, all together."""
import collections
import contextlib
import os
import socket

ours_only = "the page is another one"
usual_connections, usual_streams = 512, 128  # with minfds=1024


def test(t):
    t.start(wrapper=("prlimit", "--nofile=1024"))
    t.wait_state("web", "RUNNING")
    os.truncate(t.dir / "web.log", 4 * 1024 * 1024)  # more than a socket takes unread
    with contextlib.ExitStack() as clients:
        answers = collections.Counter(download(t, clients) for _ in range(usual_connections))
        t.equal(answers, {b"200": usual_streams, b"503": usual_connections - usual_streams}, "answers")
        t.rpc.stopProcess("web")
        t.equal(t.rpc.startProcess("web"), True, "a program can start")
    t.wait(lambda: download(t) == b"200", "room for others when they have gone")
    t.stop()


def download(t, clients=None):
    """Begins one; the status of the answer."""
    with contextlib.ExitStack() as own:
        client = (clients or own).enter_context(socket.socket(socket.AF_UNIX))
        client.connect(str(t.socket_path))
        client.sendall(b"GET /api/log/web/stdout?download=1 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return client.recv(12)[-3:]
