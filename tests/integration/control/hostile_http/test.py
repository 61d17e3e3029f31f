"""HTTP-001, HTTP-002, HTTP-003, HTTP-010, HTTP-016, DAEMON-060; field.md G.2, HTTP: each bad request is refused with the right status and its connection ends; nobody else notices."""
import os
import resource
import socket

from harness import raw
from harness.raw import Raw, call, request

ours_only = "Supervisor hangs, closes without a word, or reads without limit"
limit = 300

#: Of libsupervise/http/limits.hpp
MAX_HEADER_BYTES, MAX_HEADERS, MAX_BODY, MAX_PIPELINED = 32 * 1024, 100, 8 * 1024 * 1024, 2000
MAX_PER_SOURCE, MAX_FOLLOWERS = 256, 128

KEPT, CLOSED = True, False
POST = b"POST /RPC2 HTTP/1.1\r\nHost: x\r\n"
GET_OK = request(method="GET", target="/ok.html")
STATE = call("supervisor.getState")


def get(target, *headers, method="GET", version="HTTP/1.1"):
    return request(method=method, target=target, headers=headers, version=version)


def post(*headers, body=b""):
    return POST + "".join(h + "\r\n" for h in headers).encode() + b"\r\n" + body


ROWS = [
    # Request lines
    ("no request line", b"nonsense\r\n\r\n", 400, CLOSED),
    ("an empty request", b"\r\n\r\n", 400, CLOSED),
    ("HTTP/0.9", b"GET /ok.html\r\n\r\n", 400, CLOSED),
    ("two blanks", b"GET  /ok.html HTTP/1.1\r\n\r\n", 400, CLOSED),
    ("HTTP/2.0", b"GET /ok.html HTTP/2.0\r\n\r\n", 505, CLOSED),
    ("the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, CLOSED),
    ("a TLS hello", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 100, 400, CLOSED),
    ("bare line feeds", b"GET /ok.html HTTP/1.1\nHost: x\n\n", 505, CLOSED),
    ("a long target", b"GET /" + b"x" * MAX_HEADER_BYTES + b" HTTP/1.1\r\n\r\n", 431, CLOSED),
    ("NUL in the target", b"GET /\0 HTTP/1.1\r\n\r\n", 400, CLOSED),
    # Targets
    ("an absolute URI", get("http://localhost/ok.html"), 404, KEPT),
    ("an asterisk", get("*", method="OPTIONS"), 404, KEPT),
    ("an authority", get("evil.example:443", method="CONNECT"), 404, KEPT),
    ("invalid UTF-8", get("/\xff\xfe"), 404, KEPT),
    ("escaped invalid UTF-8", get("/%ff%fe"), 404, KEPT),
    ("dots", get("/../../etc/passwd"), 404, KEPT),
    ("escaped dots", get("/%2e%2e/%2e%2e/etc/passwd"), 404, KEPT),
    ("doubly escaped dots", get("/%252e%252e/etc/passwd"), 404, KEPT),
    ("two slashes", get("//ok.html"), 404, KEPT),
    ("a log outside", get("/logtail/../../etc/passwd"), 404, KEPT),
    ("a log escaped outside", get("/logtail/%2e%2e%2f%2e%2e%2fetc%2fpasswd"), 404, KEPT),
    ("a log without a name", get("/logtail/"), 404, KEPT),
    ("a log with a NUL", get("/logtail/writer%00"), 404, KEPT),
    ("a log of a whole group", get("/logtail/writer:*"), 404, KEPT),
    ("query keys like CGI names", get("/ok.html?PATH_INFO=/x&SCRIPT_NAME=/y"), 200, KEPT),
    # Methods
    ("HEAD", get("/ok.html", method="HEAD"), 200, KEPT),
    ("PUT", request(b"x", method="PUT", target="/ok.html"), 405, KEPT),
    ("TRACE", get("/ok.html", method="TRACE"), 405, KEPT),
    ("an unknown method", get("/ok.html", method="BREW"), 405, KEPT),
    ("a method in lower case", get("/ok.html", method="get"), 405, KEPT),
    ("a call by GET", get("/RPC2?methodName=supervisor.shutdown"), 405, KEPT),
    ("following by POST", request(b"x", target="/logtail/writer"), 405, KEPT),
    # Headers
    ("a header without a colon", b"GET /ok.html HTTP/1.1\r\nno colon\r\n\r\n", 400, CLOSED),
    ("NUL in a header", b"GET /ok.html HTTP/1.1\r\nA: b\0c\r\n\r\n", 400, CLOSED),
    ("CR in a header", b"GET /ok.html HTTP/1.1\r\nA: b\rc\r\n\r\n", 400, CLOSED),
    ("a blank before the colon", b"GET /ok.html HTTP/1.1\r\nContent-Length : 5\r\n\r\nhello", 400, CLOSED),
    ("a continued header", b"GET /ok.html HTTP/1.1\r\nA: b\r\n c\r\n\r\n", 200, KEPT),
    ("a long header", b"GET /ok.html HTTP/1.1\r\nA: " + b"x" * MAX_HEADER_BYTES + b"\r\n\r\n", 431, CLOSED),
    ("a header of 100 MB", b"GET /ok.html HTTP/1.1\r\nA: " + b"x" * 100_000_000, 431, CLOSED),
    ("too many headers", b"GET /ok.html HTTP/1.1\r\n" + b"A: b\r\n" * (MAX_HEADERS + 1) + b"\r\n", 431, CLOSED),
    ("100,000 headers", b"GET /ok.html HTTP/1.1\r\n" + b"A: b\r\n" * 100_000 + b"\r\n", 431, CLOSED),
    # Lengths
    ("no length", post(body=b"body"), 411, CLOSED),
    ("a negative length", post("Content-Length: -1"), 400, CLOSED),
    ("a length with a sign", post("Content-Length: +5", body=b"hello"), 400, CLOSED),
    ("a hexadecimal length", post("Content-Length: 0x10"), 400, CLOSED),
    ("an empty length", post("Content-Length: "), 400, CLOSED),
    ("a length beyond 64 bits", post("Content-Length: 99999999999999999999"), 400, CLOSED),
    ("a length beyond the limit", post("Content-Length: %d" % (MAX_BODY + 1)), 413, CLOSED),
    ("two lengths", post("Content-Length: 1", "Content-Length: 2", body=b"x"), 400, CLOSED),
    ("a list of lengths", post("Content-Length: 1, 2", body=b"x"), 400, CLOSED),
    ("length and chunks", post("Content-Length: 1", "Transfer-Encoding: chunked", body=b"x"), 400, CLOSED),
    ("chunks", post("Transfer-Encoding: chunked", body=b"3\r\nabc\r\n0\r\n\r\n"), 411, CLOSED),
    ("chunks of a bad size", post("Transfer-Encoding: chunked", body=b"zz\r\n"), 411, CLOSED),
    ("chunks with an endless extension", post("Transfer-Encoding: chunked", body=b"3;" + b"x" * 1_000_000), 411, CLOSED),
    ("an unknown encoding", post("Transfer-Encoding: gzip, chunked", body=b"0\r\n\r\n"), 411, CLOSED),
    ("length 0", post("Content-Length: 0"), 400, KEPT),
    ("GET with a body", request(b"hello", method="GET", target="/ok.html"), 200, KEPT),
    # Extensions
    ("an unknown expectation", get("/ok.html", "Expect: miracles"), 200, KEPT),
    ("an upgrade to HTTP/2", get("/ok.html", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c",
                                 "HTTP2-Settings: AAMAAABkAAQAAP__"), 200, KEPT),
    ("an upgrade to a WebSocket", get("/RPC2", "Connection: Upgrade", "Upgrade: websocket",
                                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="), 405, KEPT),
    ("a range", get("/ok.html", "Range: bytes=0-0"), 200, KEPT),
    ("HTTP/1.0", get("/ok.html", version="HTTP/1.0"), 200, CLOSED),
    ("HTTP/1.0 that goes on", get("/ok.html", "Connection: keep-alive", version="HTTP/1.0"), 200, KEPT),
    ("HTTP/1.1 that ends", get("/ok.html", "Connection: close"), 200, CLOSED),
    ("a call with a slash", request(STATE.split(b"\r\n\r\n", 1)[1], target="/RPC2/"), 200, KEPT),
    # Other sites
    ("another Origin", call("supervisor.getState", headers=["Origin: http://evil.example"]), 403, CLOSED),
    ("a sandboxed Origin", call("supervisor.getState", headers=["Origin: null"]), 403, CLOSED),
    ("a form of another site", request(b"a=b", headers=["Content-Type: application/x-www-form-urlencoded",
                                                         "Sec-Fetch-Site: cross-site"]), 403, CLOSED),
    ("our own Origin", call("supervisor.getState", headers=["Origin: http://localhost",
                                                            "Sec-Fetch-Site: same-origin"]), 200, KEPT),
]


def half_close(t):
    """A whole request and the end of what the client sends are answered; half a request is not."""
    connection = Raw(t)
    connection.send(GET_OK)
    connection.end_sending()
    t.equal(connection.response()[2], b"OK", "the answer after a half-close")
    t.equal(connection.wait_closed(), b"", "then the end")
    connection = Raw(t)
    connection.send(GET_OK[:10])
    connection.end_sending()
    t.equal(connection.wait_closed(), b"", "half a request")


def expect_continue(t):
    connection = Raw(t)
    head, body = STATE.split(b"\r\n\r\n", 1)
    connection.send(head + b"\r\nExpect: 100-continue\r\n\r\n")
    t.equal(connection.response()[0], 100, "the invitation")
    connection.send(body)
    t.equal(connection.response()[0], 200, "the answer")
    # Who is refused is not invited to send the body first.
    connection = Raw(t)
    connection.send(b"POST /RPC2 HTTP/1.1\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n" % (MAX_BODY + 1))
    t.equal(connection.response()[0], 413, "a body beyond the limit")
    connection.wait_closed()


def pipelining(t):
    connection = Raw(t)
    connection.send(GET_OK * 999 + STATE)
    for _ in range(999):
        t.equal(connection.response()[2], b"OK", "an answer")
    t.match(b"RUNNING", connection.response()[2], "the last answer")
    connection.close()
    connection = Raw(t)
    small = b"GET /ok.html HTTP/1.1\r\n\r\n"
    connection.send(small * (MAX_PIPELINED + 100))
    statuses = [connection.response()[0] for _ in range(MAX_PIPELINED + 1)]
    if 429 in statuses:
        t.equal(statuses.count(429), 1, "refusals")
        t.equal(statuses[-1], 429, "the last answer")
        t.equal(connection.wait_closed(), b"", "then the end")
    connection.close()


def gone(t):
    """Clients that leave while they are answered, while they follow a log, and while a call of theirs waits."""
    for data in (b"GET /logtail/writer HTTP/1.1\r\n\r\n", b"GET /mainlogtail HTTP/1.1\r\n\r\n", STATE * 500,
                 call("supervisor.readProcessStdoutLog", raw.param("writer") + raw.param("<int>0</int>") * 2)):
        for reset in (False, True):
            connection = Raw(t)
            connection.send(data)
            connection.until(b"HTTP/1.1 200 OK")
            if reset:
                connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.close()
    connection = Raw(t)
    connection.send(call("supervisor.startProcess", raw.param("slow")))
    t.wait_state("slow", "STARTING")
    connection.close()
    t.wait_log(r"supervisor.startProcess\('slow'\) from a unix socket .*: the caller did not wait for the end")
    t.rpc.stopProcess("slow")


def slow_reader(t):
    """Of a large answer, and of a log: the daemon keeps no more than the answer, and nobody else waits."""
    readers = []
    for _ in range(20):
        connection = Raw(t)
        connection.send(call("supervisor.readProcessStdoutLog",
                             raw.param("writer") + raw.param("<int>0</int>") + raw.param("<int>1000000</int>")))
        readers.append(connection)
    for _ in range(20):
        connection = Raw(t)
        connection.send(b"GET /logtail/writer HTTP/1.1\r\n\r\n")
        readers.append(connection)
    for _ in range(50):
        t.true(t.answers(), "others are answered")
    for connection in readers[:20]:
        t.equal(len(connection.response()[2]) > 1_000_000, True, "all of the answer")
    for connection in readers:
        connection.close()


def followers(t):
    many = []
    for _ in range(MAX_FOLLOWERS):
        connection = Raw(t)
        connection.send(b"GET /mainlogtail HTTP/1.1\r\n\r\n")
        connection.until(b"HTTP/1.1 200 OK")
        many.append(connection)
    connection = Raw(t)
    connection.send(b"GET /logtail/writer HTTP/1.1\r\nHost: x\r\n\r\n")
    t.equal(connection.response()[0], 503, "one follower too many")
    connection.close()
    for follower in many:
        follower.close()


def connections_of_one_address(t):
    """One address gets half of all connections; another one and the Unix socket go on."""
    other = Raw(t, t.port(), "127.0.0.2")
    other.send(GET_OK)
    other.response()
    many = [Raw(t, t.port()) for _ in range(MAX_PER_SOURCE + 1)]
    many[-1].send(GET_OK)
    t.equal(many[-1].response()[2], b"OK", "the newest")
    t.equal(many[0].wait_closed(), b"", "the one that was idle longest")
    other.send(GET_OK)
    t.equal(other.response()[2], b"OK", "another address")
    t.true(t.answers(), "the Unix socket")
    for connection in [*many, other]:
        connection.close()


def idle_connections(t):
    """10,000 of them, or as many as this test may open: those that have been idle longest make room."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (before[1], before[1]))
    try:
        many = [Raw(t) for _ in range(min(10_000, before[1] - 100))]
        t.wait(t.answers, "a newcomer to be answered")  # the queue of the socket may be full for a while
        many[-1].send(GET_OK)
        t.equal(many[-1].response()[2], b"OK", "the newest")
        t.equal(many[0].wait_closed(), b"", "the oldest")
        for connection in many:
            connection.close()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def no_descriptors_left(t, footprint):
    """EMFILE on accept: newcomers are turned away, the daemon does not spin, and goes on when there is room."""
    before = resource.prlimit(t.daemon.pid, resource.RLIMIT_NOFILE)
    held = Raw(t)
    held.send(call("supervisor.startProcess", raw.param("slow")))
    t.wait_state("slow", "STARTING")
    highest = max(int(name) for name in os.listdir("/proc/%d/fd" % t.daemon.pid))
    resource.prlimit(t.daemon.pid, resource.RLIMIT_NOFILE, (highest + 1, before[1]))
    try:
        newcomers = [Raw(t) for _ in range(50)]
        t.true(footprint.busy_seconds(0.5) < 0.4, "the daemon does not spin")
    finally:
        resource.prlimit(t.daemon.pid, resource.RLIMIT_NOFILE, before)
    for connection in newcomers:
        connection.close()
    t.wait(t.answers, "the daemon to have room again")
    t.rpc.stopProcess("slow")
    t.match(rb"ABNORMAL_TERMINATION", held.response()[2], "the call that was waiting")
    held.close()


def test(t):
    t.start()
    t.wait(lambda: (t.dir / "writer.log").stat().st_size == 20_000_000, "the log to be written")
    raw.send_row(t, STATE, 200, KEPT)
    footprint = raw.Footprint(t)
    raw.check_rows(t, ROWS)
    for step in (half_close, expect_continue, pipelining, gone, slow_reader, followers, connections_of_one_address,
                 idle_connections):
        step(t)
        t.true(t.answers(), "answers after %s" % step.__name__)
    footprint.wait_back()
    no_descriptors_left(t, footprint)
    footprint.wait_back()
    t.absent("Traceback|unexpected exception", t.log(), "log")
