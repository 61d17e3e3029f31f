"""S#120, S#123: logfile_mkdir makes missing folders, logfile_mode sets the mode whatever the umask."""

ours_only = "new keys"


def test(t):
    t.start(umask=0o077)
    t.wait_file("new/deep/out", "hello")
    t.equal((t.dir / "new/deep/out").stat().st_mode & 0o777, 0o640, "mode")
    t.equal((t.dir / "err").stat().st_mode & 0o777, 0o640, "mode")
