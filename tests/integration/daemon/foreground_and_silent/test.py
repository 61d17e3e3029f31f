"""DAEMON-003, DAEMON-026, DAEMON-038, CFG-117, CLI-021, CLI-022, LOG-001: in the foreground the log is on stdout too, unless
silent; every line in the format."""
import os
import re

LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (CRIT|ERRO|WARN|INFO|DEBG|TRAC|BLAT) .+")


def test(t):
    daemon = t.start()
    t.stop()
    t.equal(daemon.out(), t.log(), "stdout is a copy of the log")
    for line in t.log().splitlines():
        t.true(LINE.fullmatch(line), "a log line: %r" % line)
    t.match(r"INFO RPC interface 'supervisor' initialized$", t.log())
    t.match(r"CRIT Server 'unix_http_server' running without any HTTP authentication checking$", t.log())
    t.match(r"INFO supervisord started with pid %d$" % daemon.pid, t.log())
    t.match(r"WARN received SIGTERM indicating exit request$", t.log())
    if os.geteuid() == 0:
        t.match(r"CRIT Supervisor is running as root\.  Privileges were not dropped because no user is specified in the "
                r"config file\.  If you intend to run as root, you can set user=root in the config file to avoid this "
                r"message\.$", t.log())
    daemon = t.start("-s")
    t.stop()
    t.equal(daemon.out(), "", "stdout with -s")
