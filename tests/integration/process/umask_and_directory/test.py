"""PROC-046, DAEMON-022: umask and directory of programs; the daemon's own when they set none."""


def test(t):
    t.start(umask=0o027)
    t.wait_file("set", "done")
    t.wait_file("unset", "done")
    t.equal(t.read("set"), "0077\n/usr\ndone\n", "with umask and directory")
    t.equal((t.dir / "made").stat().st_mode & 0o777, 0o600, "mode of a file it made")
    t.equal(t.read("unset"), "0027\n%s\ndone\n" % t.dir, "inherited")
