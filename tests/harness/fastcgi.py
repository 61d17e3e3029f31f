"""A small FastCGI responder, as a program of an fcgi-program, and a client for it.

usage: fastcgi.py        answers each request on fd 0 with its pid; the request /end ends it
"""
import os
import pathlib
import socket
import struct
import sys

BEGIN, END, PARAMS, STDIN, STDOUT = 1, 3, 4, 5, 6


def lay_out(t):
    """For configurations: command=/usr/bin/env python3 @DIR@/fastcgi.py"""
    t.write("fastcgi.py", pathlib.Path(__file__).read_text())


def record(kind, content=b""):
    return struct.pack(">BBHHBB", 1, kind, 1, len(content), 0, 0) + content


def read_records(connection):
    """(kind, content) until the peer closes."""
    stream = connection.makefile("rb")
    while True:
        head = stream.read(8)
        if len(head) < 8:
            return
        _, kind, _, length, padding, _ = struct.unpack(">BBHHBB", head)
        content = stream.read(length)
        stream.read(padding)
        yield kind, content


def ask(address, uri="/"):
    """The answer of whichever process takes the request. `address` as for a socket."""
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.settimeout(30)
        connection.connect(address)
        pair = b"REQUEST_URI" + uri.encode()
        params = struct.pack("BB", 11, len(uri)) + pair
        connection.sendall(record(BEGIN, struct.pack(">HB5x", 1, 0)) + record(PARAMS, params) + record(PARAMS)
                           + record(STDIN))
        body = b"".join(content for kind, content in read_records(connection) if kind == STDOUT)
    return body.partition(b"\r\n\r\n")[2].decode()


def serve():
    listening = socket.socket(fileno=0)
    while True:
        connection, _ = listening.accept()
        params = b""
        for kind, content in read_records(connection):
            if kind == PARAMS:
                params += content
            if kind == STDIN and not content:
                break
        body = b"Content-Type: text/plain\r\n\r\n%d" % os.getpid()
        connection.sendall(record(STDOUT, body) + record(STDOUT) + record(END, struct.pack(">IB3x", 0, 0)))
        connection.close()
        if params.endswith(b"/end"):
            sys.exit(0)


if __name__ == "__main__":
    serve()
