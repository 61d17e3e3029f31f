"""DAEMON-020, DAEMON-021, DAEMON-024: background, own session, /dev/null on 0, 1, 2, directory and umask applied."""
import os
import signal

from harness import descendants


def test(t):
    launched = t.launch(foreground=False)
    launched.wait_exit(0)
    t.wait_file("where", "done")
    pid = int(t.read("supervisord.pid"))
    try:
        t.equal((launched.out(), launched.err()), ("", ""), "nothing is printed")
        t.equal(t.read("where"), "/usr\n0027\ndone\n", "directory and umask, inherited by programs")
        t.equal(os.readlink("/proc/%d/cwd" % pid), "/usr", "current folder")
        _, _, _, session = descendants.stat_of(pid)
        t.equal(session, pid, "session")
        for fd in range(3):
            t.equal(os.readlink("/proc/%d/fd/%d" % (pid, fd)), "/dev/null", "descriptor %d" % fd)
        t.equal((t.dir / "supervisord.pid").stat().st_mode & 0o777, 0o640, "mode of the pidfile")
        t.match(r"INFO daemonizing the supervisord process$", t.log())
        t.match(r"INFO set current directory: '/usr'$", t.log())
        t.match(r"INFO supervisord started with pid %d$" % pid, t.log())
        t.ctl("pid", code=0, out="%d\n" % pid)
    finally:
        os.kill(pid, signal.SIGTERM)
    t.wait_gone(pid)
    t.true(not (t.dir / "supervisord.pid").exists(), "the pidfile is removed")
