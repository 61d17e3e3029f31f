"""CHANGES 3.3.2: a daemon that cannot become the user it should does not run on."""
import os

needs = ("other_user",)


def test(t):
    os.chown(t.dir, 12345, 12345)
    done = t.supervisord("-n", "-c", t.conf, code=2,
                         wrapper=["setpriv", "--reuid=12345", "--regid=12345", "--clear-groups"])
    t.match(r"^Error: Can't drop privilege as nonroot user$", done.err)
    t.true(not (t.dir / "supervisord.pid").exists(), "no pidfile")
