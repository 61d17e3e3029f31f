"""Identifier and priority of what goes to syslog, for each channel; what is not set stays as Supervisor has it."""
from harness import syslog

needs = ("mount",)
ours_only = "*_syslog_identifier and *_syslog_priority are ours"


def test(t):
    receiver = syslog.start(t)
    for expected in (r"^<29>.*:\d\d one-out: out$", r"^<155>.*:\d\d supervisord: one err$"):
        t.match(expected, receiver.recv(4096).rstrip(b"\0\n").decode(), "a syslog record")
    t.wait_file("out", "^out$")
    t.config(t.conf.read_text().replace("daemon.notice", "demon.notice"))
    t.match("stdout_syslog_priority: there is no facility 'demon'; did you mean daemon?", t.ctl("reread").out)
