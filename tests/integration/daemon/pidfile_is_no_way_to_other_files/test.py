"""DAEMON-024, DAEMON-041 done better: a symbolic link at the pidfile's place is not followed, and a pidfile that holds
another pid by the end is left alone. So is what is no file: pidfile=/dev/null."""
import os
import stat

ours_only = "Supervisor writes through the link, and removes what is there"


def test(t):
    t.write("precious", "text\n")
    (t.dir / "supervisord.pid").symlink_to(t.dir / "precious")
    t.start()
    t.equal(t.read("precious"), "text\n", "what the link pointed to")
    (t.dir / "supervisord.pid").unlink(missing_ok=True)
    t.write("supervisord.pid", "1\n")
    t.stop()
    t.equal(t.read("supervisord.pid"), "1\n", "somebody else's pidfile")

    (t.dir / "supervisord.pid").unlink()
    os.mkfifo(t.dir / "supervisord.pid")
    reader = os.open(t.dir / "supervisord.pid", os.O_RDONLY | os.O_NONBLOCK)
    daemon = t.start()
    t.equal(os.read(reader, 100).decode(), "%d\n" % daemon.pid, "it was written to")
    t.stop()
    t.true(stat.S_ISFIFO((t.dir / "supervisord.pid").stat().st_mode), "it is what it was")
    os.close(reader)
