"""Nothing polls: with sessions begun and logs followed by many, a daemon in which nothing happens does not wake up."""
import http.client
import re

from harness import web

ours_only = "Supervisor polls"


def test(t):
    t.start()
    t.wait_state("cat", "RUNNING")
    web.Browser(t.port()).log_in()
    streams = []
    for number in range(100):
        connection = http.client.HTTPConnection("127.0.0.1", t.port(), timeout=60)
        connection.request("GET", "/api/mainlog?follow=0" if number % 2 else "/api/log/cat/stdout?follow=0")
        streams.append((connection, connection.getresponse()))

    def wake_ups():
        status = open("/proc/%d/status" % t.daemon.pid).read()
        return int(re.search(r"^voluntary_ctxt_switches:\s*(\d+)", status, re.M).group(1))

    settled = [wake_ups()]

    def quiet():
        settled.append(wake_ups())
        return settled[-1] == settled[-2]
    t.wait(quiet, "the daemon to have told what there is")
    before = wake_ups()
    t.observe(2, lambda: wake_ups() - before <= 2, "the daemon sleeps")
    for connection, _ in streams:
        connection.close()
    t.stop()
