"""*_logfile_compress: many rotations while compressing goes on lose nothing and leave a row without gaps; old backups go
by age; the daemon's own log does the same."""
import gzip
import os
import re
import time

ours_only = "*_logfile_compress is ours"


def test(t):
    t.start()
    t.wait_state("storm", "RUNNING")
    t.rpc.sendProcessStdin("storm", "go\n")
    plain = re.compile(r"storm\.\d+$")
    row = re.compile(r"storm\.(\d+)\.gz")

    def numbers():
        return sorted(int(found.group(1)) for found in map(row.fullmatch, os.listdir(t.dir)) if found)

    def whole():
        """All that is there, when everything is compressed; the newest file may just have been rotated away."""
        if any(plain.match(name) or name.endswith(".tmp") for name in os.listdir(t.dir)):
            return b""
        return b"".join(gzip.open(t.dir / ("storm.%d.gz" % n)).read() for n in reversed(numbers())) + t.read_bytes("storm")
    expected = b"".join(b"line %09d\n" % number for number in range(2000000))
    t.wait(lambda: whole() == expected, lambda: "every line, in order: %s" % sorted(os.listdir(t.dir)), limit=80)
    t.equal(numbers(), list(range(1, len(numbers()) + 1)), "the numbers of the row")
    t.true(len(numbers()) >= 10, "several rotations: %s" % numbers())

    # The daemon's own log.
    for _ in range(200):
        t.rpc.getState()
        t.fault(t.rpc.startProcess, "nobody")
    t.wait(lambda: (t.dir / "supervisord.log.1.gz").exists(), "the daemon's log to be compressed")

    # Age, at the next start of the log.
    old = time.time() - 3 * 86400
    os.utime(t.dir / "storm.2.gz", (old, old))
    t.config(t.conf.read_text() + "stdout_logfile_max_age=2d\n")
    t.ctl("update", code=0)
    t.wait_state("storm", "RUNNING")
    t.wait(lambda: not (t.dir / "storm.2.gz").exists(), "the old one to go")
    t.true((t.dir / "storm.1.gz").exists() and (t.dir / "storm.3.gz").exists(), "the others stay")
    t.config(t.conf.read_text().replace("max_age=2d", "max_age=2 days"))
    t.match("stdout_logfile_max_age: '2 days' is no duration; write a number with s, m, h, d or w",
            t.ctl("reread").out)
