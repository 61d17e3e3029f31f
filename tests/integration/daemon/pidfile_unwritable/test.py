"""DAEMON-024: a pidfile that cannot be written is not fatal."""


def test(t):
    (t.dir / "folder").mkdir()
    t.start()
    t.match(r"CRIT could not write pidfile %s/folder$" % t.dir, t.log())
    t.absent("supervisord started with pid", t.log())
    t.stop()
    t.true((t.dir / "folder").is_dir(), "what is there stays")
