"""What the programs wrote, by their own count, and what of it is in the logs."""
import collections
import pathlib
import re
import zlib

from .actor import COUNT

#: One life of one writing program: how many records it wrote, their bytes, when the last.
Run = collections.namedtuple("Run", "name program pid fd records bytes last_ms")

_HEAD = re.compile(rb"\x02((\S+) (\d+) (\d+) (\d+)) ([0-9a-f]{8}):")
_NAMED = re.compile(rb"\x02(\S+) (\d+) ")
#: What the daemon itself writes into a log.
_OF_THE_DAEMON = re.compile(rb"supervisor: [^\x02\n]*\n?")


def run_of(path):
    name = path.name
    program, pid, _, fd = name.rsplit(".", 3)
    content = path.read_bytes()
    return Run(name, program, int(pid), int(fd), *COUNT.unpack(content)) if len(content) == COUNT.size else None


def runs(folder):
    return [run for run in map(run_of, sorted((pathlib.Path(folder) / "counts").iterdir())) if run]


class Found:
    """The records of one run in one family of logs."""

    def __init__(self):
        self.sizes = {}   #: number -> bytes in the logs, for whole records
        self.times = {}   #: number -> when it was written
        self.pieces = []  #: (number, bytes) of records that are there in part
        self.faults = []


class Family:
    """All the files of one log, in any order: which record stands where is said by the record. One that was cut in two by a
    rotation, or by a file that was moved away, is put together again: only the right halves have its checksum."""

    def __init__(self, paths):
        self.found = collections.defaultdict(Found)
        self.strange = []  #: (file, bytes) that are no record
        self._begun, self._rest = [], []
        for path in paths:
            self._read(path.name, path.read_bytes())
        for path, text in self._begun:
            self._join(path, text)
        self.strange += self._rest

    def strange_bytes(self):
        return sum(len(text) for _, text in self.strange)

    def _read(self, name, content):
        starts = [m.start() for m in re.finditer(rb"\x02", content)]
        first = starts[0] if starts else len(content)
        rest = _OF_THE_DAEMON.sub(b"", content[:first])
        if rest:
            self._rest.append((name, rest))
        for start, end in zip(starts, starts[1:] + [len(content)]):
            text = content[start:end]
            if not self._take(name, text):
                if end == len(content):
                    self._begun.append((name, text))
                else:
                    self._piece(name, text)

    def _take(self, name, text):
        """A whole record, and what the daemon may have written behind it."""
        head = _HEAD.match(text)
        if not head:
            return False
        whole = head.end() + int(head.group(5)) + 1
        payload = text[head.end():whole - 1]
        if len(text) < whole or text[whole - 1:whole] != b"\n" or zlib.crc32(payload, zlib.crc32(head.group(1))) != int(head.group(6), 16):
            return False
        run, number = self.found[head.group(2).decode()], int(head.group(3))
        if number in run.sizes:
            run.faults.append("record %d is there twice, again in %s" % (number, name))
        run.sizes[number] = whole
        run.times[number] = int(head.group(4))
        behind = _OF_THE_DAEMON.sub(b"", text[whole:])
        if behind:
            self.strange.append((name, behind))
        return True

    def _join(self, name, text, depth=3):
        for index, (_, rest) in enumerate(self._rest):
            if self._take(name, text + rest):
                del self._rest[index]
                return True
        # A file so short-lived that it has nothing but the middle of a record.
        for index, (_, rest) in enumerate(self._rest if depth else ()):
            if len(rest) < 70_000 and self._could_be_middle(text, rest):
                middle = self._rest.pop(index)
                if self._join(name, text + rest, depth - 1):
                    return True
                self._rest.insert(index, middle)
        if depth == 3:
            self._piece(name, text)
        return False

    @staticmethod
    def _could_be_middle(text, rest):
        head = _HEAD.match(text)
        return b"\n" not in rest and (not head or len(text) + len(rest) <= head.end() + int(head.group(5)))

    def _piece(self, name, text):
        head = _NAMED.match(text)
        if not head:
            self.strange.append((name, text))
            return
        run, number = self.found[head.group(1).decode()], int(head.group(2))
        run.pieces.append((number, len(text)))
        whole = _HEAD.match(text)
        if whole and b"\n" not in text and len(text) > whole.end() + int(whole.group(5)) + 1:
            run.faults.append("record %d in %s is too long" % (number, name))
