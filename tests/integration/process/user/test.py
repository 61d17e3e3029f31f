"""PROC-039, PROC-042, DAEMON-006: user= switches uid, gid and groups, and leaves HOME, USER and LOGNAME alone."""
import grp
import os
import pwd

needs = ("root",)


def test(t):
    t.start()
    t.wait_file("out", "done")
    nobody = pwd.getpwnam("nobody")
    groups = [nobody.pw_gid] + [g.gr_gid for g in grp.getgrall() if "nobody" in g.gr_mem]
    uid, gid, listed, names = t.read("out").splitlines()[:4]
    t.equal((int(uid), int(gid)), (nobody.pw_uid, nobody.pw_gid), "uid and gid")
    t.equal(sorted(set(map(int, listed.split()))), sorted(set(groups)), "groups")
    t.equal(names, "/keep keep kept", "HOME USER LOGNAME")
    t.equal(os.stat(t.dir / "out").st_uid, 0, "the log file belongs to the daemon's user (LOG-032)")
