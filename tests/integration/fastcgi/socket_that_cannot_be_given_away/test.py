"""FCGI-006: an owner that the daemon may not give the socket is said, and no file is left."""
import os

from harness import fastcgi

ours_only = "Supervisor ends with a traceback"
needs = ("other_user",)


def test(t):
    fastcgi.lay_out(t)
    os.chown(t.dir, 65534, 65534)
    t.start(wrapper=["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"])
    t.wait_state("given", "FATAL")
    t.match(r"^Could not create FastCGI socket unix://%s/fcgi\.sock: .*[Oo]peration not permitted" % t.dir, t.info("given")["spawnerr"])
    t.equal([path.name for path in t.dir.iterdir() if "fcgi.sock" in path.name], [], "files")
    t.stop()
