"""DAEMON-005: an ordinary user cannot become another."""
import os

needs = ("other_user",)


def test(t):
    os.chown(t.dir, 65534, 65534)
    done = t.supervisord("-n", "-c", t.conf, code=2,
                         wrapper=["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"])
    t.match(r"^Error: Can't drop privilege as nonroot user$", done.err)
