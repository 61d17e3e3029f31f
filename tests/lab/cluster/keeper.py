"""The process a lab stands on: init of a PID namespace, in mount and network namespaces of its own.

Everything of a lab lives in these. When the keeper ends, by `down` or in whatever way, the kernel ends every process of
every host and forgets all mounts, links and addresses: there is nothing to tidy but an empty folder and control groups.
The keeper's network namespace is the deployer's, the one with the bridge all hosts hang on.
"""
import os
import pathlib
import subprocess
import sys

from . import system

# In the namespaces. Orphans become its children and are reaped by the kernel.
PAUSE = """
import os, signal, sys
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
os.write(int(sys.argv[1]), b"1")
os.close(int(sys.argv[1]))
while True:
    signal.pause()
"""


class Keeper:
    """`folder`: the lab's own, where the keeper's number is kept."""

    def __init__(self, folder):
        self.folder = folder
        self._file = folder / "keeper"

    def start(self, owned):
        """`owned`: it ends with the calling process."""
        reader, writer = os.pipe()
        words = ["unshare", "--mount", "--propagation", "private", "--net", "--pid", "--fork", "--kill-child",
                 "--mount-proc", sys.executable, "-Ic", PAUSE, str(writer)]
        outside = subprocess.Popen(words, pass_fds=[writer], start_new_session=True, cwd="/", stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=system.ENVIRONMENT,
                                   preexec_fn=system.die_with_parent if owned else None)
        os.close(writer)
        os.read(reader, 1)
        os.close(reader)
        found = system.children(outside.pid)
        if not found:
            raise system.Failed("no namespaces for a lab: %s" % outside.stderr.read().decode().strip())
        outside.stderr.close()
        self._file.write_text("%d %d\n" % (found[0], system.start_time(found[0])))
        return self

    def pid(self):
        """Of the running keeper, else None."""
        try:
            pid, started = map(int, self._file.read_text().split())
        except (OSError, ValueError):
            return None
        return pid if system.start_time(pid) == started else None

    def running(self):
        pid = self.pid()
        if pid is None:
            raise system.Failed("there is no such lab (%s); `lab up` makes one" % self.folder.name)
        return pid

    def stop(self):
        pid = self.pid()
        if pid is not None:
            system.kill(pid)
            system.until(lambda: system.start_time(pid) is None, "the lab's processes to end")

    def words(self, *words):
        """What runs `words` in the lab, as a child of the caller."""
        return ["nsenter", "--target", str(self.running()), "--mount", "--net", "--pid", *map(str, words)]

    def sh(self, script, *arguments, what=None):
        return system.run(self.words("sh", "-euc", script, "sh", *arguments), what)

    def path(self, inside):
        """A path of the lab's mount namespace, for those outside."""
        return pathlib.Path("/proc/%d/root" % self.running()) / str(inside).lstrip("/")
