"""No byte that a program wrote is lost, unless the daemon's log says how many and why, or the daemon was killed with the bytes in a
pipe. None is there twice, and none that nobody wrote."""
import re

from .. import records

#: The largest pipe the daemon makes, and a read of it, may go with a daemon that is killed.
IN_FLIGHT = 512 * 1024
#: maxbytes and the largest read.
LARGEST = 1024 * 1024 + 256 * 1024
#: What the daemon itself writes into a log that cannot be written is lost and counted too.
OWN_WORDS = 64 * 1024

_AGAIN = re.compile(r"log: writing to '(.*?)' again; (\d+) bytes were lost")
_IN_ALL = re.compile(r"log: (\d+) bytes in all could not be written to '(.*?)'")


def _claimed(log):
    """{log file: (said with its end, said at the end of a program)}: the second counts again what the first has said."""
    claimed = {}
    for path, count in _AGAIN.findall(log):
        again, in_all = claimed.get(path, (0, 0))
        claimed[path] = again + int(count), in_all
    for count, path in _IN_ALL.findall(log):
        again, in_all = claimed.get(path, (0, 0))
        claimed[path] = again, in_all + int(count)
    return claimed


def _where_written(world, run):
    program = next(p for p in world.chosen if p.name == run.program)
    merged = "redirect_stderr=true" in program.more
    return program, str(world.dir / program.folder / ("%s.%s" % (program.name, "err" if run.fd == 2 and not merged else "log")))


def _family(world, path):
    """The file, its backups, and what faults have moved to kept/."""
    name = path.rsplit("/", 1)[1]
    ours = re.compile(re.escape(name) + r"(\.\d+)*(\.cut\d+)?(\.\d+)*$")
    places = [world.dir / "safe", world.dir / "logs", world.dir / "full", world.dir / "kept", *(world.dir / "kept").glob("folder*")]
    return [p for place in places if place.is_dir() for p in sorted(place.iterdir()) if p.is_file() and ours.match(p.name)]


class Output:
    def __init__(self, world):
        self.world = world
        self.records = 0
        self.bytes = 0
        self.lost = 0

    def check(self):
        """At the end, when the daemon has ended and nobody writes any more."""
        claimed = _claimed(self.world.log_text())
        by_path = {}
        for run in records.runs(self.world.dir):
            program, path = _where_written(self.world, run)
            if program.checked:
                by_path.setdefault(path, []).append(run)
        for path, runs in sorted(by_path.items()):
            self._check_family(path, runs, claimed.get(path, (0, 0)))
        self._check_bounds()

    def _check_bounds(self):
        """A flood is cut to its size: the file, its backups, and no more in each than one append above maxbytes."""
        files = _family(self.world, str(self.world.dir / "safe/floods.log"))
        large = [(path.name, path.stat().st_size) for path in files if path.stat().st_size > LARGEST]
        if large or len(files) > 3:
            self._wrong("maxbytes=1MB and two backups, but there are %s" % (large or [path.name for path in files]))

    def _check_family(self, path, runs, claimed):
        family = records.Family(_family(self.world, path))
        found = family.found
        name = path[len(str(self.world.dir)) + 1:]
        again, in_all = claimed
        if not again and not in_all:  # or they are halves of records of which the other half was lost
            for file, text in family.strange:
                self._wrong("%s has %d bytes that are no record: %r" % (file, len(text), text[:80]))
        missing, where, unclaimed, in_flight = 0, [], False, 0
        for run in runs:
            have = found.pop(run.name, records.Found())
            for text in have.faults:
                self._wrong("%s: %s" % (name, text))
            self.records += len(have.sizes)
            self.bytes += sum(have.sizes.values())
            lost = self._missing(run, have)
            if not lost:
                continue
            kills = [kill for kill in self.world.kills if run.name in kill.runs]
            if kills and path in kills[0].troubled:
                unclaimed = True
            elif kills and self._is_tail(run, have) and lost <= IN_FLIGHT:
                self.lost += lost
            else:
                missing += lost
                where.append(self._describe(run, have, lost))
                if kills and run.records - 1 not in have.sizes:  # what the log admits was lost before
                    in_flight += IN_FLIGHT
        for run in found:
            self._wrong("%s: records of %s, which never counted any" % (name, run))
        missing = max(0, missing - family.strange_bytes())
        self.lost += missing
        if missing > again + in_all + (in_flight if again + in_all else 0):
            self._wrong("%s: %d bytes are missing, the daemon's log admits %d\n  %s" % (
                name, missing, max(again, in_all), "\n  ".join(where[:5])))
        elif not unclaimed and not in_flight and again > missing + OWN_WORDS:
            self._wrong("%s: the daemon's log says that %d bytes were lost, but only %d are missing" % (name, again, missing))

    @staticmethod
    def _missing(run, have):
        """Bytes that are counted and not there. The record after the last that was counted may be there."""
        there = sum(size for number, size in have.sizes.items() if number < run.records)
        there += sum(size for number, size in have.pieces if number < run.records and number not in have.sizes)
        return max(0, run.bytes - there)

    @staticmethod
    def _is_tail(run, have):
        """Everything that is there comes before everything that is not."""
        whole = [number for number in have.sizes if number < run.records]
        return len(whole) == (max(whole) + 1 if whole else 0)

    def _describe(self, run, have, lost):
        gaps = sorted(set(range(run.records)) - set(have.sizes))
        if not gaps:
            return "%s: %d bytes" % (run.name, lost)
        before = [have.times[n] for n in have.times if n < gaps[0]]
        begin = self.world.started_at
        return "%s: %d bytes, %d of %d records, from %d to %d; the last before them was written at %s" % (
            run.name, lost, len(gaps), run.records, gaps[0], gaps[-1],
            "%.3f" % (max(before) / 1000 - begin) if before else "no time")

    def _wrong(self, text):
        self.world.find("output", text)
