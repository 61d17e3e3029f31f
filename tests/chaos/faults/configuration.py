"""The configuration: changed, broken, away and mended, with rereads and updates between."""
from .. import configuration
from .fault import Fault


class Change(Fault):
    """Groups come, go and change; the change is taken, or only read."""
    name = "config.change"
    room = "config"
    weight = 3

    def begin(self):
        world = self.world
        world.configure(configuration.variant(world.configuration, self.dice))
        for word in self.dice.choice((["reread"], ["update"], ["reread", "update"], ["update", "update"])):
            world.client([word])


class Break(Fault):
    """A file that does not load is refused, and nothing that runs changes for it."""
    name = "config.break"
    room = "config"
    lasts = (0.2, 4)
    weight = 3

    def begin(self):
        world = self.world
        how = self.dice.choice(sorted(configuration.BROKEN))
        world.note("  %s" % how)
        if self.dice.random() < 0.3:
            world.client(["reread"])
        world.configure(configuration.BROKEN[how](world.configuration))
        world.client([self.dice.choice(("reread", "update"))])

    def end(self):
        self.world.configure(self.world.configuration)


class Vanish(Fault):
    """The file is gone between reread and update."""
    name = "config.vanish"
    room = "config"
    lasts = (0.2, 2)
    weight = 1

    def begin(self):
        world = self.world
        world.configure(configuration.variant(world.configuration, self.dice))
        world.requests.call("reloadConfig")
        world.case.conf.rename(world.dir / "supervisord.conf.away")
        world.requests.call("reloadConfig")

    def end(self):
        self.world.configure(self.world.configuration)


FAULTS = (Change, Break, Vanish)
