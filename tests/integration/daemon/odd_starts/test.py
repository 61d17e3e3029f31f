"""Started with signals blocked or ignored and with 0, 1 and 2 closed: signals and deaths are seen all the same."""
import os
import signal

ours_only = "CPython keeps the blocked mask and fails without descriptors 0 to 2"


def odd():
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGCHLD, signal.SIGHUP, signal.SIGUSR2})
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


def bare():
    odd()
    for fd in range(3):
        os.close(fd)


def blocked(t, pid):
    return int(t.match(r"^SigBlk:\t([0-9a-f]+)$", t.read("/proc/%d/status" % pid)).group(1), 16)


def test(t):
    for prepare in (odd, bare):
        daemon = t.start(preexec_fn=prepare)
        pid = t.wait_state("one", "RUNNING")["pid"]
        t.equal(blocked(t, pid), 0, "signals blocked in the program")
        os.kill(pid, signal.SIGKILL)
        t.wait(lambda: t.pid("one") not in (0, pid), "a successor")
        daemon.signal("TERM")
        daemon.wait_exit(0)
    t.equal(sorted(p.name for p in t.dir.glob("s.sock*")), [], "socket removed")
