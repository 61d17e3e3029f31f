"""The wall clock goes forward and back, for a daemon that was started with one of its own."""
from harness import clock

from .fault import Fault

HOUR, DAY = 3600, 86400


class Jump(Fault):
    name = "clock.jump"
    needs = clock.NEEDS
    weight = 4

    def begin(self):
        offset = self.dice.choice((0, 3, -3, HOUR, -HOUR, DAY, -DAY, 365 * DAY, -365 * DAY, 20 * 365 * DAY))
        self.world.note("  %+d s" % offset)
        self.world.clock.set(offset)


FAULTS = (Jump,)
