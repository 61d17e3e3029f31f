"""FCGI-002, FCGI-005: a socket that cannot be made ends one program, not the daemon; a file in its place is left alone, a
socket nobody listens on is replaced."""
import socket

from harness import fastcgi

ours_only = "Supervisor removes whatever is at the path, and ends with a traceback when it cannot"


def test(t):
    fastcgi.lay_out(t)
    t.write("file", "not to be lost")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as left_behind:
        left_behind.bind(str(t.dir / "stale.sock"))
    t.start()
    t.wait_states({"other": "RUNNING", "stale": "RUNNING", "blocked": "FATAL"})
    reason = r"Could not create FastCGI socket unix://%s/file: '%s/file' exists and is not a socket" % (t.dir, t.dir)
    t.match(reason, t.info("blocked")["spawnerr"])
    t.wait_log("spawnerr: " + reason)
    t.equal(t.read("file"), "not to be lost")
    t.equal(fastcgi.ask(str(t.dir / "stale.sock")), str(t.pid("stale")), "it took the place of the stale one")

    # The same at run time: the group is refused, and says why.
    t.rpc.removeProcessGroup("blocked")
    code, text = t.fault(t.rpc.addProcessGroup, "blocked")
    t.equal(code, 30, "FAILED")
    t.match(reason, text)
    (t.dir / "file").unlink()
    t.rpc.addProcessGroup("blocked")
    t.wait_state("blocked", "RUNNING")
    t.equal(fastcgi.ask(str(t.dir / "file")), str(t.pid("blocked")))
    t.stop()
