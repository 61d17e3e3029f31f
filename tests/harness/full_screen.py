"""A program that fills the screen of its terminal: the picture it has painted, whatever size the screen has."""
import fcntl
import os
import pty
import re
import struct
import termios
import time
from select import select

from .terminal import Terminal


class FullScreen(Terminal):
    def __init__(self, words, folder, environment, size=(80, 24)):
        self.seen = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            self.fd = 0
            self.resize(*size)
            os.chdir(folder)
            os.execve(words[0], words, {**environment, "TERM": "xterm"})

    def read(self, seconds):
        """False when nothing came in time or nothing will come any more."""
        before = len(self.seen)
        try:
            if select([self.fd], [], [], seconds)[0]:
                self.seen += os.read(self.fd, 65536)
        except OSError:  # Linux says EIO when the other side is closed
            pass
        return len(self.seen) > before

    def resize(self, columns, rows):
        """The program is told by SIGWINCH."""
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def modes(self):
        """What the terminal does with keys: (shows them, waits for whole lines)."""
        flags = termios.tcgetattr(self.fd)[3]
        return bool(flags & termios.ECHO), bool(flags & termios.ICANON)

    def picture(self):
        """The lines of the screen as they were painted last, without colours."""
        whole = self.seen[:self.seen.rfind(b"\x1b[J") + 1]
        text = whole[whole.rfind(b"\x1b[H"):].decode("utf-8", "replace")
        return [re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b", "", line).rstrip() for line in text.split("\r\n")]

    def wait_picture(self, condition, what, limit):
        """Waits until condition(picture) is true; returns the picture."""
        deadline = time.monotonic() + limit
        while not condition(self.picture()):
            if not self.read(max(0, min(1, deadline - time.monotonic()))) and time.monotonic() >= deadline:
                self.kill()
                raise TimeoutError("no picture of %s; the last one:\n%s" % (what, "\n".join(self.picture())))
        return self.picture()
