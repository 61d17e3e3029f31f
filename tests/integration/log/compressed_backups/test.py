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
    t.wait(lambda: t.read("storm").endswith("line 001999999\n"), "the last line", limit=120)
    plain = re.compile(r"storm\.\d+$")
    t.wait(lambda: not any(plain.match(name) or name.endswith(".tmp") for name in os.listdir(t.dir)),
           lambda: "everything to be compressed: %s" % sorted(os.listdir(t.dir)), limit=120)
    found = (re.fullmatch(r"storm\.(\d+)\.gz", name) for name in os.listdir(t.dir))
    numbers = sorted(int(one.group(1)) for one in found if one)
    t.equal(numbers, list(range(1, len(numbers) + 1)), "the numbers of the row")
    t.true(len(numbers) >= 10, "several rotations: %s" % numbers)
    whole = b"".join(gzip.open(t.dir / ("storm.%d.gz" % number)).read() for number in reversed(numbers))
    whole += t.read_bytes("storm")
    t.true(whole == b"".join(b"line %09d\n" % number for number in range(2000000)), "every line, in order")

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
