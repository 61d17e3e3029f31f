"""Bytes on a connection to the daemon, for requests that no library would send; and what a daemon holds."""
import os
import pathlib
import re
import socket
import time

from . import wait
from .wait import Failed

LIMIT = 30


class Raw:
    """One connection: over the Unix socket (the usual one, or `path`), or over TCP when a port is given."""

    def __init__(self, t, port=None, source=None, path=None):
        if port is None:
            self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.socket.connect(str(path or t.socket_path))  # with a time limit, a full queue would be an error
            self.socket.settimeout(LIMIT * wait.PATIENCE)
        else:
            self.socket = socket.create_connection(("127.0.0.1", port), LIMIT * wait.PATIENCE,
                                                   (source, 0) if source else None)
        self.received = b""
        self.ended = False

    def send(self, data):
        """All of it, unless the daemon has closed: what it has to say about that is read by `response`."""
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def end_sending(self):
        self.socket.shutdown(socket.SHUT_WR)

    def close(self):
        self.socket.close()

    def _more(self):
        try:
            data = self.socket.recv(65536)
        except ConnectionResetError:
            data = b""
        except socket.timeout:
            raise Failed("nothing came within %gs; before: %r" % (LIMIT * wait.PATIENCE, self.received[-500:])) from None
        self.ended = not data
        self.received += data
        return bool(data)

    def response(self, body=True):
        """The next (status, headers, body), or None when the daemon closes instead. Names of headers are in lower
        case; `body` is false for the answer to HEAD."""
        while b"\r\n\r\n" not in self.received:
            if not self._more():
                if self.received:
                    raise Failed("half a response: %r" % self.received[:500])
                return None
        head, self.received = self.received.split(b"\r\n\r\n", 1)
        lines = head.decode("latin-1").split("\r\n")
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        length = int(headers.get("content-length", 0)) if body else 0
        while len(self.received) < length and self._more():
            pass
        content, self.received = self.received[:length], self.received[length:]
        return int(lines[0].split(" ")[1]), headers, content

    def until(self, pattern):
        """Reads on until the pattern is found in what has come."""
        while not re.search(pattern, self.received):
            if not self._more():
                raise Failed("%r did not come; there is %r" % (pattern, self.received[-500:]))

    def wait_closed(self):
        """Reads to the end, and returns what still came."""
        while self._more():
            pass
        return self.received


def request(body=b"", method="POST", target="/RPC2", headers=(), version="HTTP/1.1"):
    lines = ["%s %s %s" % (method, target, version), "Host: localhost", *headers]
    if body or method == "POST":
        lines.append("Content-Length: %d" % len(body))
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def call(method, params="", headers=()):
    """A request with a call; `params` is XML."""
    name = method if isinstance(method, bytes) else method.encode()
    body = b"<?xml version='1.0'?><methodCall><methodName>" + name + b"</methodName><params>" + (
        params if isinstance(params, bytes) else params.encode()) + b"</params></methodCall>"
    return request(body, headers=headers)


def param(value):
    return "<param><value>%s</value></param>" % value


def fault_of(body):
    """The number of the fault that a response is, or None."""
    found = re.search(rb"<name>faultCode</name>\s*<value><int>(-?\d+)</int>", body)
    return int(found.group(1)) if found and b"<fault>" in body else None


def send_row(t, data, expected, kept, port=None):
    """Sends one row of a table of hostile requests: `expected` is the status of the one answer, ("fault", N), or None
    for none; `kept` whether the connection goes on, None where that is not asked. Then an ordinary client must be
    answered."""
    connection = Raw(t, port)
    connection.send(data)
    answer = connection.response(body=not data.startswith(b"HEAD "))
    got = None
    if answer is not None:
        fault = fault_of(answer[2])
        got = ("fault", fault) if fault is not None else answer[0]
    if got != expected:
        raise Failed("expected %r, got %r (%r)" % (expected, got, answer and answer[2][:300]))
    if kept:
        connection.send(request(method="GET", target="/ok.html"))
        again = connection.response()
        if again is None or again[2] != b"OK":
            raise Failed("the connection does not go on: %r" % (again,))
    elif kept is False and connection.wait_closed():
        raise Failed("more than one answer: %r" % connection.received[:300])
    connection.close()
    if t.rpc.getState()["statename"] != "RUNNING":
        raise Failed("an ordinary client is not answered")


def check_rows(t, rows, port=None):
    """Every row of a table, and what is wrong with any of them."""
    wrong = []
    for row in rows:
        try:
            send_row(t, *row[1:], port=port)
        except Failed as failure:
            wrong.append("%s: %s" % (row[0], failure))
    if wrong:
        raise Failed("\n".join(wrong))


class Footprint:
    """Descriptors and memory of a daemon, to be back where they were."""
    #: A heap does not give every page back.
    SLACK_KB = 16 * 1024

    def __init__(self, t):
        self.t = t
        self.pid = t.daemon.pid
        self.keeps_freed_memory = t.programs.keeps_freed_memory
        self.descriptors = self.count()
        self.memory = self.resident()

    def count(self):
        return len(os.listdir("/proc/%d/fd" % self.pid))

    def resident(self):
        status = pathlib.Path("/proc/%d/status" % self.pid).read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1))

    def wait_back(self):
        wait.until(lambda: self.count() <= self.descriptors,
                   lambda: "descriptors to be %d again, they are %d" % (self.descriptors, self.count()))
        if not self.keeps_freed_memory:
            wait.until(lambda: self.resident() <= self.memory + self.SLACK_KB,
                       lambda: "%d kB to be given back, it has %d" % (self.memory, self.resident()))

    def busy_seconds(self, seconds):
        """Processor time used during the next `seconds`."""
        before = self._time()
        time.sleep(seconds)
        return self._time() - before

    def _time(self):
        fields = pathlib.Path("/proc/%d/stat" % self.pid).read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
