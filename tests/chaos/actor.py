#!/usr/bin/env python3
"""The programs of a chaos run, each a mode of this one file.

usage: actor.py MODE FOLDER

Programs that write numbered records keep count, in FOLDER/counts/<run>, of what the pipe has taken; a process that leaves its
group on purpose is registered in FOLDER/escaped/<pid>. Everything random comes from $CHAOS_SEED, the name and the number
of the run.
"""
import mmap
import os
import random
import signal
import struct
import sys
import time
import zlib

#: Count of records, their bytes, and when the last was written (monotonic milliseconds).
COUNT = struct.Struct("=QQQ")
LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/"


def now_ms():
    return time.monotonic_ns() // 1_000_000


class Records:
    """Numbered records with checksums on one descriptor."""

    def __init__(self, folder, name, fd, dice):
        self.fd = fd
        self.dice = dice
        self.number = 0
        self.bytes = 0
        self.text = bytes(dice.choices(LETTERS, k=70_000))
        self.run = ("%s.%d.%d.%d" % (name, os.getpid(), now_ms(), fd)).encode()
        path = os.path.join(folder, "counts", self.run.decode())
        with open(path, "xb") as f:
            f.write(COUNT.pack(0, 0, now_ms()))
        with open(path, "r+b") as f:
            self.count = mmap.mmap(f.fileno(), COUNT.size)

    def write(self, size):
        start = self.dice.randrange(len(self.text) - size)
        payload = self.text[start:start + size]
        head = b"%s %d %d %d" % (self.run, self.number, now_ms(), len(payload))
        record = b"\x02%s %08x:%s\n" % (head, zlib.crc32(payload, zlib.crc32(head)), payload)
        self.put(record)
        self.number += 1
        self.bytes += len(record)
        self.count[:] = COUNT.pack(self.number, self.bytes, now_ms())

    def put(self, record):
        while record:
            record = record[os.write(self.fd, record):]


def register(folder, why):
    with open(os.path.join(folder, "escaped", str(os.getpid())), "w") as f:
        f.write(why)


def detach(folder, why, seconds):
    """A grandchild in a session of its own, that its configuration has no way to stop."""
    middle = os.fork()
    if middle == 0:
        os.setsid()
        if os.fork() == 0:
            register(folder, why)
            time.sleep(seconds)
        os._exit(0)
    os.waitpid(middle, 0)


