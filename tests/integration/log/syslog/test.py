"""LOG-035: each line goes to syslog with the program's name, beside the file."""
from harness import syslog

needs = ("mount",)


def test(t):
    receiver = syslog.start(t)
    for expected in ("one first line", "one second line"):
        got = receiver.recv(4096).rstrip(b"\0\n").decode()
        t.match(r"^<14>.*%s$" % expected, got, "a syslog record")
    t.wait_file("out", "second line")
