"""A TLS port and clients that do not speak it, do not finish, or go away: each is answered or dropped, nothing is left
behind. That a slow handshake is given up is a unit test, on a clock moved by hand."""
import os
import random
import socket
import subprocess

from harness import certificates

ours_only = "Supervisor has no TLS"


def exchange(t, data):
    """What the server says until it closes."""
    with socket.create_connection(("127.0.0.1", t.port()), 30) as connection:
        connection.sendall(data)
        said = b""
        while True:
            try:
                piece = connection.recv(65536)
            except ConnectionResetError:
                return said
            if not piece:
                return said
            said += piece


def descriptors(t):
    return len(os.listdir("/proc/%d/fd" % t.daemon.pid))


def plain_http(t):
    answer = exchange(t, b"POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + b"x" * 100000)
    t.match(r"\AHTTP/1.1 400 This port speaks HTTPS only", answer.decode())
    t.match(r"\r\n\r\nThis port speaks HTTPS only: use a URL that begins with https://\n\Z", answer.decode())
    done = t.ctl("-s", "http://127.0.0.1:%d" % t.port(), "pid", code=1)
    t.match("400 This port speaks HTTPS only", done.out)


def garbage(t):
    seeded = random.Random(1)
    hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"
    for data in (b"\0" * 1000, seeded.randbytes(20000), hello + seeded.randbytes(600), b"\x16\x03\x01\xff\xff" + b"x" * 70000,
                 b"\x80\x2e\x01\x00\x02" + b"x" * 60, b"\x15\x03\x03\x00\x02\x02\x28", b"SSH-2.0-x\r\n" * 20):
        said = exchange(t, data)
        t.true(len(said) < 100, "no more than an alert to %r, but %r" % (data[:20], said))


def handshakes(t, context, count):
    for i in range(count):
        with socket.create_connection(("127.0.0.1", t.port()), 30) as plain:
            if i % 4 == 0:
                continue  # not a byte
            if i % 4 == 1:
                plain.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")  # the beginning of one
                continue
            session = context.wrap_socket(plain, server_hostname="localhost")
            if i % 4 == 2:
                session.sendall(b"GET /mainlogtail HTTP/1.1\r\nHost: x\r\n\r\n")
                session.recv(1000)
            session.close()  # without close_notify


def close_notify(t, context):
    """An answer that closes the connection ends with TLS's own end, so that it cannot have been cut."""
    with socket.create_connection(("127.0.0.1", t.port()), 30) as plain:
        strict = context.wrap_socket(plain, server_hostname="localhost", suppress_ragged_eofs=False)
        strict.sendall(b"GET /nowhere HTTP/1.0\r\n\r\n")
        said = b""
        while True:
            piece = strict.recv(65536)
            if not piece:
                break
            said += piece
        t.match(r"\AHTTP/1.[01] 404", said.decode())


def renegotiation(t, context):
    """OpenSSL's s_client asks for one on a line with R; the daemon does not go along."""
    done = subprocess.run(["openssl", "s_client", "-tls1_2", "-connect", "127.0.0.1:%d" % t.port()], input=b"R\n",
                          capture_output=True, timeout=60)
    t.match(r"RENEGOTIATING[\s\S]*(no renegotiation|alert)", (done.stdout + done.stderr).decode(errors="replace"))


def test(t):
    authority = certificates.Authority(t)
    authority.sign("server")
    t.start()
    context = certificates.trusting(authority.path)
    handshakes(t, context, 4)
    t.wait(lambda: t.answers(), "the daemon to answer")
    before = descriptors(t)
    plain_http(t)
    garbage(t)
    handshakes(t, context, 200)
    close_notify(t, context)
    renegotiation(t, context)
    t.wait(lambda: descriptors(t) <= before, lambda: "%d descriptors, there are %d" % (before, descriptors(t)))
    t.true(t.answers(), "the daemon answers")
    t.absent("TLS|SSL", t.log(), "noise in the log")
