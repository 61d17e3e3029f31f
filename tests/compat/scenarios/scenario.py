"""How a scenario is declared."""
import re

TABLE = []


class Scenario:
    def __init__(self, name, config, rows, steps, clients=False, needs=()):
        self.name = name
        self.config = config
        self.rows = rows.split()
        self.steps = steps
        self.clients = clients
        self.needs = needs
        for row in self.rows:
            if not re.fullmatch(r"[A-Z]+-\d{3}", row):
                raise ValueError("scenario %s: '%s' is no row" % (name, row))

    @property
    def group(self):
        return self.rows[0].split("-")[0]


def scenario(config, rows, clients=False, needs=(), name=None):
    """Registers the decorated function, which takes a recorder.Recorder. `rows`: the ids of what it shows, the first
    decides on the group; `clients`: with all pairs of programs."""
    def register(steps):
        made = Scenario(name or steps.__name__, config, rows, steps, clients, needs)
        if any(other.name == made.name for other in TABLE):
            raise ValueError("two scenarios are called " + made.name)
        TABLE.append(made)
        return steps
    return register
