"""Over HTTP without XML-RPC: streams of logs, passwords, what is refused and how."""
import base64
import hashlib
import re

from harness.raw import Raw, request

from .scenario import scenario

TCP = "[inet_http_server]\nport=127.0.0.1:@PORT@\n"
TALKER = ("[program:p]\ncommand=sh -c 'while read -r line; do echo \"$line\"; done'\nstartsecs=0\nstdout_logfile=@DIR@/p\n"
          "stderr_logfile=@DIR@/p.err\n[program:none]\ncommand=sleep 1000\nautostart=false\nstdout_logfile=NONE\n")

#: Headers that say something about the answer, not about who gave it.
KEPT = ("content-type", "content-length", "transfer-encoding", "www-authenticate", "x-accel-buffering", "connection")


def status_of(s, target, method="GET", headers=(), body=b"", note=()):
    connection = Raw(s.t)
    connection.send(request(body, method, target, headers))
    status, fields, _ = connection.response(method != "HEAD" and "logtail" not in target)
    connection.close()
    s.note("%s %s %s" % (method, target, "; ".join(headers)),
           "\n".join([str(status)] + ["%s: %s" % (name, fields[name]) for name in note if name in fields]))


def streamed(s, target, *steps):
    """A stream: each of `steps` is what must have come and what is done then."""
    connection = Raw(s.t)
    connection.send(request(b"", "GET", target))
    for pattern, act in steps:
        connection.until(pattern)
        if act:
            act()
    connection.close()
    head, _, body = connection.received.partition(b"\r\n\r\n")
    # The chunks are those of the reads.
    text = re.sub(rb"(^|\r\n)[0-9a-fA-F]+\r\n", b"", body).removesuffix(b"\r\n").decode()
    fields = [line for line in head.decode().split("\r\n") if line.split(":")[0].lower() in KEPT]
    s.note("GET " + target, "\n".join([head.decode().split("\r\n")[0], *sorted(fields, key=str.lower), "", s.normal.text(text)]))


@scenario("@BASE@\n" + TALKER, "WEB-030 WEB-032 WEB-033")
def stream_of_a_log(s):
    s.start()
    s.until(p="RUNNING")
    s.t.rpc.sendProcessStdin("p", "first\n")
    s.until_file("p", "first")

    def say(text):
        return lambda: s.t.rpc.sendProcessStdin("p", text)
    streamed(s, "/logtail/p", (b"first\n", say("second\n")), (b"second\n", say("third <&>\n")), (b"third <&>\n", None))
    streamed(s, "/logtail/p/stdout", (b"third <&>\n", say("x\n")), (b"x\n", None))
    streamed(s, "/logtail/p:p", (b"x\n", None))
    s.stop()


@scenario("@BASE@\n" + TALKER, "WEB-033")
def stream_begins_near_the_end(s):
    s.start()
    s.until(p="RUNNING")
    for number in range(3):
        s.t.rpc.sendProcessStdin("p", "%d%s\n" % (number, "-" * 498))
    s.until_file("p", "^2-")
    streamed(s, "/logtail/p", (rb"2-{498}\n", None))
    s.stop()


@scenario("@BASE@\n" + TALKER, "WEB-030 WEB-031")
def streams_that_are_not_there(s):
    s.start()
    s.until(p="RUNNING")
    for target in ("/logtail/nobody", "/logtail/p:*", "/logtail/p/nochannel", "/logtail/none", "/logtail/none/stdout",
                   "/logtail/p:nobody", "/logtail/", "/logtail/p/stdout/x"):
        status_of(s, target)
    s.t.log_path.unlink()
    status_of(s, "/mainlogtail")
    s.stop()


@scenario("@BASE@\n" + TALKER, "WEB-031 WEB-032")
def stream_of_the_main_log(s):
    s.start()
    s.until(p="RUNNING")
    s.until_log("entered RUNNING")
    connection = Raw(s.t)
    connection.send(request(b"", "GET", "/mainlogtail"))
    connection.until(b"entered RUNNING")
    s.t.rpc.stopProcess("p")
    connection.until(b"stopped: p")
    connection.close()
    head = connection.received.split(b"\r\n\r\n")[0].decode().split("\r\n")
    s.note("GET /mainlogtail", "\n".join([head[0]] + sorted(line for line in head if line.split(":")[0].lower() in KEPT)))
    s.stop()


