"""DAEMON-078: a daemon that is not root any more keeps its user over restarts, and cannot become another one. Supervisor
finds that out when everything has been stopped, and ends."""
import os
import pwd

needs = ("root",)


def test(t):
    nobody = pwd.getpwnam("nobody")
    os.chown(t.dir, nobody.pw_uid, nobody.pw_gid)
    # The folder of the configuration is theirs, too.
    trusting = ["--trust_config"] if t.programs.ours else []
    t.start(*trusting)
    t.daemon.signal("HUP")
    t.wait_log(r"INFO Set uid to user %d succeeded$" % nobody.pw_uid, count=2)
    t.wait_ready()
    pid = t.wait_state("one", "RUNNING")["pid"]
    t.config(t.conf.read_text().replace("user=nobody", "user=root"))
    t.daemon.signal("HUP")
    if t.ours:
        t.wait_log(r"ERRO restart refused, nothing has been stopped: \[supervisord\] user: Can't drop privilege as nonroot user")
        t.equal(t.pid("one"), pid, "the program runs on")
        return
    t.daemon.wait_exit(2)
    t.match(r"^Error: Can't drop privilege as nonroot user$", t.daemon.err())
    t.true(not t.alive(pid), "its programs are stopped")
