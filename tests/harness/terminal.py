"""A program at a terminal: what it shows, and what is typed when it has shown something."""
import os
import pty
import select
import signal
import time


class Terminal:
    def __init__(self, words, folder, environment):
        self.seen = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execve(words[0], words, {**environment, "TERM": "dumb"})

    def read(self, seconds):
        """False when nothing came in time or nothing will come any more."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            piece = os.read(self.fd, 65536)
        except OSError:  # Linux says EIO when the other side is closed
            piece = b""
        self.seen += piece
        return bool(piece)

    def wait_for(self, text, limit, times=1):
        deadline = time.monotonic() + limit
        while self.seen.count(text) < times:
            if not self.read(max(0, deadline - time.monotonic())):
                self.kill()
                raise TimeoutError("%r was not shown; seen: %r" % (text, self.seen))

    def type(self, text):
        os.write(self.fd, text)

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
