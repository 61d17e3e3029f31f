"""LOG-033, LOG-020, LOG-022: 16 MB of arbitrary bytes arrive unchanged, in one file and across rotated ones."""
import os


def test(t):
    data = os.urandom(16 * 1024 * 1024 + 12345)
    (t.dir / "input").write_bytes(data)
    t.start()
    t.wait_states({"bytes": "EXITED", "rotated": "EXITED"})
    t.true(t.read_bytes("out") == data, "one file")
    backups = sorted((int(p.name.rpartition(".")[2]) for p in t.dir.glob("rotated.*")), reverse=True)
    t.true(backups and backups == list(range(len(backups), 0, -1)), "backups are numbered without gaps: %r" % backups)
    parts = [t.read_bytes("rotated.%d" % n) for n in backups]
    t.true(b"".join(parts) + t.read_bytes("rotated") == data, "rotated files, oldest first")
    for part in parts:
        t.true(1024 * 1024 <= len(part) < 2.5 * 1024 * 1024, "a backup holds about maxbytes: %d" % len(part))
