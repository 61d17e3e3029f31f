"""What a test may need of the machine beyond Python, and how to say that it is missing."""
import ctypes
import functools
import os
import shutil
import subprocess


def _root():
    return None if os.geteuid() == 0 else "needs root"


def _nonroot_user():
    return None if os.geteuid() == 0 and shutil.which("setpriv") else "needs root and setpriv to become another user"


@functools.lru_cache(None)
def _libedit():
    try:
        ctypes.CDLL("libedit.so.2")
    except OSError:
        return "needs libedit2"
    return None


@functools.lru_cache(None)
def _unshares(*options):
    if not shutil.which("unshare"):
        return "needs unshare"
    tried = subprocess.run(["unshare", *options, "true"], capture_output=True, text=True)
    return None if tried.returncode == 0 else "unshare %s: %s" % (" ".join(options), tried.stderr.strip())


@functools.lru_cache(None)
def _mounts():
    if os.geteuid() != 0:
        return "needs root to mount a file system"
    tried = subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, text=True)
    return None if tried.returncode == 0 else "cannot mount: %s" % tried.stderr.strip()


def _program(name, package):
    # Where servers are is not on everybody's path.
    path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    return None if shutil.which(name, path=path) else "needs %s (Debian: %s)" % (name, package)


def _compiler():
    return None if any(map(shutil.which, ("cc", "gcc", "clang"))) else "needs a C compiler"


_CHECKS = {
    "root": _root,
    "other_user": _nonroot_user,
    "libedit": _libedit,
    "compiler": _compiler,
    "pid_namespace": lambda: _unshares("-pf", "--mount-proc") if os.geteuid() == 0
    else _unshares("-Urpf", "--mount-proc"),
    "mount": _mounts,
    "nginx": lambda: _program("nginx", "nginx-light"),
    "php_cgi": lambda: _program("php-cgi", "php-cgi"),
}


def missing(names):
    """Why a test with these needs cannot run here, or None."""
    for name in names:
        reason = _CHECKS[name]()
        if reason:
            return reason
    return None


def new_pid_namespace():
    """The words that start a program as PID 1 of a namespace of its own."""
    return ["unshare", "-pf", "--mount-proc", "--kill-child"] if os.geteuid() == 0 \
        else ["unshare", "-Urpf", "--mount-proc", "--kill-child"]
