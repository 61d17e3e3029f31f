"""The logs of the page: windows of bytes, a stream that ends when the file becomes another one, the whole as a file. They
are bytes, whatever a program has written, and no browser may take them for a page."""
import http.client
import xmlrpc.client

from harness import web

ours_only = "the page is another one"


def without_prefix(t, browser):
    """What the program wrote; offsets, and the file to keep, are as in the file."""
    t.wait_state("named", "RUNNING")
    t.rpc.sendProcessStdin("named", "one\ntwo\n")
    t.wait_file("named.log", r"\Anamed: one\nnamed: two\n\Z")
    window = browser.get("/api/log/named/stdout?max=9")
    t.equal(window.body, b"two\n", "the end of the log")
    t.equal([window.headers["X-Log-" + name] for name in ("Begin", "End", "Size")], ["13", "22", "22"], "where it is")
    connection = http.client.HTTPConnection("127.0.0.1", t.port(), timeout=60)
    connection.request("GET", "/api/log/named/stdout?follow=13")
    stream = connection.getresponse()
    t.equal(stream.headers["X-Log-Frames"], "1", "pieces that say where they end")
    t.equal(stream.read1(), b"22 4\ntwo\n", "what is there")
    t.rpc.sendProcessStdin("named", "three\n")
    t.equal(stream.read1(), b"35 6\nthree\n", "what comes")
    connection.close()
    t.equal(browser.get("/api/log/named/stdout?download=1").body, b"named: one\nnamed: two\nnamed: three\n", "a file")


def test(t):
    t.start()
    t.wait_state("cat", "RUNNING")
    browser = web.Browser(t.port())
    evil = "<script>alert(1)</script>\x1b[31m\n"
    t.rpc.sendProcessStdin("cat", xmlrpc.client.Binary(evil.encode()))
    t.wait(lambda: t.read("cat.log") == evil, "the output")
    window = browser.get("/api/log/cat/stdout?max=10")
    t.equal(window.body, evil.encode()[-10:], "the end of the log")
    t.equal([window.headers["X-Log-" + name] for name in ("Begin", "End", "Size")],
            [str(len(evil) - 10), str(len(evil)), str(len(evil))], "where it is")
    t.equal((window.headers["Content-Type"], window.headers["X-Content-Type-Options"]),
            ("application/octet-stream", "nosniff"), "no page")
    t.equal(browser.get("/api/log/cat/stderr").status, 404, "no log")

    connection = http.client.HTTPConnection("127.0.0.1", t.port(), timeout=60)
    connection.request("GET", "/api/log/cat/stdout?follow=0")
    stream = connection.getresponse()
    t.equal(stream.read1(), evil.encode(), "what is there")
    t.rpc.sendProcessStdin("cat", "more\n")
    t.equal(stream.read1(), b"more\n", "what comes")
    t.rpc.sendProcessStdin("cat", "x" * 1100 + "\n")
    rest = stream.read()
    t.equal(rest, b"x" * 1100 + b"\n", "all of the old file, then the stream ends")
    connection.request("GET", "/api/log/cat/stdout?follow=0")
    again = connection.getresponse()
    t.rpc.sendProcessStdin("cat", "new\n")
    t.equal(again.read1(), b"new\n", "the same connection, the new file")
    connection.close()

    file = browser.get("/api/log/cat/stdout?download=1")
    t.equal((file.body, file.headers["Content-Disposition"]), (b"new\n", 'attachment; filename="cat-stdout.log"'), "a file")
    t.match("supervisord started with pid", browser.get("/api/mainlog").body.decode())
    without_prefix(t, browser)
    t.stop()
