"""A program at a terminal: what it shows, and what is typed when it has shown something."""
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

from .screen import Screen


class Terminal:
    def __init__(self, words, folder, environment, term="dumb", columns=80, rows=24):
        self.seen = b""
        self.screen = Screen(columns, rows)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            # As a login leaves them, whatever ignores them here: nohup, Python itself.
            for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGPIPE):
                signal.signal(number, signal.SIG_DFL)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.chdir(folder)
            os.execve(words[0], words, {**environment, "TERM": term})

    def read(self, seconds):
        """False when nothing came in time or nothing will come any more."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            piece = os.read(self.fd, 65536)
        except OSError:  # Linux says EIO when the other side is closed
            piece = b""
        self.seen += piece
        self.screen.feed(piece)
        return bool(piece)

    def wait(self, condition, what, limit):
        deadline = time.monotonic() + limit
        while not condition():
            if not self.read(max(0, deadline - time.monotonic())):
                self.kill()
                raise TimeoutError("%s; seen: %r\nthe screen:\n%s" % (what, self.seen, self.screen.text()))

    def wait_for(self, text, limit, times=1):
        self.wait(lambda: self.seen.count(text) >= times, "%r was not shown" % text, limit)

    def type(self, text):
        os.write(self.fd, text)

    def resize(self, columns):
        """The kernel tells the program."""
        self.screen.resize(columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", self.screen.rows, columns, 0, 0))

    def is_canonical(self):
        """Whether the terminal is in its usual mode: whole lines, shown as they are typed."""
        flags = termios.tcgetattr(self.fd)[3]
        return bool(flags & termios.ICANON) and bool(flags & termios.ECHO)

    def end(self, limit):
        """The exit status; what was still shown is in `seen`. One that does not end is killed."""
        deadline = time.monotonic() + limit
        while self.read(max(0, deadline - time.monotonic())):
            pass
        if time.monotonic() >= deadline:
            self.kill()
            raise TimeoutError("did not end; seen: %r" % self.seen)
        _, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)
