"""DAEMON-004, DAEMON-006, DAEMON-007: user= is applied before log, pidfile and socket are made."""
import os
import pwd

needs = ("root",)


def test(t):
    nobody = pwd.getpwnam("nobody")
    os.chown(t.dir, nobody.pw_uid, nobody.pw_gid)
    # The folder of the configuration is theirs, too.
    trusting = ["--trust_config"] if t.programs.ours else []
    daemon = t.start(*trusting)
    t.wait_file("uid", r"^%d$" % nobody.pw_uid)
    t.match(r"INFO Set uid to user %d succeeded$" % nobody.pw_uid, t.log())
    for name in ("supervisord.log", "supervisord.pid", "s.sock"):
        t.equal((t.dir / name).stat().st_uid, nobody.pw_uid, "owner of " + name)
    status = t.read("/proc/%d/status" % daemon.pid)
    t.match(r"^Uid:(\t%d){4}$" % nobody.pw_uid, status)
    t.match(r"^Gid:(\t%d){4}$" % nobody.pw_gid, status)
    t.stop()
