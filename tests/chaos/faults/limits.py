"""What runs out: descriptors of the daemon, processes of a user."""
import os
import resource
import signal

from .fault import Fault


class _Limit(Fault):
    room = "limits"
    lasts = (0.5, 8)
    which = None
    weight = 2

    def soft(self):
        raise NotImplementedError

    def begin(self):
        self.pid = self.world.pid
        self.before = resource.prlimit(self.pid, self.which)
        soft = self.soft()
        self.world.note("  %s" % soft)
        resource.prlimit(self.pid, self.which, (soft, self.before[1]))

    def end(self):
        if self.pid == self.world.pid:  # a new daemon has limits of its own
            resource.prlimit(self.pid, self.which, self.before)


class Descriptors(_Limit):
    """None is left, or very few; programs die meanwhile and cannot be started again."""
    name = "limit.descriptors"
    which = resource.RLIMIT_NOFILE

    def begin(self):
        self.excuse = self.world.excuse("no descriptors")
        self.excuse.__enter__()
        super().begin()
        running = sorted(self.world.program_pids().items())
        for _, pid in self.dice.sample(running, min(len(running), self.dice.randrange(4))):
            os.kill(pid, signal.SIGKILL)

    def soft(self):
        held = len(os.listdir("/proc/%d/fd" % self.pid))
        return max(1, held + self.dice.choice((-10, 0, 1, 2, 3, 5, 8)))

    def end(self):
        super().end()
        self.excuse.__exit__(None, None, None)


class Processes(_Limit):
    """The user of a program may have no further process: exec refuses."""
    name = "limit.processes"
    needs = ("root",)
    which = resource.RLIMIT_NPROC

    def soft(self):
        return 0

    def begin(self):
        super().begin()
        pid = self.world.program_pids().get("other")
        if pid:
            os.kill(pid, signal.SIGKILL)


FAULTS = (Descriptors, Processes)