@scenario("@BASE@\n" + TALKER, "WEB-034")
def stream_over_a_cleared_log(s):
    s.start()
    s.until(p="RUNNING")
    s.t.rpc.sendProcessStdin("p", "before\n")
    s.until_file("p", "before")

    def clear():
        s.t.rpc.clearProcessLogs("p")
        s.t.rpc.sendProcessStdin("p", "after\n")
    streamed(s, "/logtail/p", (b"before\n", clear), (b"after\n", None))
    s.stop()


@scenario("@BASE@\n" + TALKER, "HTTP-009 HTTP-010 HTTP-015 WEB-002")
def what_is_where(s):
    s.start()
    s.until(p="RUNNING")
    for target in ("/ok.html", "/nothing", "/../etc/passwd", "/%2e%2e/etc/passwd", "/index.html", "/", "/nothing/"):
        status_of(s, target)
    status_of(s, "/ok.html", note=("content-type",))
    body = b"<?xml version='1.0'?><methodCall><methodName>supervisor.getState</methodName></methodCall>"
    for target in ("/RPC2", "/RPC2/", "/RPC2/anything"):
        status_of(s, target, "POST", ("Content-Type: application/x-www-form-urlencoded",), body, ("content-type", "content-length"))
    status_of(s, "/RPC2", "POST", (), b"nonsense")
    s.stop()
    s.differs("RPC-007")
    s.log_in_order("ERRO")


def _call(connection, version="HTTP/1.1", headers=()):
    body = b"<?xml version='1.0'?><methodCall><methodName>supervisor.getAPIVersion</methodName></methodCall>"
    connection.send(request(body, "POST", "/RPC2", headers, version))


@scenario("@BASE@\n", "HTTP-005 HTTP-007 HTTP-013")
def connections_that_stay_and_that_close(s):
    s.start()
    for version, headers in (("HTTP/1.1", ()), ("HTTP/1.1", ("Connection: close",)), ("HTTP/1.0", ()),
                             ("HTTP/1.0", ("Connection: Keep-Alive",)), ("HTTP/1.1", ("connection: close",))):
        connection = Raw(s.t)
        _call(connection, version, headers)
        status, fields, body = connection.response()
        if version == "HTTP/1.1" and not headers or "Keep-Alive" in "".join(headers):
            _call(connection, version, headers)
            after = "answers again: %d" % connection.response()[0]
        else:
            after = "closes, after %d bytes more" % len(connection.wait_closed())
        connection.close()
        s.note("%s %s" % (version, " ".join(headers)), "%d\n%s\n%s" % (status, body.decode(), after))
    connection = Raw(s.t)
    for _ in range(3):
        _call(connection)
    s.note("three at once", "\n".join(str(connection.response()[0]) for _ in range(3)))
    connection.close()
    s.stop()


def _secured(password):
    return "@BASE@\n[unix_http_server]\nusername=user\npassword=%s\n[supervisorctl]\nusername=user\npassword=%s\n" % (
        password, "p:ss w\u00f6rd")


def _authorized(s, *values):
    for value in values:
        connection = Raw(s.t)
        _call(connection, headers=("Connection: close",) + (() if value is None else ("Authorization: " + value,)))
        status, fields, _ = connection.response()
        connection.close()
        s.note("Authorization: %s" % value, "%d %s" % (status, fields.get("www-authenticate", "")))


def basic(text):
    return "Basic " + base64.b64encode(text.encode()).decode()


#: Few, since after three wrong ones ours lets the next one wait (AUTH-001).
def _passwords(name, rows, password):
    def steps(s):
        s.t.launch()
        s.until_log("supervisord started")
        _authorized(s, basic("user:p:ss w\u00f6rd"), None, basic("user:other"), basic("user:p:ss w\u00f6rd").replace("Basic", "bAsIc"))
        s.ctl("version")
        s.ctl("-u user -p wrong version")
        s.stop()
    scenario(_secured(password), rows, name=name)(steps)


_passwords("plain_password", "AUTH-001 AUTH-003 AUTH-005 CTL-010", "p:ss w\u00f6rd")
_passwords("hashed_password", "AUTH-006 CFG-135", "{SHA}" + hashlib.sha1("p:ss w\u00f6rd".encode()).hexdigest())


@scenario(_secured("x"), "AUTH-001 AUTH-003 AUTH-007")
def every_url_wants_the_password(s):
    s.t.launch()
    s.until_log("supervisord started")
    for target in ("/", "/ok.html", "/logtail/p"):
        status_of(s, target, headers=("Connection: close",), note=("www-authenticate",))
    _authorized(s, "Digest x")
    s.stop()
