"""DAEMON-035: an owner that the daemon may not give its socket ends the start, and no file is left."""
import os

needs = ("other_user",)


def test(t):
    os.chown(t.dir, 65534, 65534)
    done = t.supervisord("-n", "-c", t.conf, code=2, wrapper=["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"])
    t.match(r'^Error: Not permitted to chown %s/s\.sock to uid/gid \(0, -1\); adjust "sockchown" value in config file or on '
            r"command line to values that the current user \(\w+\) can successfully chown$" % t.dir, done.err)
    if t.ours:
        t.equal([path.name for path in t.dir.iterdir() if "s.sock" in path.name], [], "files")
