"""The daemon is killed while it compresses: one of source and copy is whole, and the next daemon finishes the work."""
import gzip
import os

ours_only = "*_logfile_compress is ours"


def test(t):
    # Does not compress well, so that it takes some seconds.
    content = os.urandom(60 << 20)
    (t.dir / "web.1").write_bytes(content)
    (t.dir / "web.3").write_bytes(b"three\n")
    t.start()
    t.wait(lambda: (t.dir / "web.gz.tmp").exists(), "the copy to be begun")
    t.daemon.signal("KILL")
    t.daemon.wait_exit(-9)
    t.true((t.dir / "web.gz.tmp").exists(), "it was killed in the middle")
    t.true((t.dir / "web.1").read_bytes() == content, "the source is whole")
    t.start()
    # A rotation meanwhile: the copy gets its source's new number.
    t.wait_state("web", "RUNNING")
    t.rpc.sendProcessStdin("web", "x" * 150 + "\n")
    t.wait(lambda: not any((t.dir / name).exists() for name in ("web.1", "web.2", "web.3", "web.4", "web.gz.tmp")),
           lambda: "everything to be compressed: %s" % sorted(os.listdir(t.dir)), limit=120)
    unpacked = {name: gzip.open(t.dir / name).read() for name in os.listdir(t.dir) if name.endswith(".gz")}
    t.equal(sorted(unpacked), ["web.1.gz", "web.2.gz", "web.4.gz"], "the row")
    t.equal(unpacked["web.1.gz"], b"x" * 150 + b"\n", "the newest")
    t.true(unpacked["web.2.gz"] == content, "the one that was interrupted")
    t.equal(unpacked["web.4.gz"], b"three\n", "one that was there before")
