"""CFG-133, DAEMON-030: the socket's mode is what chmod= says, whatever the umask; no temporary name is left."""


def test(t):
    t.start(umask=0o077)
    t.equal(t.socket_path.stat().st_mode & 0o777, 0o640, "mode")
    t.equal([p.name for p in t.dir.glob("s.sock*")], ["s.sock"], "files beside it")
    t.stop()
    t.config("@BASE@\n")
    t.start(umask=0o000)
    t.equal(t.socket_path.stat().st_mode & 0o777, 0o700, "default mode")
