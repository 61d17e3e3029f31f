#!/usr/bin/env python3
"""Measures how soon the page is there in a browser, and what open pages cost our daemon.

usage: page.py [--programs N] [--runs N] [--seconds N] [--pages N,N,...]

Times are from the begin of the navigation, of the browser's own clock; medians, with nothing kept by the browser ("cold")
and with the files of the page kept from before ("warm"). Pages are opened by this script, which fetches what a browser
does. Measure a release build: SUPERVISORD=build/release/bin/supervisord. Needs what `scripts/deps web` installs.
"""
import argparse
import base64
import http.client
import os
import pathlib
import selectors
import socket
import statistics
import sys
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "web"), str(HERE)]
sys.dont_write_bytecode = True

from measured import SLEEPERS, Daemon  # noqa: E402
import run  # noqa: E402
from harness import programs  # noqa: E402

SERVER = """\
[inet_http_server]
port=127.0.0.1:%d
username=ada
password=secret
"""
LOGIN = "Basic " + base64.b64encode(b"ada:secret").decode()

#: Notes when all rows are there and those in sight are filled.
WATCH = """
const look = () => {
    const rows = document.querySelectorAll(".rows .row");
    if (rows.length === %d && rows[0].querySelector(".acts")) window.listComplete = performance.now();
    else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
TIMES = """
const paint = performance.getEntriesByName("first-contentful-paint")[0];
if (!paint || !window.listComplete) return null;
const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
return {paint: paint.startTime, complete: window.listComplete, requests: all.length,
        bytes: all.reduce((sum, one) => sum + one.transferSize, 0), addresses: all.map((one) => one.name)};
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def load(looking, address):
    """Times of one navigation, and what it took."""
    from harness import wait
    looking.driver.get("about:blank")
    looking.driver.get(address)
    return wait.until(lambda: looking.run(TIMES), "the list to be complete", pause=0.05)


def measure_times(address, count, runs):
    """The addresses that the page fetches."""
    import browser
    looking = browser.Browser()
    try:
        looking.command("Page.addScriptToEvaluateOnNewDocument", source=WATCH % count)
        looking.command("Network.enable")
        load(looking, address)
        print("        first paint   list complete   requests   transferred")
        for name, disabled in (("cold", True), ("warm", False)):
            looking.command("Network.setCacheDisabled", cacheDisabled=disabled)
            load(looking, address)
            taken = [load(looking, address) for _ in range(runs)]
            median = lambda key: statistics.median(one[key] for one in taken)
            print("%s %11.0f ms %12.0f ms %10d %9.1f KiB" % (
                name, median("paint"), median("complete"), median("requests"), median("bytes") / 1024))
        return taken[-1]["addresses"]
    finally:
        looking.close()


class Page:
    """An open page: all it fetches, and the stream it keeps."""

    def __init__(self, port, paths):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Authorization": LOGIN, "Accept-Encoding": "gzip"}
        for path in paths:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            if answer.headers.get("Set-Cookie"):
                headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
        connection.close()
        self.stream = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.stream.sendall(("GET /api/live HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n\r\n" % LOGIN).encode())


def read_for(pages, seconds):
    """Takes what comes and throws it away; the number of bytes."""
    selector = selectors.DefaultSelector()
    for page in pages:
        selector.register(page.stream, selectors.EVENT_READ)
    taken = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for key, _ in selector.select(max(0, end - time.monotonic())):
            taken += len(key.fileobj.recv(1 << 20))
    selector.close()
    return taken


def measure_pages(daemon, port, paths, counts, seconds):
    print("pages   CPU to open, ms each   CPU ms/s   KiB/s each   resident KiB")
    for count in counts:
        before = daemon.cpu_seconds()
        pages = [Page(port, paths) for _ in range(count)]
        read_for(pages, 5)  # the first snapshots
        opened = daemon.cpu_seconds() - before
        before = daemon.cpu_seconds()
        taken = read_for(pages, seconds)
        used = daemon.cpu_seconds() - before
        share = max(count, 1)
        print("%5d %22.1f %10.2f %12.2f %14d" % (count, opened * 1000 / share, used * 1000 / seconds,
                                                taken / 1024 / seconds / share, daemon.resident_kib()))
        for page in pages:
            page.stream.close()
        time.sleep(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=int, default=200)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--pages", default="0,1,100")
    options = parser.parse_args()
    run.use_the_distributions_python()
    import browser
    if browser.missing():
        sys.exit("page.py: %s" % browser.missing())
    port = free_port()
    with Daemon(programs.ours(), SLEEPERS % options.programs + SERVER % port) as daemon:
        daemon.logged(b"entered RUNNING state", options.programs)
        print("%d programs, resident %d KiB; load of the machine %.1f" % (
            options.programs, daemon.resident_kib(), os.getloadavg()[0]))
        addresses = measure_times("http://ada:secret@127.0.0.1:%d/" % port, options.programs, options.runs)
        paths = [urllib.parse.urlsplit(one).path for one in addresses]
        measure_pages(daemon, port, [path for path in paths if path != "/api/live"],
                      [int(count) for count in options.pages.split(",")], options.seconds)


if __name__ == "__main__":
    main()
