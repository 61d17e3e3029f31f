"""Until a caller has proved who it is, only the head of its request is looked at: no body is asked for, waited for or
parsed."""
import base64
import socket

ours_only = "Supervisor reads the body first"

UNREADABLE = b"<methodCall><!DOCTYPE"


def answer(t, *fields, body=b"", method=b"POST"):
    """What comes until the server closes, to a request whose head is complete."""
    head = b"%s /RPC2 HTTP/1.1\r\nHost: localhost\r\n%s\r\n" % (method, b"".join(field + b"\r\n" for field in fields))
    with socket.create_connection(("127.0.0.1", t.port()), 30) as connection:
        connection.sendall(head + body)
        seen = b""
        while True:
            try:
                got = connection.recv(65536)
            except ConnectionResetError:
                got = b""
            if not got:
                return seen
            seen += got


def login(name, password):
    return b"Authorization: Basic " + base64.b64encode(b"%s:%s" % (name, password))


def test(t):
    t.start()
    for who in (b"X-Nobody: at all", login(b"ann", b"wrong"), login(b"nobody", b"secret")):
        seen = answer(t, who, b"Content-Length: 1000000")
        t.true(seen.startswith(b"HTTP/1.1 401 "), "%r: %r" % (who, seen[:200]))
        seen = answer(t, who, b"Content-Length: 1000000", b"Expect: 100-continue")
        t.true(seen.startswith(b"HTTP/1.1 401 "), "%r: %r" % (who, seen[:200]))
        seen = answer(t, who, b"Content-Length: %d" % len(UNREADABLE), body=UNREADABLE)
        t.true(seen.startswith(b"HTTP/1.1 401 "), "%r: %r" % (who, seen[:200]))
    t.absent("unmarshallable|XML-RPC request data", t.log())
    # The same bytes of somebody who may.
    seen = answer(t, login(b"ann", b"secret"), b"Content-Length: %d" % len(UNREADABLE), b"Connection: close", body=UNREADABLE)
    t.true(seen.startswith(b"HTTP/1.1 400 "), seen[:200])
    t.wait_log("XML-RPC request data .* is invalid")