class Actor:
    def __init__(self, folder):
        self.folder = folder
        self.name = os.environ["SUPERVISOR_PROCESS_NAME"]
        with open(os.path.join(folder, "runs", self.name), "ab") as runs:
            runs.write(b".")
            runs.flush()
            number = os.fstat(runs.fileno()).st_size
        self.dice = random.Random("%s/%s/%d" % (os.environ["CHAOS_SEED"], self.name, number))

    def records(self, fd=1):
        return Records(self.folder, self.name, fd, self.dice)

    # -- modes, each a program's life

    def writer(self):
        """Short lines in small bursts, now and then a pause."""
        out = self.records()
        while True:
            for _ in range(self.dice.randrange(1, 30)):
                out.write(self.dice.randrange(20, 400))
            time.sleep(self.dice.choice((0.02, 0.05, 0.1, 0.3)))

    def long_lines(self):
        """Larger than a pipe takes at once."""
        out = self.records()
        while True:
            out.write(self.dice.choice((3_000, 5_000, 17_000, 66_000)))
            time.sleep(self.dice.choice((0.2, 0.5, 1)))

    def both(self):
        """Records on both channels."""
        outs = self.records(1), self.records(2)
        while True:
            self.dice.choice(outs).write(self.dice.randrange(20, 800))
            time.sleep(self.dice.choice((0.005, 0.02, 0.1)))

    def dies(self):
        """A few records, then an end of any kind."""
        out = self.records()
        for _ in range(self.dice.randrange(0, 40)):
            out.write(self.dice.randrange(20, 3000))
            time.sleep(0.01 if self.dice.random() < 0.5 else 0)
        end = self.dice.choice(("exit", "exit", "kill", "segv", "abort"))
        if end == "exit":
            os._exit(self.dice.choice((0, 1, 2, 77)))
        os.kill(os.getpid(), {"kill": signal.SIGKILL, "segv": signal.SIGSEGV, "abort": signal.SIGABRT}[end])

    def deaf(self):
        """Ignores what can be ignored."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2):
            signal.signal(number, signal.SIG_IGN)
        self.writer()

    def family(self):
        """Children in the same group that end when the parent does; with killasgroup none survives a stop."""
        alive, held = os.pipe()
        for number in range(3):
            if os.fork() == 0:
                os.close(held)
                if number == 0:
                    signal.signal(signal.SIGTERM, signal.SIG_IGN)
                os.read(alive, 1)
                os._exit(0)
        os.close(alive)
        self.writer()

    def escapes(self):
        """Leaves daemons of its own behind, and zombies until it ends."""
        if os.fork() == 0:
            os._exit(0)
        detach(self.folder, "double fork and setsid", self.dice.randrange(2, 20))
        time.sleep(self.dice.randrange(1, 6))

    def closes(self):
        """Runs on without its pipes."""
        if self.dice.random() < 0.5:
            self.records().write(100)
        for fd in self.dice.sample((0, 1, 2), self.dice.randrange(1, 4)):
            os.close(fd)
        time.sleep(100_000)

    def keeps(self):
        """Ends, while a grandchild keeps the pipe open and writes there."""
        if os.fork() == 0:
            os.setsid()
            register(self.folder, "keeps the pipe of a program that has ended")
            until = time.monotonic() + self.dice.randrange(1, 15)
            try:
                while time.monotonic() < until:
                    os.write(1, b"from a grandchild\n")
                    time.sleep(0.05)
            except OSError:
                pass
            os._exit(0)
        time.sleep(self.dice.randrange(1, 4))

    def floods(self):
        """Megabytes without a newline."""
        block = b"x" * 65536
        while True:
            for _ in range(self.dice.randrange(1, 40)):
                os.write(1, block)
            time.sleep(self.dice.choice((0.1, 0.5, 1)))

    def sits(self):
        """Neither reads nor writes."""
        time.sleep(100_000)

    def listener(self):
        """Records every event: a line with poolserial, event name and payload for each."""
        with open(os.path.join(self.folder, "events"), "ab", buffering=0) as out:
            out.write(b"begin %d\n" % os.getpid())
            while True:
                os.write(1, b"READY\n")
                headers = dict(word.split(":", 1) for word in self._line().split())
                payload = self._exactly(int(headers["len"])).replace("\n", " ")
                out.write(("%s %s %s\n" % (headers["poolserial"], headers["eventname"], payload)).encode())
                os.write(1, b"RESULT 2\nOK")

    def rude_listener(self):
        """Keeps the protocol until it does not."""
        while True:
            what = self.dice.choice(("keep", "keep", "keep", "fail", "die", "nonsense", "flood", "mute", "twice"))
            if what == "nonsense":
                os.write(1, bytes(self.dice.choices(range(256), k=200)))
            elif what == "flood":
                os.write(1, b"y" * 300_000)
            os.write(1, b"READY\n" * (2 if what == "twice" else 1))
            headers = dict(word.split(":", 1) for word in self._line().split())
            if what == "die":
                os._exit(3)
            if what == "mute":
                time.sleep(3)
            self._exactly(int(headers["len"]))
            os.write(1, b"RESULT 4\nFAIL" if what == "fail" else b"RESULT 2\nOK")

    def _line(self):
        line = sys.stdin.buffer.readline().decode()
        if not line:
            sys.exit(0)
        return line

    def _exactly(self, count):
        return sys.stdin.buffer.read(count).decode(errors="replace")


if __name__ == "__main__":
    try:
        getattr(Actor(sys.argv[2]), sys.argv[1])()
    except (BrokenPipeError, KeyboardInterrupt):
        pass
