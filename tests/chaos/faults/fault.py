"""What a fault is: something that begins, perhaps lasts, and ends. It finds all it needs in the world; whatever is random
comes from the dice it is given, so that a seed repeats it."""


class Fault:
    name = ""
    #: As in harness/needs.py.
    needs = ()
    #: Faults that would be in each other's way; only one of them is under way.
    room = None
    #: Seconds it lasts, from ... to; None for those that are over at once.
    lasts = None
    #: How often it is drawn, compared with others.
    weight = 2

    def __init__(self, world, dice):
        self.world = world
        self.dice = dice

    def begin(self):
        raise NotImplementedError

    def end(self):
        """Everything is again as it was; also called when the run ends early."""
