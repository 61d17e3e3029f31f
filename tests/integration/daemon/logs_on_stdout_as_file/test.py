"""S#935, S#1078, S#1224, S#1412, S#1602: /dev/stdout as a log needs no logfile_maxbytes=0, be it a file, a pipe or a
terminal: no seek, no rotation, nothing overwritten."""
import os
import pty

ours_only = "Supervisor fails with `Illegal seek` or overwrites"


def test(t):
    daemon = t.start("-s")
    t.wait_file("stdout.0", "^again$")
    t.wait_file("stdout.0", "^hello$")
    t.wait_file("stdout.0", "INFO supervisord started with pid")
    t.wait_file("stderr.0", "^to stderr$")
    t.stop()
    t.match("received SIGTERM", daemon.out())

    master, slave = pty.openpty()
    daemon = t.launch("-s", stdout=slave, stderr=slave)
    os.close(slave)
    os.set_blocking(master, False)
    seen = []

    def has(text):
        try:
            seen.append(os.read(master, 65536))
        except (BlockingIOError, OSError):
            pass
        return text in b"".join(seen)
    for text in (b"supervisord started with pid", b"hello\r\n", b"again\r\n", b"to stderr\r\n"):
        t.wait(lambda: has(text), "%r on the terminal" % text)
    t.stop()
    os.close(master)
