"""DAEMON-032 done right: a file that is no socket is not deleted; the start fails and names it."""

ours_only = "Supervisor deletes any file there"


def test(t):
    t.write("s.sock", "precious\n")
    done = t.supervisord("-n", "-c", t.conf, code=2)
    t.match(str(t.dir / "s.sock"), done.err, "stderr")
    t.equal(t.read("s.sock"), "precious\n", "the file")
