"""field.md G.2, Auth; AUTH-001 to AUTH-005: what is no login is refused, guessing is slowed down, secrets stay unsaid."""
import base64
import os
import time

from harness import raw, wait
from harness.raw import Raw, call, request

ours_only = "Supervisor drops the connection or answers 500, and lets everybody guess as fast as he can"
limit = 180

KEPT, CLOSED = True, False
RIGHT = "user:pa:ssé"
#: Of libsupervise/http/limits.hpp
FREE_FAILURES = 3


def basic(credentials):
    data = credentials.encode() if isinstance(credentials, str) else credentials
    return "Authorization: Basic " + base64.b64encode(data).decode()


def state(*headers):
    return call("supervisor.getState", headers=headers)


#: None of them is a guess that counts as a failed login.
MALFORMED = [
    ("no credentials", state(), 401, CLOSED),
    ("no credentials for a page", request(method="GET", target="/ok.html"), 401, CLOSED),
    ("no credentials for what is not there", request(method="GET", target="/nowhere"), 401, CLOSED),
    ("no credentials for a log", request(method="GET", target="/mainlogtail"), 401, CLOSED),
    ("no credentials for a large body", b"POST /RPC2 HTTP/1.1\r\nContent-Length: 8000000\r\n\r\nx", 401, CLOSED),
    ("credentials without a colon", state(basic("user")), 400, CLOSED),
    ("bad base64", state("Authorization: Basic !!!"), 400, CLOSED),
    ("cut base64", state("Authorization: Basic dXNlcjp4e"), 400, CLOSED),
    ("no base64", state("Authorization: Basic"), 400, CLOSED),
    ("an empty header", state("Authorization:"), 401, CLOSED),
    ("another scheme", state('Authorization: Digest username="user"'), 401, CLOSED),
    ("a token", state("Authorization: Bearer abc"), 401, CLOSED),
    ("two headers", state(basic(RIGHT), basic(RIGHT)), 400, CLOSED),
    ("64 kB of credentials", state(basic("user:" + "x" * 65536)), 431, CLOSED),
    ("credentials in the target", request(method="GET", target="http://user:pa:ss@localhost/ok.html"), 401, CLOSED),
    ("credentials in the query", request(method="GET", target="/ok.html?username=user&password=pa:ss"), 401, CLOSED),
    ("another Origin", state("Origin: http://evil.example", basic(RIGHT)), 403, CLOSED),
]
RIGHT_ONES = [
    ("the right password", state(basic(RIGHT)), 200),
    ("scheme in another case", state(basic(RIGHT).replace("Basic", "bAsIc")), 200),
    ("more blanks", state(basic(RIGHT).replace("Basic ", "Basic    ")), 200),
    ("header in lower case", state(basic(RIGHT).replace("Authorization", "authorization")), 200),
]
WRONG = [
    ("an empty user", basic(":pa:ssé")),
    ("an empty password", basic("user:")),
    ("both empty", basic(":")),
    ("another case", basic("User:pa:ssé")),
    ("a wrong first character", basic("user:Xa:ssé")),
    ("a wrong last character", basic("user:pa:ssè")),
    ("one character less", basic("user:pa:ss")),
    ("one character more", basic("user:pa:sséx")),
    ("twice", basic("user:pa:ssépa:ssé")),
    ("NUL behind it", basic(b"user:pa:ss\xc3\xa9\0")),
    ("another encoding", basic(b"user:pa:ss\xe9")),
    ("20 kB", basic("user:" + "x" * 15000)),
]


def attempt(t, header, source):
    connection = Raw(t, t.port(), source)
    connection.send(state(header))
    answer = connection.response()
    connection.close()
    return answer


def wrong_ones(t):
    """Each from an address of its own: typing mistakes cost nothing."""
    for number, (name, header) in enumerate(WRONG):
        answer = attempt(t, header, "127.0.1.%d" % (number + 1))
        t.equal(answer[0], 401, name)
        t.equal(answer[1].get("www-authenticate"), 'Basic realm="default"', name)
    t.equal(len(t.wait_log(r"WARN login failed: user '.*' from 127\.0\.1\.\d+:\d+$", len(WRONG))), len(WRONG), "log lines")


