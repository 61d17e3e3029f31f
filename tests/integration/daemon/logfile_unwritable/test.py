"""DAEMON-011: a log file that cannot be opened ends the start, with its name."""


def test(t):
    (t.dir / "folder").mkdir()
    done = t.supervisord("-n", "-c", t.conf)
    t.true(done.code in (1, 2), "exit status %s" % done.code)
    t.match(str(t.dir / "folder"), done.err, "stderr")
    if t.ours:
        t.absent("Traceback|terminate called", done.err)
