"""Programs that end, stop and are told to end, by signals from outside. What they do by themselves is in actor.py."""
import os
import signal

from .fault import Fault


class _Signal(Fault):
    signals = ()
    most = 4

    def begin(self):
        running = self.world.program_pids()
        for name in self.dice.sample([p.name for p in self.world.chosen], self.dice.randrange(1, self.most + 1)):
            number = self.dice.choice(self.signals)
            if name in running:
                self.send(running[name], number)
                self.world.note("  %s (pid %d): signal %d" % (name, running[name], number))

    def send(self, pid, number):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass  # it was faster


class Die(_Signal):
    name = "program.die"
    signals = (signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM, signal.SIGABRT, signal.SIGPIPE)
    weight = 4


class Massacre(_Signal):
    """Many deaths for one SIGCHLD."""
    name = "program.massacre"
    signals = (signal.SIGKILL,)

    def begin(self):
        pids = sorted(self.world.program_pids().values())
        for pid in pids:
            self.send(pid, signal.SIGKILL)
        self.world.note("  %d killed" % len(pids))


class Hang(_Signal):
    """Stopped by SIGSTOP, for good or for a while: only SIGKILL ends it."""
    name = "program.hang"
    signals = (signal.SIGSTOP,)
    lasts = (0.5, 5)
    weight = 3

    def __init__(self, world, dice):
        super().__init__(world, dice)
        self.stopped = []

    def send(self, pid, number):
        super().send(pid, number)
        self.stopped.append(pid)

    def end(self):
        for pid in self.stopped:
            super().send(pid, signal.SIGCONT)


class Group(_Signal):
    """The signal reaches the children too, as Ctrl-C in a terminal would."""
    name = "program.group"
    signals = (signal.SIGTERM, signal.SIGKILL, signal.SIGHUP)

    def send(self, pid, number):
        try:
            if os.getpgid(pid) == pid:
                os.killpg(pid, number)
        except ProcessLookupError:
            pass


FAULTS = (Die, Massacre, Hang, Group)
