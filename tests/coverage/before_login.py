#!/usr/bin/env python3
"""Prints which lines of ours run for callers who have not proved who they are: those that a daemon runs when it is started,
sent many kinds of requests without the right password, and ended, less those of one that is only started and ended.

usage: before_login.py        after `cmake --preset coverage && cmake --build --preset coverage --target supervisord`
"""
import base64
import collections
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
sys.dont_write_bytecode = True

from harness import shown, wait  # noqa: E402

DAEMON = ROOT / "build/coverage/bin/supervisord"

CONFIGURATION = """\
[inet_http_server]
port=127.0.0.1:%(port)d
username=user
password={SHA256}%(hash)s
[supervisord]
nodaemon=true
logfile=%(folder)s/d.log
pidfile=%(folder)s/d.pid
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
"""

HASH = "5e884898da28047151d0e56f8dc6292773603d0d6aabbd62a11ef721d1542ac0"  # of "password"


def request(line, *fields, body=b""):
    return "\r\n".join([line, *fields, "", ""]).encode() + body


def basic(text):
    return "Authorization: Basic " + base64.b64encode(text.encode()).decode()


REQUESTS = [request("%s %s HTTP/1.%d" % (method, path, minor), "Host: localhost", *fields)
            for method in ("GET", "HEAD", "OPTIONS", "PUT", "PROPFIND")
            for path in ("/", "/index.html?processname=a&action=stop", "/logtail/a/stdout", "/mainlogtail", "/api/live",
                         "/metrics", "/../%2e%2e/x", "//", "*")
            for minor in (0, 1)
            for fields in ((), ("Connection: keep-alive", "Range: bytes=0-9"), ("Expect: 100-continue", "Content-Length: 10"),
                           ("Cookie: a=b", "Origin: http://other", "Sec-Fetch-Site: cross-site"))]
REQUESTS += [request("POST /RPC2 HTTP/1.1", "Host: localhost", "Content-Length: 5", *fields, body=b"<?xml")
             for fields in ((), (basic("user:wrong"),), (basic("nobody:password"),), (basic("user"),),
                            ("Authorization: Basic ?",), ("Authorization: Bearer x",),
                            ("Authorization: Basic " + "A" * 4000,))]
REQUESTS += [request("POST /RPC2 HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked", body=b"5\r\n<?xml\r\n0\r\n\r\n"),
             b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET\r\n\r\n", b"\0" * 100, b"A" * 100_000,
             request("GET /" + "a" * 20_000 + " HTTP/1.1"), request("GET / HTTP/1.1", *["X%d: y" % n for n in range(500)]),
             request("GET / HTTP/1.1", "Host: localhost") * 20, b"POST /RPC2 HTTP/1.1\r\nContent-Le"]


def send(port, text):
    """Until the daemon has hung up or waits for more."""
    with socket.create_connection(("127.0.0.1", port), 30) as client:
        try:
            client.sendall(text)
            client.shutdown(socket.SHUT_WR)
            while client.recv(65536):
                pass
        except ConnectionError:
            pass


def lines_run(folder, name, requests):
    """{(file, line)} of a daemon that was sent these."""
    port = shown.free_port()
    (folder / "d.conf").write_text(CONFIGURATION % {"port": port, "folder": folder, "hash": HASH})
    daemon = subprocess.Popen([DAEMON, "-c", folder / "d.conf"], stdout=subprocess.DEVNULL,
                              env={**os.environ, "LLVM_PROFILE_FILE": str(folder / (name + ".profraw"))})
    log = folder / "d.log"
    wait.until(lambda: log.exists() and "supervisord started" in log.read_text(), "the daemon to be ready")
    for text in requests:
        send(port, text)
    daemon.send_signal(signal.SIGTERM)
    if daemon.wait(60):
        sys.exit("before_login.py: %s ended with %d: %s" % (DAEMON, daemon.returncode, log.read_text()[-1000:]))
    log.unlink()
    subprocess.run(["llvm-profdata", "merge", "-sparse", folder / (name + ".profraw"), "-o", folder / name], check=True)
    exported = subprocess.run(["llvm-cov", "export", "-format=lcov", "-instr-profile", folder / name, DAEMON], check=True,
                              capture_output=True, text=True).stdout
    run, path = set(), ROOT
    for line in exported.splitlines():
        if line.startswith("SF:"):
            path = pathlib.Path(line[3:]).resolve()
        elif line.startswith("DA:") and not line.endswith(",0"):
            run.add((path, int(line[3:].split(",")[0])))
    return {(str(path.relative_to(ROOT)), line) for path, line in run if path.is_relative_to(ROOT)}


def main():
    if not DAEMON.exists():
        sys.exit("before_login.py: there is no %s; build the preset `coverage`" % DAEMON)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        quiet = lines_run(folder, "quiet", [])
        asked = lines_run(folder, "asked", REQUESTS)
    files = collections.Counter(path for path, _ in asked - quiet)
    for path, count in files.most_common():
        print("%6d  %s" % (count, path))
    print("%6d lines in %d files, by %d requests" % (sum(files.values()), len(files), len(REQUESTS)))


if __name__ == "__main__":
    main()