def guessing(t):
    """The tenth guess comes after seconds; in the meantime others are answered, and so is a connection that has proven
    that it knows the password."""
    proven = Raw(t, t.port(), "127.0.2.1")
    proven.send(state(basic(RIGHT)))
    t.equal(proven.response()[0], 200, "before")
    begin = time.monotonic()
    for number in range(FREE_FAILURES + 4):
        t.equal(attempt(t, basic("user:guess%d" % number), "127.0.2.1")[0], 401, "a guess")
    spent = time.monotonic() - begin
    t.true(spent >= 0.25 + 0.5 + 1, "guesses wait (%.3f s)" % spent)
    waiting = Raw(t, t.port(), "127.0.2.1")
    waiting.send(state(basic(RIGHT)))
    proven.send(state(basic(RIGHT)))
    t.equal(proven.response()[0], 200, "a proven connection")
    t.equal(attempt(t, basic(RIGHT), "127.0.2.2")[0], 200, "another address")
    t.true(t.answers(), "the Unix socket")
    waiting.socket.setblocking(False)
    try:
        t.equal(waiting.socket.recv(1), None, "the right password waits as well")
    except BlockingIOError:
        pass
    waiting.socket.settimeout(30 * wait.PATIENCE)
    t.equal(waiting.response()[0], 200, "in the end")
    waiting.close()
    proven.close()


def many_at_once(t):
    """Guesses in parallel get no more than guesses in a row; what would wait too long is told so, and what gives up
    leaves nothing behind."""
    for number in range(FREE_FAILURES + 4):
        attempt(t, basic("user:guess"), "127.0.3.1")
    many = []
    for number in range(100):
        connection = Raw(t, t.port(), "127.0.3.1")
        connection.send(state(basic("user:guess%d" % number)))
        many.append(connection)
    last = Raw(t, t.port(), "127.0.3.1")
    last.send(state(basic(RIGHT)))
    t.equal(last.response()[0], 429, "one too many")
    t.true(t.answers(), "the Unix socket")
    for connection in [*many, last]:
        connection.close()


def unix_peers(t):
    """The log names the account of a Unix socket's peer."""
    t.fault(t.rpc.stopProcess, "nobody")
    t.wait_log(r"INFO supervisor.stopProcess\('nobody'\) from a unix socket \(\w+, uid %d, pid %d\): "
               r"fault 'BAD_NAME: nobody'$" % (os.getuid(), os.getpid()))


    if os.geteuid() == 0:
        # Of another account: only what the socket's mode allows, and by its name in the log.
        t.dir.chmod(0o711)
        os.chdir(t.dir)
        os.seteuid(65534)
        try:
            connection = Raw(t, path="s.sock")
        finally:
            os.seteuid(0)
        connection.send(call("supervisor.stopProcess", raw.param("nobody")))
        t.equal(raw.fault_of(connection.response()[2]), 10, "the answer")
        connection.close()
        t.wait_log(r"INFO supervisor.stopProcess\('nobody'\) from a unix socket \(nobody, uid 65534, pid %d\): " % os.getpid())


def test(t):
    t.start()
    t.true(t.answers(), "warm up")
    raw.send_row(t, state(basic(RIGHT)), 200, None, t.port())
    footprint = raw.Footprint(t)
    raw.check_rows(t, MALFORMED, t.port())
    for name, data, status in RIGHT_ONES:
        raw.send_row(t, data, status, None, t.port())
    t.absent("login failed", t.log(), "a header that is none is no login")
    for step in (wrong_ones, guessing, many_at_once, unix_peers):
        step(t)
        t.true(t.answers(), "answers after %s" % step.__name__)
    footprint.wait_back()
    for secret in ("pa:ss", "guess1", base64.b64encode(RIGHT.encode()).decode()):
        t.absent(secret, t.log(), "the log")
    with open("/proc/%d/cmdline" % t.daemon.pid, "rb") as line:
        t.true(b"pa:ss" not in line.read(), "not in the process list")
