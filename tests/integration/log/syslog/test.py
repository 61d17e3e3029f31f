"""LOG-035: each line goes to syslog with the program's name, beside the file."""
import socket

needs = ("mount",)


def test(t):
    (t.dir / "dev").mkdir()
    receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    receiver.bind(str(t.dir / "dev" / "log"))
    receiver.settimeout(30)
    t.start(wrapper=["unshare", "-m", "--propagation", "private", t.dir / "devices.sh"])
    for expected in ("one first line", "one second line"):
        got = receiver.recv(4096).rstrip(b"\0\n").decode()
        t.match(r"^<14>.*%s$" % expected, got, "a syslog record")
    t.wait_file("out", "second line")
