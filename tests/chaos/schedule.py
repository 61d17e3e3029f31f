"""What is done when: bursts of faults drawn from the seed, and calm between them in which everything must be well again."""
import collections
import random
import time

from . import requests
from .invariants import processes

#: One fault of the plan: when it begins and ends (seconds into the burst), and the dice it gets.
Planned = collections.namedtuple("Planned", "fault begin end dice")


def plan(seed, number, faults, length):
    """The burst of that number: depends on nothing but these."""
    dice = random.Random("%s/%d" % (seed, number))
    planned, free = [], {}
    for index in range(max(1, round(length * dice.uniform(0.6, 2.0)))):
        fault = dice.choices(faults, [f.weight for f in faults])[0]
        begin = dice.uniform(0, length)
        end = begin + dice.uniform(*fault.lasts) if fault.lasts else begin
        if fault.room and any(begin < taken_end and taken_begin < end + 0.1 for taken_begin, taken_end in free.get(fault.room, ())):
            continue
        if fault.room:
            free.setdefault(fault.room, []).append((begin, end + 0.1))
        planned.append(Planned(fault, begin, min(end, length), random.Random("%s/%d/%d" % (seed, number, index))))
    return sorted(planned, key=lambda p: p.begin)


class Schedule:
    def __init__(self, world, faults, checks, length):
        self.world, self.faults, self.checks, self.length = world, faults, checks, length
        self.under_way = []

    def burst(self, number):
        world = self.world
        begun = time.monotonic()
        world.note("burst %d" % number)
        waiting = plan(world.seed, number, self.faults, self.length)
        try:
            while waiting or self.under_way:
                now = time.monotonic() - begun
                for fault, end in [pair for pair in self.under_way if pair[1] <= now]:
                    self._end(fault, end)
                if waiting and waiting[0].begin <= now:
                    self._begin(waiting.pop(0))
                world.reap()
                world.check_alive()
                time.sleep(0.01)
        finally:
            for fault, end in list(self.under_way):
                self._end(fault, end)

    def _begin(self, planned):
        fault = planned.fault(self.world, planned.dice)
        for other, end in [pair for pair in self.under_way if fault.room and pair[0].room == fault.room]:
            self._end(other, end)  # due by now: some faults take longer to begin than planned
        self.world.counts[fault.name] += 1
        self.world.note("%s begins" % fault.name if fault.lasts else fault.name)
        if fault.lasts:
            self.under_way.append((fault, planned.end))
        fault.begin()

    def _end(self, fault, end):
        self.under_way.remove((fault, end))
        self.world.note("%s ends" % fault.name)
        fault.end()

    def calm(self):
        """After the faults: the configuration is what it was, everything runs, and every invariant holds."""
        world = self.world
        world.note("calm")
        requests.expect_clients(world)
        world.configure(world.configuration)
        code, text = world.ctl("update")
        if code != 0:
            world.find("requests", "supervisorctl update ended with status %s: %s" % (code, text))
        processes.wait_running(world)
        for check in self.checks:
            check()
        world.note("all is well" if not world.findings else "there are findings")
