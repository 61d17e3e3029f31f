"""PROC-060, PROC-061, PROC-062, PROC-064, CTL-020, CTL-021: the description of every state."""
import re

from harness.case import status_line


def test(t):
    t.start()
    t.wait_states({"up": "RUNNING", "ended": "EXITED", "never": "STOPPED", "bad": "BACKOFF"})
    t.match(r"^pid \d+, uptime 0:00:\d\d$", t.info("up")["description"])
    t.match(r"^[A-Z][a-z]{2} \d\d \d\d:\d\d [AP]M$", t.info("ended")["description"])
    t.equal(t.info("never")["description"], "Not started", "never started")
    t.rpc.stopProcess("bad")
    t.rpc.stopProcess("up")
    t.match(r"^[A-Z][a-z]{2} \d\d \d\d:\d\d [AP]M$", t.info("up")["description"])
    stamp = r"[A-Z][a-z]{2} \d\d \d\d:\d\d [AP]M"
    t.ctl("status up ended never", code=3, out=re.compile(
        re.escape(status_line("up", "STOPPED")).rstrip("\\\n") + stamp + "\n"
        + re.escape(status_line("ended", "EXITED")).rstrip("\\\n") + stamp + "\n"
        + re.escape(status_line("never", "STOPPED", "Not started"))))
