"""Finding and killing everything a test started, daemonized programs included."""
import ctypes
import os
import signal
import time

_PR_SET_CHILD_SUBREAPER = 36


def adopt():
    """From now on orphans among our descendants become our children, so that none can escape `kill_all`."""
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_CHILD_SUBREAPER)")


def stat_of(pid):
    """State letter, parent, process group and session of `pid`, or None when it is gone."""
    try:
        with open("/proc/%d/stat" % pid) as f:
            fields = f.read().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return None
    return fields[0], int(fields[1]), int(fields[2]), int(fields[3])


def alive(pid):
    """Is there such a process, zombies not counted?"""
    stat = stat_of(pid)
    return stat is not None and stat[0] not in "ZX"


def children_of(parent):
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            stat = stat_of(int(name))
            if stat is not None and stat[1] == parent:
                found.append(int(name))
    return found


def kill_all(limit=20):
    """SIGKILL to every child until there is none; grandchildren become children as their parents die."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        for pid in children_of(os.getpid()):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        try:
            while os.waitpid(-1, os.WNOHANG)[0] != 0:
                pass
        except ChildProcessError:
            return
        time.sleep(0.005)
