"""Running things, and what the kernel tells of processes."""
import ctypes
import os
import pathlib
import signal
import subprocess
import time

_PR_SET_PDEATHSIG = 1
#: What a login has, without what the caller happens to have set.
ENVIRONMENT = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root",
               "LC_ALL": "C.UTF-8", "TERM": "dumb"}


class Failed(Exception):
    """The lab cannot do what was asked, in words for whoever asked."""


def run(words, what=None, input=None, limit=60):
    """Runs to the end and returns what was printed; what fails is raised with its output."""
    try:
        done = subprocess.run(list(map(str, words)), input=input, capture_output=True, text=True, timeout=limit,
                              env=ENVIRONMENT)
    except subprocess.TimeoutExpired:
        raise Failed("%s did not end within %d s" % (what or " ".join(map(str, words)), limit)) from None
    if done.returncode != 0:
        raise Failed("%s: status %d\n%s%s" % (what or " ".join(map(str, words)), done.returncode, done.stdout,
                                              done.stderr))
    return done.stdout


def until(condition, what, limit=30, pause=0.01):
    end = time.monotonic() + limit
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() >= end:
            raise Failed("waited %d s for %s" % (limit, what() if callable(what) else what))
        time.sleep(pause)


def die_with_parent():
    """For a new process: killed when the one that started it ends, however that ends."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def children(pid):
    try:
        return [int(word) for word in pathlib.Path("/proc/%d/task/%d/children" % (pid, pid)).read_text().split()]
    except OSError:
        return []


def command_line(pid):
    try:
        return pathlib.Path("/proc/%d/cmdline" % pid).read_bytes().decode(errors="replace").split("\0")[:-1]
    except OSError:
        return []


def start_time(pid):
    """In ticks since boot; tells a process from a later one with its number. None when there is none."""
    try:
        fields = pathlib.Path("/proc/%d/stat" % pid).read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else int(fields[19])


def kill(pid, number=signal.SIGKILL):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


class Ended:
    def __init__(self, code, out, err):
        self.code = code
        self.out = out
        self.err = err


def call(words, limit=60):
    """Like run, for commands whose failure is an answer."""
    try:
        done = subprocess.run(list(map(str, words)), stdin=subprocess.DEVNULL, capture_output=True, timeout=limit,
                              env=ENVIRONMENT)
    except subprocess.TimeoutExpired:
        raise Failed("%s did not end within %d s" % (" ".join(map(str, words)), limit)) from None
    return Ended(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))
