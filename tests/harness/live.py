"""Reading /api/status and following /api/live, as a script or a page does."""
import http.client
import json
import select
import socket

from . import wait


def connect(target):
    """`target` is the path of a Unix socket or (host, port)."""
    if isinstance(target, tuple):
        return socket.create_connection(target, timeout=30)
    connected = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connected.settimeout(30)
    connected.connect(str(target))
    return connected


def request(target, path, headers=None, method="GET"):
    """The answer, of which nothing but the head has been read."""
    connection = http.client.HTTPConnection("localhost", timeout=30)
    connection.sock = connect(target)
    connection.request(method, path, headers=headers or {})
    answer = connection.getresponse()
    answer.socket = connection.sock
    return answer


def status(target):
    answer = request(target, "/api/status")
    text = answer.read()
    answer.socket.close()
    return json.loads(text.decode("utf-8", "strict"))


class Follower:
    """Collects the events of /api/live as (name, data). Speaks HTTP/1.0, whose bodies come as they are."""

    def __init__(self, target):
        self.socket = connect(target)
        self.socket.sendall(b"GET /api/live HTTP/1.0\r\n\r\n")
        self.events = []
        self.ended = False
        self._rest = b""
        while b"\r\n\r\n" not in self._rest:
            self._take()
        self.head, self._rest = self._rest.split(b"\r\n\r\n", 1)

    def _take(self):
        piece = self.socket.recv(65536)
        self.ended = not piece
        self._rest += piece

    def read(self, seconds=0):
        """Takes what has come, or comes within that time."""
        while not self.ended and select.select([self.socket], [], [], seconds)[0]:
            self._take()
            seconds = 0
        *whole, self._rest = self._rest.split(b"\n\n")
        for text in whole:
            fields = dict(line.split(": ", 1) for line in text.decode("utf-8", "strict").split("\n") if line[0] != ":")
            if fields:
                self.events.append((fields["event"], json.loads(fields["data"])))

    def wait_for(self, condition, what, limit=30):
        """Waits for an event for which condition(name, data) is true, and returns its data."""
        seen = 0

        def found():
            nonlocal seen
            self.read(0.05)
            while seen < len(self.events):
                name, data = self.events[seen]
                seen += 1
                if condition(name, data):
                    return data
            return None
        return wait.until(found, lambda: "%s; there were: %r" % (what, [e[0] for e in self.events]), limit, pause=0)

    def close(self):
        self.socket.close()
